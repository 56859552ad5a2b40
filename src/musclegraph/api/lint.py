"""POST /v1/lint: a draft against the evidence. The draft is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Response

from musclegraph.claims.check import Checker
from musclegraph.core.errors import NotFound
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import render
from musclegraph.lint.works import load_works
from musclegraph.store.opened import Snapshot

_MEDIA_TYPES = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "html": "text/html; charset=utf-8",
}


def lint_router(snapshot: Snapshot) -> APIRouter:
    """Build the route; the linter is opened when the first draft comes."""

    @cache
    def linter(layer: str) -> Linter:
        if snapshot.folder is None:
            raise NotFound("files served as they are have no claims to check against")
        configuration = Configuration(layer=layer)
        return Linter(Checker(snapshot.folder), load_works(snapshot.store), configuration)

    router = APIRouter()
    router.add_api_route(
        "/lint",
        _endpoint(linter),
        methods=["POST"],
        name="lint",
        operation_id="lint",
        summary="What there is to tell the writer of a draft: claims, citations, interests",
        tags=["check"],
        response_class=Response,
        responses={
            200: {
                "description": "the diagnostics, in the form asked for",
                "content": {name.partition(";")[0]: {} for name in _MEDIA_TYPES.values()},
            }
        },
    )
    return router


def _endpoint(linter: Callable[[str], Linter]) -> Callable[..., Response]:
    def endpoint(
        text: Annotated[str, Body(description="the draft, at most 200,000 characters")],
        form: Annotated[Literal["text", "markdown", "html"], Body()] = "markdown",
        layer: Annotated[Literal["articles", "all"], Body()] = "all",
        report: Annotated[Literal["json", "sarif", "html"], Body()] = "json",
    ) -> Response:
        draft = Draft("draft", text, form)
        body = render([(draft, linter(layer).lint(draft))], report)
        return Response(body, media_type=_MEDIA_TYPES[report])

    return endpoint
