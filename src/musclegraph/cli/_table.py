"""Rows to what a person or a program reads: an aligned table, Markdown, JSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping

from musclegraph.core.names import compact
from musclegraph.store.sparql import Table, Term

_WIDEST = 60


def render(table: Table, form: str, about: Mapping[str, str]) -> str:
    """Return `table` as `form`, one of FORMS, with what the answer says of itself."""
    return FORMS[form](table, about)


def _json(table: Table, about: Mapping[str, str]) -> str:
    rows = [{name: _plain(term) for name, term in record.items()} for record in table.records()]
    return json.dumps(
        {**about, "columns": table.columns, "rows": rows}, indent=1, ensure_ascii=False
    )


def _plain(term: Term) -> str | int | float | bool:
    return compact(term.value) if term.kind == "iri" else term.python


def _csv(table: Table, about: Mapping[str, str]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_text(term) for term in row] for row in table.rows)
    return out.getvalue().rstrip("\n")


def _aligned(table: Table, about: Mapping[str, str]) -> str:
    lines = [list(table.columns), *([_cell(term) for term in row] for row in table.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.columns))]
    lines.insert(1, ["-" * width for width in widths])
    shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    rows = len(table.rows)
    return "\n".join([*shown, f"({rows} row{'s' * (rows != 1)})", said(about)])


def _markdown(table: Table, about: Mapping[str, str]) -> str:
    lines = [table.columns, ["---"] * len(table.columns)]
    lines += [
        [_text(term).replace(" | ", ", ").replace("|", "\\|") for term in row] for row in table.rows
    ]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{rows}\n\nAs of {about['as_of']}. {about['notice']}"


def said(about: Mapping[str, str]) -> str:
    """Return what an answer says of itself, as one line."""
    return f"As of {about['as_of']}, snapshot {about['snapshot']}. {about['notice']}"


def _text(term: Term | None) -> str:
    return "" if term is None else str(_plain(term))


def _cell(term: Term | None) -> str:
    text = _text(term).replace("\n", " ")
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


FORMS = {"table": _aligned, "markdown": _markdown, "json": _json, "csv": _csv}
