"""POST /v1/lint: a draft against the evidence. The draft is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request, Response

from musclegraph.api import texts
from musclegraph.api.reading import MEDIA_TYPES
from musclegraph.claims.markup import Form

# A report quotes the draft; nothing in it may run.
_POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class Lints:
    """Lints drafts against one snapshot, in processes that can be killed."""

    def __init__(self, readers: texts.Readers) -> None:
        self._readers = readers

    def router(self) -> APIRouter:
        """Build the route."""
        content: dict[str, Any] = {name.partition(";")[0]: {} for name in MEDIA_TYPES.values()}
        return texts.router(
            "lint",
            self._endpoint,
            "What there is to tell the writer of a draft: claims, citations, interests",
            {"description": "the diagnostics, in the form asked for", "content": content},
        )

    def examples(self) -> dict[str, Callable[[], Any]]:
        """Return what makes the example of an answer."""
        given = {**texts.SENT, "layer": "all", "form": "text", "report": "json"}
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
