"""The SPARQL page: a plain form, and the answer as a table."""

from __future__ import annotations

import json
from typing import NamedTuple

from musclegraph.core.errors import MuscleGraphError
from musclegraph.pages.asked import View
from musclegraph.pages.desk import Row

_MOST_ROWS, _MOST_CHARACTERS = 500, 100_000


class Problem(NamedTuple):
    """What is wrong with a query, and what to do."""

    title: str
    hint: str


def query_view(
    query: str, body: bytes = b"", media_type: str = "", error: MuscleGraphError | None = None
) -> View:
    """Return the page for a query and its answer, as `/sparql` wrote it."""
    shown = {"query": query, "columns": [], "rows": [], "total": 0, "text": "", "problem": None}
    if error:
        shown["problem"] = Problem(error.problem, error.hint)
    elif "json" in media_type:
        shown |= _table(body)
    elif body:
        shown["text"] = body[:_MOST_CHARACTERS].decode("utf-8", "replace")
    return View(template="query.html", shown=shown)


def _table(body: bytes) -> dict[str, object]:
    answer = json.loads(body)
    if "boolean" in answer:
        return {"text": "yes" if answer["boolean"] else "no"}
    found = answer["results"]["bindings"]
    rows = [Row((name, cell["value"]) for name, cell in row.items()) for row in found]
    return {"columns": answer["head"]["vars"], "rows": rows[:_MOST_ROWS], "total": len(rows)}
