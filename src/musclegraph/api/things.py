"""The IRIs of the graph answer themselves: `/<kind>/<slug>`, and `/ns` for the ontology."""

from __future__ import annotations

import re

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.routing import Route

from musclegraph.api import caching, negotiate
from musclegraph.api.gone import refuse_gone
from musclegraph.core.errors import NotFound
from musclegraph.core.names import BASE, KINDS
from musclegraph.core.settings import Settings
from musclegraph.store import forms
from musclegraph.store.opened import Snapshot
from musclegraph.store.quads import Triple

_ONTOLOGY = f"{BASE}graph/ontology"
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]*")


class _Kind(StringConvertor):
    """One of our kinds, so that another path is not taken for an IRI and keeps its own 405."""

    regex = "|".join(map(re.escape, KINDS))


class Things:
    """Answers what the IRIs of one snapshot name, in any form of RDF."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._store, self._settings = snapshot.store, settings
        self._graphs = snapshot.store.graphs()

    def routes(self) -> list[Route]:
        """Return the routes; they come last, after all that have a name of their own."""
        register_url_convertor("kind", _Kind())
        paths = ("/ns", "/{kind:kind}/{slug:path}")
        return [Route(path, self.answer, include_in_schema=False) for path in paths]

    async def answer(self, request: Request) -> Response:
        """Answer one IRI: 200 with its triples, 404, or 410 if it was merged or withdrawn."""
        kind, slug = (request.path_params.get(name, "") for name in ("kind", "slug"))
        node = f"{BASE}{kind}/{slug}" if kind else f"{BASE}ns"
        name = request.query_params.get("format")
        if kind and not _SLUG.fullmatch(slug):
            raise _missing(node)
        media_type = negotiate.triples(request.headers.get("accept", ""), name)
        tag = caching.etag(self._store.snapshot_id, media_type, node)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        answer = await run_in_threadpool(self._written, node, media_type)
        answer.headers.update(caching.headers(tag))
        return answer

    def _written(self, node: str, media_type: str) -> Response:
        triples, most = self._triples(node), self._settings.max_rows
        if not triples:
            raise _missing(node)
        refuse_gone(node, triples)
        cap = {"Result-Cap": str(most)} if len(triples) > most else None
        body = forms.write(triples[:most], media_type)
        return Response(body, media_type=media_type, headers=cap)

    def _triples(self, node: str) -> list[Triple]:
        most = self._settings.max_rows + 1
        if node == f"{BASE}ns":
            return self._store.graph(_ONTOLOGY, most)
        if node in self._graphs:
            return [*self._store.describe(node), *self._store.graph(node, most)]
        return self._store.describe(node)


def _missing(node: str) -> NotFound:
    return NotFound(f"nothing is called {node[:200]}", hint="see /v1/search?q=...")
