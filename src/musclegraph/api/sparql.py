"""`/sparql`: the SPARQL 1.1 Protocol, read side. Queries run in processes that can be killed."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from musclegraph.api import caching, negotiate, protocol
from musclegraph.api.client import client_of, unless_gone
from musclegraph.api.description import Description
from musclegraph.api.negotiate import Forms
from musclegraph.api.protocol import Asked
from musclegraph.core.errors import BadQuery
from musclegraph.core.settings import Settings
from musclegraph.store import guard
from musclegraph.store.jobs import Answer, Job
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import TRIPLE_TYPES

if TYPE_CHECKING:
    from musclegraph.api.pools import AnyPool


_LOG = logging.getLogger("musclegraph.queries")
# Beyond this the guard takes longer than the event loop may be held.
_LONG = 2000
_HTML = "text/html"
_DESCRIBED = {name: name for name in (*TRIPLE_TYPES, _HTML)}


class Endpoint:
    """Answers queries over one snapshot; a bare GET gets the service description."""

    def __init__(
        self, snapshot: Snapshot, settings: Settings, pool: AnyPool, description: Description
    ) -> None:
        self._settings, self._pool = settings, pool
        self._snapshot_id = snapshot.store.snapshot_id
        self._description = description
        self._graphs = snapshot.store.graphs()

    def routes(self) -> list[Route]:
        """Return the route, on plain Starlette: nothing between the request and the worker."""
        methods = ["GET", "POST", "OPTIONS"]
        return [Route("/sparql", self.answer, methods=methods, include_in_schema=False)]

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        asked = await protocol.read(request, self._settings)
        if asked is None:
            return self._described(request)
        forms = negotiate.forms(request.headers.get("accept", ""), asked.format)
        base = str(request.url.replace(query="", fragment=""))
        reading = await self._look_at(asked, base)
        tag = caching.etag(self._snapshot_id, *forms)
        if caching.is_fresh(request, tag) and not reading.is_volatile:
            return caching.not_modified(tag)
        request.state.lasts = not reading.is_volatile  # `Kept` may keep what POST asks, too
        self._log(request, asked)
        job = self._job(asked, reading, forms, base)
        found = await unless_gone(request, self._pool.ask(job, client_of(request)))
        if request.method == "POST" or reading.is_volatile:
            headers = {"Cache-Control": "no-store"}
        else:
            headers = caching.headers(tag)
        return _response(found, headers, self._settings.max_rows)

    def _described(self, request: Request) -> Response:
        """Answer a GET without a query: the description, or for a browser the page to ask on."""
        accept, named = request.headers.get("accept", ""), request.url.query
        if not named and negotiate.choose(accept, _DESCRIBED) == _HTML:
            return Response(status_code=303, headers={"Location": "/query", "Vary": "Accept"})
        return self._description.answer(request, self._description.service)

    def _log(self, request: Request, asked: Asked) -> None:
        if self._settings.log_queries == "yes":
            line = {"request": request.state.request_id, "query": asked.query}
            _LOG.info(json.dumps(line))

    async def _look_at(self, asked: Asked, base: str) -> guard.Reading:
        """Return what the guard reads, with every graph one of the store's."""
        arguments = (asked.query, self._settings, base)
        if len(asked.query) > _LONG:
            reading = await run_in_threadpool(guard.check, *arguments)
        else:
            reading = guard.check(*arguments)
        named = (*reading.graphs, *(asked.default_graphs or ()), *(asked.named_graphs or ()))
        if unknown := [graph for graph in named if graph not in self._graphs]:
            raise BadQuery(
                f"this store has no graph <{unknown[0][:200]}>, and none is fetched",
                hint="a GET of /sparql without a query lists the graphs",
            )
        return reading

    def _job(self, asked: Asked, reading: guard.Reading, forms: Forms, base: str) -> Job:
        most = self._settings.max_rows
        is_select = reading.form == "SELECT"
        return Job(
            text=reading.limited(asked.query, most) if is_select else asked.query,
            base=base,
            row_type=forms.rows,
            triple_type=forms.triples,
            most_rows=most,
            most_bytes=self._settings.max_answer_bytes,
            is_capped=is_select and not reading.is_limited(most),
            # A dataset of the query's own is not to be replaced by the union.
            is_union=self._description.is_union and not reading.graphs,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )


def _response(found: Answer, headers: Mapping[str, str], most_rows: int) -> Response:
    cap = {"Result-Cap": str(most_rows)} if found.is_cut else {}
    response = Response(found.body, media_type=found.media_type, headers={**headers, **cap})
    response.held = found.held  # type: ignore[attr-defined]  # until it is sent
    return response
