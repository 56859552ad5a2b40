"""What every answer carries: the snapshot, its date, and what the evidence is and is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from musclegraph.api import caching
from musclegraph.api.paging import Page
from musclegraph.core.names import compact
from musclegraph.store import opened
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import Table, Term


def about(snapshot: Snapshot) -> dict[str, str]:
    """Return the fields every JSON answer starts with."""
    return opened.about(snapshot.manifest)


def headers(snapshot: Snapshot) -> dict[str, str]:
    """Return the same as headers, for forms that have no place for it."""
    said = about(snapshot).items()
    return {f"MuscleGraph-{name.replace('_', '-').title()}": text for name, text in said}


def rows(snapshot: Snapshot, table: Table, page: Page | None = None) -> dict[str, Any]:
    """
    Return a table as `{"snapshot", "as_of", "notice", "columns", "rows": [{column: value}]}`.

    With a `page` only its rows, the count of all as `total`, and the cursor of the `next` page.
    """
    records = [{name: _value(term) for name, term in record.items()} for record in table.records()]
    body: dict[str, Any] = {**about(snapshot), "columns": table.columns, "rows": records}
    if page is not None and page.limit:
        count = len(records) + table.unread
        cursor = page.next_cursor(count)
        body |= {"rows": page.cut(records), "total": count, "next": cursor or None}
    return body


def tag_of(snapshot: Snapshot, media_type: str) -> str:
    """Return the ETag of an answer that the path, the parameters and `media_type` determine."""
    return caching.etag(snapshot.store.snapshot_id, media_type)


def json(
    body: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:
    """Return `body` as JSON of that media type."""
    return JSONResponse(body, headers=dict(headers or {}), media_type=media_type)


def cached(
    request: Request,
    snapshot: Snapshot,
    body: Mapping[str, Any],
    media_type: str = "application/json",
) -> Response:
    """Return `body` as JSON with an ETag of the snapshot; 304 if the caller has it already."""
    tag = tag_of(snapshot, media_type)
    if caching.is_fresh(request, tag):
        return caching.not_modified(tag)
    return json(body, caching.headers(tag), media_type)


def _value(term: Term) -> str | int | float | bool:
    return compact(term.value) if term.kind == "iri" else term.python
