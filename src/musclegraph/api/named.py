"""One GET route per question. No evidence route is written by hand."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Path, Query, Request, Response

from musclegraph.api import answers, caching
from musclegraph.api.negotiate import choose
from musclegraph.api.paging import MOST, page
from musclegraph.core.errors import NotAcceptable
from musclegraph.core.names import PREFIXES
from musclegraph.queries.answer import answer as answered
from musclegraph.queries.answer import refuse_unknown
from musclegraph.queries.catalog import NamedQuery, Param
from musclegraph.store import sparql
from musclegraph.store.opened import Snapshot

_JSON = "application/json"
_FORMS = {name: name for name in (_JSON, *sparql.ROW_TYPES)}


def named_router(catalog: Mapping[str, NamedQuery], snapshot: Snapshot) -> APIRouter:
    """Build the routes; path, parameters and help all come from the headers."""
    router = APIRouter()
    # Fixed paths first, so that /claims/contested is not taken for the claim "contested".
    for query in sorted(catalog.values(), key=lambda query: (query.path.count("{"), query.path)):
        columns = "\n".join(f"* `{name}`: {text}" for name, text in query.columns.items())
        content: dict[str, object] = {name: {} for name in _FORMS}
        router.add_api_route(
            query.path,
            _endpoint(query, snapshot),
            name=query.name,
            operation_id=query.name,
            summary=query.summary,
            tags=list(query.tags),
            responses={200: {"content": content, "description": columns}},
        )
    return router


def _endpoint(query: NamedQuery, snapshot: Snapshot) -> Callable[..., Response]:
    # A plain `def`: an embedded query cannot be interrupted, so it runs in a worker thread.
    def endpoint(
        request: Request, limit: int | None, cursor: str | None, **values: str | None
    ) -> Response:
        wanted = page(snapshot.store.snapshot_id, limit, cursor)
        given = {name: value for name, value in values.items() if value is not None}
        text = query.bind(given)
        media_type = choose(request.headers.get("accept", ""), _FORMS)
        if not media_type:
            raise NotAcceptable("there is no such form", hint=f"accept one of {', '.join(_FORMS)}")
        tag = answers.tag_of(snapshot, media_type)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        if media_type != _JSON:
            refuse_unknown(query, given, snapshot.store)
            body = snapshot.store.serialize(text, media_type)
            return Response(
                body,
                media_type=media_type,
                headers=caching.headers(tag) | answers.headers(snapshot),
            )
        table = answered(query, given, snapshot.store)
        answer = answers.cached(request, snapshot, answers.rows(snapshot, table, wanted))
        answer.headers.update(wanted.links(request, len(table.rows)))
        return answer

    # FastAPI reads the parameters of a route from its signature, so we write one.
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    declared = [_declare(param, query.path) for param in query.params.values()]
    signature = inspect.Signature([request, *declared, *_PAGING])
    endpoint.__signature__ = signature  # type: ignore[attr-defined]
    return endpoint


def _paging(name: str, annotation: object, field: object) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=field
    )


_LIMIT = Query(None, ge=1, le=MOST, description="JSON only: most rows of a page; all if left out")
_CURSOR = Query(
    None,
    pattern=r"^[A-Za-z0-9_-]{1,60}$",
    description="JSON only: where the page begins, from `next` or the header Link",
)
_PAGING = (_paging("limit", int | None, _LIMIT), _paging("cursor", str | None, _CURSOR))


def _schema(param: Param) -> dict[str, str]:
    """Return what a program can know of a value before it asks; `Param.bound` has the last word."""
    if param.type == "integer":
        return {"pattern": "^-?[0-9]{1,18}$"}
    if param.type == "date":
        return {"format": "date"}
    slug = "[A-Za-z0-9][A-Za-z0-9-]*|" if param.kind else ""
    return {"pattern": f"^(?:{slug}(?:{'|'.join(PREFIXES)}):[A-Za-z0-9_.,/+-]+|https?://[a-z./]+)$"}


def _declare(param: Param, path: str) -> inspect.Parameter:
    about: dict[str, Any] = {"description": param.help, "examples": [param.example]}
    about["json_schema_extra"] = _schema(param)
    if f"{{{param.name}}}" in path:
        field = Path(**about)
    else:
        field = Query(None if param.optional else ..., **about)
    return inspect.Parameter(
        param.name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=str | None if param.optional else str,
        default=field,
    )
