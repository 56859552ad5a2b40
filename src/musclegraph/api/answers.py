"""What every answer carries: the snapshot, its date, and what the evidence is and is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from musclegraph.core.names import compact
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import Table, Term


def about(snapshot: Snapshot) -> dict[str, str]:
    """Return the fields every JSON answer starts with."""
    notes = snapshot.manifest["notes"]
    return {
        "snapshot": snapshot.store.snapshot_id,
        "as_of": notes["as_of"],
        "notice": f"{notes['selection']} {notes['advice']}",
    }


def rows(snapshot: Snapshot, table: Table) -> dict[str, Any]:
    """Return a table as `{"snapshot", "as_of", "notice", "columns", "rows": [{column: value}]}`."""
    records = [{name: _value(term) for name, term in record.items()} for record in table.records()]
    return {**about(snapshot), "columns": table.columns, "rows": records}


def cached(
    request: Request, snapshot: Snapshot, body: Mapping[str, Any], media_type: str | None = None
) -> Response:
    """Return `body` as JSON with the snapshot as its ETag; 304 if the caller has it already."""
    etag = f'"{snapshot.store.snapshot_id}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return JSONResponse(body, headers={"ETag": etag, "Vary": "Accept"}, media_type=media_type)


def _value(term: Term) -> str | int | float | bool:
    return compact(term.value) if term.kind == "iri" else term.python
