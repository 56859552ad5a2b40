"""Workflow commands that GitHub shows as annotations on the lines of a change."""

from __future__ import annotations

from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import Results
from musclegraph.lint.rules import load_rules

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render(results: Results) -> str:
    """Return a line a diagnostic."""
    return "\n".join(_line(draft, one) for draft, found in results for one in found)


def _line(draft: Draft, one: Diagnostic) -> str:
    (line, column), (end_line, end_column) = draft.place(one.start), draft.place(one.end)
    values = {"file": draft.name, "line": line, "endLine": end_line}
    if line == end_line:  # columns count only within one line
        values |= {"col": column, "endColumn": end_column}
    values["title"] = f"{one.rule} {load_rules()[one.rule].name}"
    place = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items())
    told = one.message + (f" Better: {one.rewording}" if one.rewording else "")
    return f"::{_LEVELS[one.level]} {place}::{_escaped(told)}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what ends a command; in a property also what parts it from the next."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
