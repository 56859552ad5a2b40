"""The SPARQL page: a plain form, the named questions to begin with, the answer as a table."""

from __future__ import annotations

import json
from typing import NamedTuple

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.names import PREFIXES
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row

_MOST_ROWS, _MOST_CHARACTERS = 500, 100_000


class Answer(NamedTuple):
    """What `/sparql` answered, or why it did not."""

    body: bytes = b""
    media_type: str = ""
    error: MuscleGraphError | None = None


def query_page(desk: Desk, asked: Asked, answer: Answer) -> View:
    """Return the page for a query, or for the named question `example`, with the answer."""
    example = asked.one("example")
    query = asked.one("query") or _text(desk, example)
    shown = {
        "query": query,
        "example": example,
        "examples": desk.questions.values(),
        "words": _words(desk),
        "columns": [],
        "rows": [],
        "total": 0,
        "text": "",
        "problem": answer.error,
    }
    return View(template="query.html", shown={**shown, **_told(answer)})


def _text(desk: Desk, name: str) -> str:
    """Return a named question with its example bound, without its header."""
    query = desk.questions.get(name)
    if query is None:
        return ""
    lines = query.bind(query.examples).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip()


def _words(desk: Desk) -> dict[str, list[str]]:
    """Return what the editor can complete: prefixes, classes and properties."""
    found: dict[str, list[str]] = {"classes": [], "properties": []}
    for row in desk.ask("term-kinds") if desk.questions else []:
        found["classes" if row["kind"].endswith("#Class") else "properties"].append(row["term"])
    return {**found, "prefixes": [f"{name}: <{iri}>" for name, iri in PREFIXES.items()]}


def _told(answer: Answer) -> dict[str, object]:
    if "json" not in answer.media_type:
        return {"text": answer.body[:_MOST_CHARACTERS].decode("utf-8", "replace")}
    told = json.loads(answer.body)
    if "boolean" in told:
        return {"text": "yes" if told["boolean"] else "no"}
    found = told["results"]["bindings"]
    rows = [Row((name, cell["value"]) for name, cell in row.items()) for row in found]
    return {"columns": told["head"]["vars"], "rows": rows[:_MOST_ROWS], "total": len(rows)}
