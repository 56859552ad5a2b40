"""
The OpenAPI document: what FastAPI writes, with our problems, and what it cannot see.

The examples of answers are answers: the document is made once a snapshot, when first asked for.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from musclegraph.api import caching
from musclegraph.api.operations import Operations
from musclegraph.api.problems import MEDIA_TYPE
from musclegraph.core.errors import MuscleGraphError

_PATH = "/openapi.json"
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "see docs/api.md"},
        "status": {"type": "integer"},
        "title": {"type": "string", "description": "what is wrong"},
        "detail": {"type": "string", "description": "what to do about it"},
        "request": {"type": "string", "description": "the id to quote"},
    },
    "example": {
        "type": "https://w3id.org/musclegraph/problem/query-timeout",
        "status": 504,
        "title": "the query ran longer than 10 s",
        "detail": "anchor it by a constant, add a LIMIT, or take a question under /v1",
        "request": "0b6f0d3c5a0f4f1c9a53a5d1d3b6a7e2",
    },
}

Examples = Mapping[str, Callable[[], Any]]
"""By operation: what makes an example of its answer."""


class Document:
    """The document of one app."""

    def __init__(
        self, app: FastAPI, snapshot_id: str, operations: Operations, examples: Examples
    ) -> None:
        self._app, self._operations, self._examples = app, operations, examples
        self._tag = caching.etag(snapshot_id, _PATH)
        self._lock = threading.Lock()

    def install(self) -> None:
        """Answer `/openapi.json` with it, instead of what FastAPI would."""
        self._app.openapi = self.make  # type: ignore[method-assign]  # the way FastAPI documents
        routes = self._app.router.routes
        routes[:] = [route for route in routes if getattr(route, "path", "") != _PATH]
        routes.insert(0, Route(_PATH, self._answer, include_in_schema=False))

    def make(self) -> dict[str, Any]:
        """Return the document; the first call asks every question its example."""
        with self._lock:
            if not self._app.openapi_schema:
                self._app.openapi_schema = self._written()
            return self._app.openapi_schema

    async def _answer(self, request: Request) -> Response:
        if caching.is_fresh(request, self._tag):
            return caching.not_modified(self._tag)
        document = await run_in_threadpool(self.make)
        return JSONResponse(document, headers=caching.headers(self._tag))

    def _written(self) -> dict[str, Any]:
        app = self._app
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for name, schema in schemas.items():
            if name.startswith("Body_"):
                schema["additionalProperties"] = False  # what a route does not know it refuses
        schemas["Problem"] = _PROBLEM
        document["paths"] |= self._operations.paths()
        for path in document["paths"].values():
            for operation in path.values():
                self._complete(operation)
        return document

    def _complete(self, operation: dict[str, Any]) -> None:
        """Add what every operation has: problems, and an example of its answer."""
        responses = operation["responses"]
        responses.pop("422", None)  # ours is 400
        responses["default"] = {
            "description": "A problem",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        example = self._examples.get(operation["operationId"])
        if example:
            content = responses["200"]["content"]["application/json"]
            with contextlib.suppress(MuscleGraphError):  # other data may lack what it names
                content["example"] = example()
