"""Rows to what a person or a program reads: an aligned table, Markdown, JSON, CSV."""

from __future__ import annotations

import json

from musclegraph.core.names import compact
from musclegraph.store.sparql import Table, Term

_WIDEST = 60


def render(table: Table, form: str) -> str:
    """Return `table` as `form`, one of FORMS."""
    return FORMS[form](table)


def _json(table: Table) -> str:
    rows = [{name: _plain(term) for name, term in record.items()} for record in table.records()]
    return json.dumps({"columns": table.columns, "rows": rows}, indent=1, ensure_ascii=False)


def _plain(term: Term) -> str | int | float | bool:
    return compact(term.value) if term.kind == "iri" else term.python


def _csv(table: Table) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_text(term) for term in row] for row in table.rows)
    return out.getvalue().rstrip("\n")


def _aligned(table: Table) -> str:
    lines = [list(table.columns), *([_cell(term) for term in row] for row in table.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.columns))]
    lines.insert(1, ["-" * width for width in widths])
    shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    rows = len(table.rows)
    return "\n".join([*shown, f"({rows} row{'s' * (rows != 1)})"])


def _markdown(table: Table) -> str:
    lines = [table.columns, ["---"] * len(table.columns)]
    lines += [
        [_text(term).replace(" | ", ", ").replace("|", "\\|") for term in row] for row in table.rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(term: Term | None) -> str:
    return "" if term is None else str(_plain(term))


def _cell(term: Term | None) -> str:
    text = _text(term).replace("\n", " ")
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


FORMS = {"table": _aligned, "markdown": _markdown, "json": _json, "csv": _csv}
