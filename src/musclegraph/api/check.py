"""POST /v1/check: a text against the evidence. The text is not kept and not logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse

from musclegraph.api import answers, schemas, texts
from musclegraph.api.strict import StrictRoute
from musclegraph.claims.check import Checker
from musclegraph.claims.markup import Form
from musclegraph.core.errors import NotFound
from musclegraph.store.opened import Snapshot

_SENT: dict[str, Any] = {"text": "Cramps come from drinking too little."}
_SENTENCES = {"type": "array", "items": {"type": "object"}}
_ANSWER = schemas.answer(
    {"text": {"type": "string"}, "layer": {"type": "string"}, "sentences": _SENTENCES},
    ("text", "layer", "sentences"),
)


class Checks:
    """Checks texts against one snapshot; the checker is opened when the first text comes."""

    def __init__(self, snapshot: Snapshot, readers: texts.Readers) -> None:
        self._snapshot, self._readers = snapshot, readers

    @cached_property
    def _checker(self) -> Checker:
        if self._snapshot.folder is None:
            raise NotFound("files served as they are have no claims to check against")
        return Checker(self._snapshot.folder)

    def router(self) -> APIRouter:
        """Build the route."""
        router = APIRouter(route_class=StrictRoute)
        router.add_api_route(
            "/check",
            self._endpoint,
            methods=["POST"],
            name="check",
            operation_id="check",
            summary="What the evidence says of a text, sentence by sentence",
            responses={200: {"content": {"application/json": {"schema": _ANSWER}}}},
            openapi_extra={"requestBody": {"content": {"application/json": {"example": _SENT}}}},
            tags=["check"],
        )
        return router

    def examples(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return what makes the example of an answer."""
        return {"check": lambda: self._check(**_SENT)} if self._snapshot.folder else {}

    async def _endpoint(
        self,
        request: Request,
        text: Annotated[
            str, Body(json_schema_extra=dict(texts.SCHEMA), description="what to check")
        ],
        layer: Annotated[Literal["articles", "all"], Body(description="which evidence")] = "all",
        form: Annotated[Form, Body(description="what it is written in")] = "text",
    ) -> JSONResponse:
        texts.refuse(text)
        return await self._readers.read(request, self._answer, text, layer, form)

    def _answer(self, text: str, layer: str, form: Form) -> JSONResponse:
        found = self._check(text, layer, form)
        return JSONResponse(found, headers={"Cache-Control": "no-store"})

    def _check(self, text: str, layer: str = "all", form: Form = "text") -> dict[str, Any]:
        found: dict[str, Any] = self._checker.check(text, layer=layer, form=form)
        return {**answers.about(self._snapshot), **found}
