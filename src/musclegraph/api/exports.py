"""`?format=`: a record, or everything, as `musclegraph export` writes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Query, Request, Response

from musclegraph.api import answers, caching, negotiate
from musclegraph.api.strict import StrictRoute
from musclegraph.api.texts import LONG, Readers, response
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


def export_router(snapshot: Snapshot, readers: Readers, most_quads: int) -> APIRouter:
    """
    Build `/export`: everything in one format, written by a process that can be killed.

    A graph of over `most_quads` quads is refused.
    """
    router = APIRouter(route_class=StrictRoute)
    content: dict[str, Any] = {media_type: {} for media_type in media_types().values()}
    router.add_api_route(
        "/export",
        _endpoint(snapshot, readers, most_quads),
        name="export",
        operation_id="export",
        summary="All evidence in a format for others: reference managers, data frames ...",
        tags=["records"],
        response_class=Response,
        responses={200: {"description": "the file", "content": content}},
    )
    return router


def exported(request: Request, snapshot: Snapshot, name: str, root: str) -> Response:
    """Return `root`, by its IRI, in a format that it has."""
    tag = answers.tag_of(snapshot, name)
    if caching.is_fresh(request, tag):
        return caching.not_modified(tag)
    form = formats.of(name)
    selection = select(snapshot.store, answers.about(snapshot), root, form.KINDS)
    headers = _headers(snapshot, name, slug(root))
    return Response(form.render(selection), headers=headers, media_type=form.MEDIA_TYPE)


def _headers(snapshot: Snapshot, name: str, subject: str) -> dict[str, str]:
    saved_as = f"{subject}-{name}{formats.of(name).SUFFIX}"
    return {
        **caching.headers(answers.tag_of(snapshot, name)),
        **answers.headers(snapshot),
        "Content-Disposition": f'inline; filename="{saved_as}"',
    }


def _endpoint(
    snapshot: Snapshot, readers: Readers, most_quads: int
) -> Callable[..., Awaitable[Response]]:
    types = media_types()
    field: Any = Query(
        alias="format",
        description="the format",
        examples=["csl"],
        json_schema_extra={"enum": [*types]},
    )

    # An export of everything takes a while, and no other thread runs meanwhile: not in here.
    async def endpoint(request: Request, name: str = field) -> Response:
        negotiate.one_of(types, "", name)
        if snapshot.manifest["counts"]["quads"] > most_quads:
            raise TooLarge(
                f"this graph has more than the {most_quads:,} quads that are exported at once",
                hint=f"ask for one record, or where it lies: musclegraph export {name}",
            )
        tag = answers.tag_of(snapshot, name)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        found = await readers.read(request, "export", LONG, {"name": name})
        return response(found, _headers(snapshot, name, "musclegraph"))

    return endpoint
