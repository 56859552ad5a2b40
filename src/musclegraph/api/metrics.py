"""Numbers for Prometheus. Each label has few values: routes, methods and statuses, no paths."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as written
from starlette.routing import Route

if TYPE_CHECKING:
    from musclegraph.api.pools import AnyPool

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
# Gauges: name, help, and where in the pool the number is.
_POOL: tuple[tuple[str, str, Callable[[AnyPool], float]], ...] = (
    ("queries_quick", "Free queries that began a moment ago", lambda pool: pool.quick.running),
    ("queries_running", "Free queries that take longer", lambda pool: pool.turns.running),
    ("queries_waiting", "Free queries that wait to take longer", lambda pool: pool.turns.waiting),
    ("answer_bytes_held", "Large answers not read yet", lambda pool: pool.room.bytes_held),
    ("workers_replaced", "Processes started in place of others", lambda pool: pool.replaced),
    (
        "workers_replacing_seconds",
        "Time those starts took in all",
        lambda pool: pool.replacing_seconds,
    ),
)


class Metrics:
    """The numbers of one app, in a registry of its own."""

    def __init__(self, pool: AnyPool, snapshot_id: str) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "musclegraph_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "musclegraph_request_seconds",
            "Time to answer",
            ("lane",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._gauge("snapshot", "The snapshot served", "id").labels(snapshot_id).set(1)
        endings = self._gauge("worker_endings", "Worker processes ended early", "reason")
        for reason in ("timeout", "failed", "cancelled", "anew"):
            endings.labels(reason).set_function(partial(pool.endings.__getitem__, reason))
        for name, text, number in _POOL:
            self._gauge(name, text).set_function(partial(number, pool))

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"musclegraph_{name}", text, labels, registry=self._registry)

    def routes(self) -> list[Route]:
        """Return the route that Prometheus reads."""
        return [Route("/metrics", self._answer, include_in_schema=False)]

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answered request."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        lane = "sparql" if route == "/sparql" else "other"
        self._seconds.labels(lane).observe(seconds)

    async def _answer(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
        return Response(written(self._registry), headers=headers)
