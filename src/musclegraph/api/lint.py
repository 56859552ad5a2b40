"""POST /v1/lint: a draft against the evidence. The draft is not kept and not logged."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request, Response

from musclegraph.api import texts
from musclegraph.api.strict import StrictRoute
from musclegraph.claims.check import Checker
from musclegraph.claims.markup import Form
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
# A report quotes the draft; nothing in it may run.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_SENT = {"text": "Cramps come from drinking too little."}


class Lints:
    """Lints drafts against one snapshot; a linter is opened when the first draft comes."""

    def __init__(self, snapshot: Snapshot, readers: texts.Readers) -> None:
        self._snapshot, self._readers = snapshot, readers
        self._linters: dict[str, Linter] = {}

    def router(self) -> APIRouter:
        """Build the route."""
        router = APIRouter(route_class=StrictRoute)
        content: dict[str, Any] = {name.partition(";")[0]: {} for name in _MEDIA_TYPES.values()}
        router.add_api_route(
            "/lint",
            self._endpoint,
            methods=["POST"],
            name="lint",
            operation_id="lint",
            summary="What there is to tell the writer of a draft: claims, citations, interests",
            tags=["check"],
            response_class=Response,
            responses={
                200: {"description": "the diagnostics, in the form asked for", "content": content}
            },
            openapi_extra={"requestBody": {"content": {"application/json": {"example": _SENT}}}},
        )
        return router

    def examples(self) -> dict[str, Callable[[], Any]]:
        """Return what makes the example of an answer."""
        if self._snapshot.folder is None:
            return {}
        return {"lint": lambda: json.loads(self._report(_SENT["text"], "text", "all", "json"))}

    async def _endpoint(
        self,
        request: Request,
        text: Annotated[str, Body(json_schema_extra=dict(texts.SCHEMA), description="the draft")],
        form: Annotated[Form, Body(description="what it is written in")] = "markdown",
        layer: Annotated[Literal["articles", "all"], Body(description="which evidence")] = "all",
        report: Annotated[
            Literal["json", "sarif", "html"], Body(description="the form of the answer")
        ] = "json",
    ) -> Response:
        texts.refuse(text)
        body = await self._readers.read(request, self._report, text, form, layer, report)
        return Response(body, headers=_HEADERS, media_type=_MEDIA_TYPES[report])

    def _report(self, text: str, form: Form, layer: str, report: str) -> str:
        draft = Draft("draft", text, form)
        return render([(draft, self._linter(layer).lint(draft))], report)

    def _linter(self, layer: str) -> Linter:
        if self._snapshot.folder is None:
            raise NotFound("files served as they are have no claims to check against")
        if layer not in self._linters:
            checker, works = Checker(self._snapshot.folder), load_works(self._snapshot.store)
            self._linters[layer] = Linter(checker, works, Configuration(layer=layer))
        return self._linters[layer]
