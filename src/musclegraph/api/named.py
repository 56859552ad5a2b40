"""One GET route per question. No evidence route is written by hand."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Path, Query, Request, Response

from musclegraph.api import answers
from musclegraph.queries.catalog import NamedQuery, Param
from musclegraph.store import sparql
from musclegraph.store.opened import Snapshot


def named_router(catalog: Mapping[str, NamedQuery], snapshot: Snapshot) -> APIRouter:
    """Build the routes; path, parameters and help all come from the headers."""
    router = APIRouter()
    # Fixed paths first, so that /claims/contested is not taken for the claim "contested".
    for query in sorted(catalog.values(), key=lambda query: (query.path.count("{"), query.path)):
        columns = "\n".join(f"* `{name}`: {text}" for name, text in query.columns.items())
        content: dict[str, object] = {name: {} for name in ("application/json", *sparql.ROW_TYPES)}
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
    def endpoint(request: Request, **values: str | None) -> Response:
        text = query.bind({name: value for name, value in values.items() if value is not None})
        wanted = request.headers.get("accept", "")
        for media_type in sparql.ROW_TYPES:
            if media_type in wanted:
                return Response(snapshot.store.serialize(text, media_type), media_type=media_type)
        body = answers.rows(snapshot, snapshot.store.select(text))
        return answers.cached(request, snapshot, body)

    # FastAPI reads the parameters of a route from its signature, so we write one.
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    declared = [request, *(_declare(param, query.path) for param in query.params.values())]
    endpoint.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]
    return endpoint


def _declare(param: Param, path: str) -> inspect.Parameter:
    if f"{{{param.name}}}" in path:
        field = Path(description=param.help, examples=[param.example])
    else:
        default = None if param.optional else ...
        field = Query(default, description=param.help, examples=[param.example])
    return inspect.Parameter(
        param.name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=str | None if param.optional else str,
        default=field,
    )
