"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from musclegraph.store.opened import Snapshot

if TYPE_CHECKING:
    from musclegraph.api.pools import AnyPool


_NO_STORE = {"Cache-Control": "no-store"}


class Health:
    """Answers `/health/live` and `/health/ready` for one snapshot and its workers."""

    def __init__(self, snapshot: Snapshot, pool: AnyPool) -> None:
        self._snapshot, self._pool = snapshot, pool

    def routes(self) -> list[Route]:
        """Return the two routes."""
        return [
            Route("/health/live", self._live, include_in_schema=False),
            Route("/health/ready", self._ready, include_in_schema=False),
        ]

    async def _live(self, request: Request) -> JSONResponse:
        return JSONResponse({"live": True}, headers=_NO_STORE)

    async def _ready(self, request: Request) -> JSONResponse:
        """200 while the store is there and workers run; else 503, and a balancer goes elsewhere."""
        checks = {
            "store": await run_in_threadpool(self._snapshot.is_there),
            "workers": self._pool.is_open,
        }
        is_ready = all(checks.values())
        body = {
            "ready": is_ready,
            "snapshot": self._snapshot.store.snapshot_id,
            **checks,
            # False where the kernel offers no way to take the network from a process.
            "workers_without_network": self._pool.is_locked,
            # False while the copy is made, and for a store of over `memory_quads`.
            "in_memory": self._snapshot.store.in_memory,
        }
        return JSONResponse(body, status_code=200 if is_ready else 503, headers=_NO_STORE)
