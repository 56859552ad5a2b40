"""GET /v1/changes: the verdicts that moved since the snapshot before, as a feed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from musclegraph.api import answers, caching, negotiate, schemas
from musclegraph.api.strict import StrictRoute
from musclegraph.pages.site import Site
from musclegraph.store.opened import Snapshot
from musclegraph.verdict.feed import FORMS

_TYPES = {
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "json": "application/json",
}


class News:
    """Tells what moved; a snapshot with none before it has an empty feed."""

    def __init__(self, snapshot: Snapshot, site: Site) -> None:
        self._snapshot, self._site = snapshot, site

    def router(self) -> APIRouter:
        """Build the route."""
        router = APIRouter(route_class=StrictRoute)
        fields = {"changes": {"type": "array", "items": {"type": "object"}}}
        content: dict[str, Any] = {media_type: {} for media_type in _TYPES.values()}
        content["application/json"] = {"schema": schemas.answer(fields, ("changes",))}
        router.add_api_route(
            "/changes",
            self._endpoint,
            name="changes",
            operation_id="changes",
            summary="Which verdicts moved since the snapshot before, from what to what, and why",
            description="Judged on all evidence. An Atom feed, a JSON Feed, or plain JSON. Empty "
            "if the snapshot before is not kept beside the one that is served.",
            tags=["history"],
            response_class=Response,
            responses={200: {"description": "what moved", "content": content}},
        )
        return router

    def examples(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return what makes the example of an answer."""
        if self._snapshot.folder is None:
            return {}
        return {"changes": lambda: dict(json.loads(self._written("json")))}

    # A plain `def`: two snapshots are compared when it is first asked, so it runs in a thread.
    def _endpoint(
        self, request: Request, format: str | None = schemas.format_of(_TYPES)
    ) -> Response:
        media_type = negotiate.one_of(_TYPES, request.headers.get("accept", ""), format)
        tag = answers.tag_of(self._snapshot, media_type)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        form = next(name for name, one in _TYPES.items() if one == media_type)
        headers = caching.headers(tag)
        return Response(self._written(form), headers=headers, media_type=media_type)

    def _written(self, form: str) -> str:
        said = {**answers.about(self._snapshot), "created": self._snapshot.manifest["created"]}
        return FORMS[form](self._site.moved(), said)
