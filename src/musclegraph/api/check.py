"""POST /v1/check: a text against the evidence. The text is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse

from musclegraph.api import answers
from musclegraph.claims.check import Checker
from musclegraph.core.errors import NotFound
from musclegraph.store.opened import Snapshot


def check_router(snapshot: Snapshot) -> APIRouter:
    """Build the route; the checker is opened when the first text comes."""

    @cache
    def checker() -> Checker:
        if snapshot.folder is None:
            raise NotFound("files served as they are have no claims to check against")
        return Checker(snapshot.folder)

    router = APIRouter()
    router.add_api_route(
        "/check",
        _endpoint(snapshot, checker),
        methods=["POST"],
        name="check",
        operation_id="check",
        summary="What the evidence says of a text, sentence by sentence",
        tags=["check"],
    )
    return router


def _endpoint(snapshot: Snapshot, checker: Callable[[], Checker]) -> Callable[..., JSONResponse]:
    def endpoint(
        text: Annotated[str, Body(description="at most 200,000 characters")],
        layer: Annotated[Literal["articles", "all"], Body()] = "all",
        form: Annotated[Literal["text", "markdown", "html"], Body()] = "text",
    ) -> JSONResponse:
        found: dict[str, Any] = checker().check(text, layer=layer, form=form)
        return JSONResponse({**answers.about(snapshot), **found})

    return endpoint
