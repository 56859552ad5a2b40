"""
The learned model as it is shipped: sparse tables of small whole numbers, packed tightly.

`make learn` writes the file, `musclegraph build` reads it and lays out the tables that the checker
opens. A file is LZMA over a line of JSON, then for each table its terms, and four runs of bytes:
the norm of each row, how many numbers it has, their columns, the numbers.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SIGN = 128  # added to each number, as bytes have no sign


@dataclass(slots=True)
class Packed:
    """
    One sparse table.

    Attributes:
        columns: The names of the columns.
        step: What 1 in a cell stands for.
        norm_step: What 1 in a norm stands for.
        norms: For each term, the square of what it weighs.
        rows: For each term, numbers by column.
        more: Whatever else belongs to it: biases, weights of dense features.
    """

    columns: list[str]
    step: float
    norm_step: float
    norms: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[int, int]] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


def write_packed(path: Path, tables: Mapping[str, Packed]) -> None:
    """Write tables by name; the same tables always give the same bytes."""
    head: dict[str, dict[str, Any]] = {
        name: {
            "columns": table.columns,
            "step": table.step,
            "norm_step": table.norm_step,
            "more": table.more,
            "terms": sorted(table.norms),
        }
        for name, table in tables.items()
    }
    body = b"".join(_runs(table, head[name]["terms"]) for name, table in tables.items())
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(lzma.compress(text.encode() + b"\n" + body, preset=9 | lzma.PRESET_EXTREME))


def read_packed(path: Path) -> dict[str, Packed]:
    """Return the tables of a file, by name."""
    line, _, body = lzma.decompress(path.read_bytes()).partition(b"\n")
    tables, at = {}, 0
    for name, head in json.loads(line).items():
        terms = head.pop("terms")
        norms, counts = body[at : at + len(terms)], body[at + len(terms) : at + 2 * len(terms)]
        at += 2 * len(terms)
        size = sum(counts)
        columns, numbers = body[at : at + size], body[at + size : at + 2 * size]
        at += 2 * size
        table = Packed(**head, norms=dict(zip(terms, norms, strict=True)))
        place = 0
        for term, count in zip(terms, counts, strict=True):
            cells = range(place, place + count)
            table.rows[term] = {columns[cell]: numbers[cell] - _SIGN for cell in cells}
            place += count
        tables[name] = table
    return tables


def _runs(table: Packed, terms: list[str]) -> bytes:
    rows = [sorted(table.rows[term].items()) for term in terms]
    return b"".join(
        (
            bytes(table.norms[term] for term in terms),
            bytes(map(len, rows)),
            bytes(column for row in rows for column, _ in row),
            bytes(number + _SIGN for row in rows for _, number in row),
        )
    )
