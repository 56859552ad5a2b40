"""What OpenAPI says of answers: the shape of rows, records and the notes that go with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Query

_TEXT = {"type": "string"}
ABOUT: Mapping[str, dict[str, Any]] = {
    "snapshot": {**_TEXT, "description": "id of the snapshot the answer follows from"},
    "as_of": {**_TEXT, "description": "date of the evidence"},
    "notice": {**_TEXT, "description": "what the evidence is and is not"},
}


def answer(properties: Mapping[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of a JSON object that also says snapshot, date and notice."""
    return {
        "type": "object",
        "properties": {**ABOUT, **properties},
        "required": [*ABOUT, *required],
    }


def rows(columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of a table; a row lacks the columns that have no value."""
    cells = {
        name: {"type": ["string", "number", "boolean"], "description": text}
        for name, text in columns.items()
    }
    row = {"type": "object", "properties": cells, "additionalProperties": False}
    properties = {
        "columns": {"type": "array", "items": _TEXT},
        "rows": {"type": "array", "items": row},
        "total": {"type": "integer", "description": "rows in all, if these are not all"},
        "next": {"type": ["string", "null"], "description": "cursor of the next page"},
    }
    return answer(properties, ("columns", "rows"))


def record(kind: str) -> dict[str, Any]:
    """Return the schema of a record: a node with all that hangs on it, nested."""
    properties = {
        "@context": {**_TEXT, "format": "uri"},
        "id": {**_TEXT, "format": "uri", "description": f"IRI of the {kind}"},
        "type": {"type": "array", "items": _TEXT},
    }
    return answer(properties, ("@context", "id", "type"))


def format_of(forms: Mapping[str, str]) -> Any:
    """Return the parameter `format`, which names one of `forms`."""
    extra = {"enum": [*forms]}
    about = "the form of the answer, instead of Accept"
    return Query(None, description=about, json_schema_extra=extra)
