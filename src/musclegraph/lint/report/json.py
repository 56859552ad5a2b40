"""One JSON document: each draft with its diagnostics, offsets in Unicode code points."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import Results
from musclegraph.lint.rules import load_rules


def render(results: Results) -> str:
    """Return `files`, each with its `diagnostics`."""
    files = [
        {"name": draft.name, "diagnostics": [as_json(draft, one) for one in found]}
        for draft, found in results
    ]
    return json.dumps({"files": files}, ensure_ascii=False, indent=1)


def as_json(draft: Draft, one: Diagnostic) -> dict[str, Any]:
    """Return one diagnostic with its place, its text and the address of its rule."""
    line, column = draft.place(one.start)
    rule = load_rules()[one.rule]
    return {
        **asdict(one),
        "name": rule.name,
        "line": line,
        "column": column,
        "text": draft.text[one.start : one.end],
        "help": rule.help,
    }
