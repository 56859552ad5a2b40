"""POST /v1/lint: a draft against the evidence. The draft is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request, Response

from musclegraph.api import texts
from musclegraph.api.reading import MEDIA_TYPES
from musclegraph.api.strict import StrictRoute
from musclegraph.claims.markup import Form

# A report quotes the draft; nothing in it may run.
_POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_SENT = {"text": "Cramps come from drinking too little."}


class Lints:
    """Lints drafts against one snapshot, in processes that can be killed."""

    def __init__(self, readers: texts.Readers) -> None:
        self._readers = readers

    def router(self) -> APIRouter:
        """Build the route."""
        router = APIRouter(route_class=StrictRoute)
        content: dict[str, Any] = {name.partition(";")[0]: {} for name in MEDIA_TYPES.values()}
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
        given = {**_SENT, "layer": "all", "form": "text", "report": "json"}
        return self._readers.examples("lint", given)

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
        given = {"text": text, "layer": layer, "form": form, "report": report}
        found = await self._readers.read(request, "lint", len(text), given)
        return texts.response(found, {**texts.NOT_KEPT, **_POLICY})
