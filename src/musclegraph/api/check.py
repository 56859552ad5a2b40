"""POST /v1/check: a text against the evidence. The text is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request, Response

from musclegraph.api import schemas, texts
from musclegraph.claims.markup import Form

_SENTENCES = {"type": "array", "items": {"type": "object"}}
_ANSWER = schemas.answer(
    {"text": {"type": "string"}, "layer": {"type": "string"}, "sentences": _SENTENCES},
    ("text", "layer", "sentences"),
)


class Checks:
    """Checks texts against one snapshot, in processes that can be killed."""

    def __init__(self, readers: texts.Readers) -> None:
        self._readers = readers

    def router(self) -> APIRouter:
        """Build the route."""
        return texts.router(
            "check",
            self._endpoint,
            "What the evidence says of a text, sentence by sentence",
            {"content": {"application/json": {"schema": _ANSWER}}},
        )

    def examples(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return what makes the example of an answer."""
        return self._readers.examples("check", {**texts.SENT, "layer": "all", "form": "text"})

    async def _endpoint(
        self,
        request: Request,
        text: Annotated[
            str, Body(json_schema_extra=dict(texts.SCHEMA), description="what to check")
        ],
        layer: Annotated[Literal["articles", "all"], Body(description="which evidence")] = "all",
        form: Annotated[Form, Body(description="what it is written in")] = "text",
    ) -> Response:
        texts.refuse(text)
        given = {"text": text, "layer": layer, "form": form}
        found = await self._readers.read(request, "check", len(text), given)
        return texts.response(found, texts.NOT_KEPT)
