"""`/v1/search`: labels, lay names, PMIDs and DOIs to what they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from musclegraph.api import answers, negotiate, schemas, tables
from musclegraph.api.strict import StrictRoute
from musclegraph.core.names import compact
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import Term
from musclegraph.store.text import Label

_JSON, _CSV = "application/json", "text/csv"
_FORMS = {"json": _JSON, "csv": _CSV}
_FORMAT = schemas.format_of(_FORMS)
_WORDS = Query(min_length=1, max_length=200, description="words", examples=["charley horse"])
_HELP = {
    "text": "the label, lay name, PMID or DOI that matched",
    "iri": "what was found",
    "kind": "its kind, such as claim",
    "name": "its label",
    "role": "what the text is to it",
}


def search_router(snapshot: Snapshot) -> APIRouter:
    """Build the route."""
    router = APIRouter(route_class=StrictRoute)
    cells = {name: {"type": "string", "description": text} for name, text in _HELP.items()}
    results = {"type": "array", "items": {"type": "object", "properties": cells}}
    schema = schemas.answer({"results": results}, ("results",))
    router.add_api_route(
        "/search",
        _endpoint(snapshot),
        name="search",
        operation_id="search",
        summary="Find concepts, claims, publications and people by label, lay name, PMID or DOI",
        tags=["search"],
        responses={200: {"content": {_JSON: {"schema": schema}, _CSV: {}}}},
    )
    return router


def examples(snapshot: Snapshot) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what makes the example of an answer."""
    return {"search": lambda: _body(snapshot, snapshot.text.search("charley horse", 2))}


def _endpoint(snapshot: Snapshot) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        q: Annotated[str, _WORDS],
        kind: Annotated[str, Query(max_length=30, description="only this kind")] = "",
        limit: Annotated[int, Query(ge=1, le=100, description="most results")] = 10,
        format: str | None = _FORMAT,
    ) -> Response:
        media_type = negotiate.one_of(_FORMS, request.headers.get("accept", ""), format)
        body = _body(snapshot, snapshot.text.search(q, limit, kind))
        if media_type == _JSON:
            return answers.cached(request, snapshot, body)
        rows = [[Term("literal", found[name]) for name in _HELP] for found in body["results"]]
        about = answers.headers(snapshot)
        return Response(tables.to_csv(list(_HELP), rows), media_type=_CSV, headers=about)

    return endpoint


def _body(snapshot: Snapshot, found: list[Label]) -> dict[str, Any]:
    results = [{**label._asdict(), "iri": compact(label.iri)} for label in found]
    return {**answers.about(snapshot), "results": results}
