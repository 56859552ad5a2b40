"""GET /v1/changes: the verdicts that moved from one snapshot to the next, as a feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from musclegraph.api import answers, caching, negotiate, schemas
from musclegraph.api.strict import StrictRoute
from musclegraph.pages.site import Site
from musclegraph.store.opened import Snapshot
from musclegraph.verdict.feed import FORMS, Place
from musclegraph.verdict.steps import Step

_TYPES = {
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "json": "application/json",
}
_STEPS = 10
_UPTO = Query(
    description="End with the step to this snapshot, one of those made before; the newest is first",
    pattern="^[0-9a-f]{12}$",
)


class News:
    """Tells what moved, some steps a page; a snapshot with none before it has an empty feed."""

    def __init__(self, snapshot: Snapshot, site: Site) -> None:
        self._snapshot, self._site = snapshot, site

    def router(self) -> APIRouter:
        """Build the route."""
        router = APIRouter(route_class=StrictRoute)
        older = {"type": ["string", "null"], "description": "address of the next, older page"}
        fields = {"changes": {"type": "array", "items": {"type": "object"}}, "next": older}
        content: dict[str, Any] = {media_type: {} for media_type in _TYPES.values()}
        content["application/json"] = {"schema": schemas.answer(fields, ("changes", "next"))}
        router.add_api_route(
            "/changes",
            self._endpoint,
            name="changes",
            operation_id="changes",
            summary="Which verdicts moved from snapshot to snapshot, from what to what, and why",
            description="Judged on all evidence, over the snapshots kept beside the one that is "
            f"served: an Atom feed, a JSON Feed, or plain JSON, {_STEPS} steps a page.",
            tags=["history"],
            response_class=Response,
            responses={200: {"description": "what moved", "content": content}},
        )
        return router

    def examples(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return what makes the example of an answer."""
        if self._snapshot.folder is None:
            return {}
        return {"changes": lambda: dict(json.loads(self._written("json", *self._site.news("", 1))))}

    # A plain `def`: snapshots are compared when it is first asked, so it runs in a thread.
    def _endpoint(
        self,
        request: Request,
        format: str | None = schemas.format_of(_TYPES),
        snapshot: Annotated[str | None, _UPTO] = None,
    ) -> Response:
        media_type = negotiate.one_of(_TYPES, request.headers.get("accept", ""), format)
        tag = answers.tag_of(self._snapshot, media_type)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        form = next(name for name, one in _TYPES.items() if one == media_type)
        here = request.url if format else request.url.include_query_params(format=form)
        steps, upto = self._site.news(snapshot or "", _STEPS)
        older = str(here.include_query_params(snapshot=upto)) if upto else ""
        body = self._written(form, steps, older, str(here))
        return Response(body, headers=caching.headers(tag), media_type=media_type)

    def _written(self, form: str, steps: Sequence[Step], older: str, here: str = "") -> str:
        said = {**answers.about(self._snapshot), "created": self._snapshot.manifest["created"]}
        return FORMS[form](steps, said, Place(here, older))
