"""`?format=`: a record, or everything, as `musclegraph export` writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Query, Request, Response

from musclegraph.api import answers, caching, negotiate
from musclegraph.api.strict import StrictRoute
from musclegraph.core.names import slug
from musclegraph.core.refusals import TooLarge
from musclegraph.export import formats
from musclegraph.export.selection import select
from musclegraph.store.opened import Snapshot


def media_types(kind: str = "") -> dict[str, str]:
    """Return the formats in which a record of a kind, or everything, is exported, by name."""
    chosen = {name: formats.of(name) for name in formats.names()}
    return {
        name: form.MEDIA_TYPE for name, form in chosen.items() if not kind or kind in form.KINDS
    }


def export_router(snapshot: Snapshot, most_quads: int) -> APIRouter:
    """Build `/export`: everything in one format, unless the graph has over `most_quads` quads."""
    router = APIRouter(route_class=StrictRoute)
    content: dict[str, Any] = {media_type: {} for media_type in media_types().values()}
    router.add_api_route(
        "/export",
        _endpoint(snapshot, most_quads),
        name="export",
        operation_id="export",
        summary="All evidence in a format for others: reference managers, data frames ...",
        tags=["records"],
        response_class=Response,
        responses={200: {"description": "the file", "content": content}},
    )
    return router


def exported(request: Request, snapshot: Snapshot, name: str, root: str = "") -> Response:
    """Return `root`, by its IRI, or everything, in a format that it has."""
    tag = answers.tag_of(snapshot, name)
    if caching.is_fresh(request, tag):
        return caching.not_modified(tag)
    form = formats.of(name)
    selection = select(snapshot.store, answers.about(snapshot), root, form.KINDS)
    saved_as = f"{slug(root) or 'musclegraph'}-{name}{form.SUFFIX}"
    headers = {
        **caching.headers(tag),
        **answers.headers(snapshot),
        "Content-Disposition": f'inline; filename="{saved_as}"',
    }
    return Response(form.render(selection), headers=headers, media_type=form.MEDIA_TYPE)


def _endpoint(snapshot: Snapshot, most_quads: int) -> Callable[..., Response]:
    types = media_types()
    field: Any = Query(
        alias="format",
        description="the format",
        examples=["csl"],
        json_schema_extra={"enum": [*types]},
    )

    # A plain `def`: an export takes a while, so it runs in a worker thread.
    def endpoint(request: Request, name: str = field) -> Response:
        negotiate.one_of(types, "", name)
        if snapshot.manifest["counts"]["quads"] > most_quads:
            raise TooLarge(
                f"this graph has more than the {most_quads:,} quads that are exported at once",
                hint=f"ask for one record, or where it lies: musclegraph export {name}",
            )
        return exported(request, snapshot, name)

    return endpoint
