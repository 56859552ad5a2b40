"""`/sparql`: queries by GET and POST. Read only."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from musclegraph.api.problems import problem
from musclegraph.core.errors import NotAcceptable
from musclegraph.core.settings import Settings
from musclegraph.store import Store, guard, sparql

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


def sparql_router(store: Store, settings: Settings) -> APIRouter:
    """Build `/sparql` over `store`: `query` as a parameter, a form field or the body."""
    router = APIRouter()
    router.add_api_route(
        "/sparql",
        _endpoint(store, settings),
        methods=["GET", "POST"],
        summary="Ask in SPARQL 1.1 over the union of all graphs",
        tags=["sparql"],
        include_in_schema=False,
    )
    return router


def _endpoint(store: Store, settings: Settings) -> Callable[..., object]:
    async def endpoint(request: Request) -> Response:
        text = await _query_of(request, settings.max_body_bytes)
        if isinstance(text, Response):
            return text
        if len(text) > settings.max_query_characters:
            return problem(
                413,
                f"the query has {len(text):,} characters",
                f"the most we take is {settings.max_query_characters:,}",
            )
        return await run_in_threadpool(_answer, store, text, request.headers.get("accept", ""))

    return endpoint


async def _query_of(request: Request, most: int) -> str | Response:
    if request.method == "GET":
        text = request.query_params.get("query", "")
    else:
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                return problem(413, "the body is too large", f"the most we take is {most:,} bytes")
        match kind:
            case "application/sparql-query":
                text = body.decode("utf-8", "replace")
            case "application/x-www-form-urlencoded":
                text = _field(body, "query")
            case _:
                return problem(415, f"cannot read {kind!r}", f"send {_QUERY} or {_FORM}")
    return text or problem(400, "there is no query", "send it as the parameter `query`")


def _field(body: bytes, name: str) -> str:
    from urllib.parse import parse_qs

    return parse_qs(body.decode("utf-8", "replace")).get(name, [""])[0]


def _answer(store: Store, text: str, accept: str) -> Response:
    """Write what the caller accepts, else JSON for rows and Turtle for triples."""
    guard.check(text)
    named = [kind for kind in sparql.MEDIA_TYPES if kind in accept]
    for media_type in (*named, next(iter(sparql.ROW_TYPES))):
        with contextlib.suppress(NotAcceptable):
            return Response(store.serialize(text, media_type), media_type=media_type)
    media_type = next(iter(sparql.TRIPLE_TYPES))
    return Response(store.serialize(text, media_type), media_type=media_type)
