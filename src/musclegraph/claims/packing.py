"""
The learned model as it is shipped: sparse tables of small whole numbers, packed tightly.

`make learn` writes the file, `musclegraph build` reads it and lays out the tables that the checker
opens. A file is LZMA over a line of JSON, and then for each table five runs of bytes: how many
letters each term has in common with the one before it, the norm of each row, how many numbers it
has, their columns, the numbers. The JSON holds what is left of the terms (front coding; Witten,
Moffat and Bell 1999).
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

# For single bytes and letters: no heed of where in a word of four they lie.
_BYTES = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
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
            "terms": "\n".join(term[same:] for term, same in _beside(sorted(table.norms))),
        }
        for name, table in tables.items()
    }
    body = b"".join(map(_runs, tables.values()))
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(lzma.compress(text.encode() + b"\n" + body, filters=_BYTES))


def read_packed(path: Path) -> dict[str, Packed]:
    """Return the tables of a file, by name."""
    line, _, body = lzma.decompress(path.read_bytes()).partition(b"\n")
    tables, at = {}, 0
    for name, head in json.loads(line).items():
        rest = head.pop("terms").split("\n")
        same, norms, counts = (
            body[at + run * len(rest) : at + (run + 1) * len(rest)] for run in range(3)
        )
        at += 3 * len(rest)
        terms = _joined(rest, same)
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


def _beside(terms: list[str]) -> Iterator[tuple[str, int]]:
    """Yield terms with the number of letters they have in common with the one before, to 255."""
    before = ""
    for term in terms:
        same = sum(1 for _ in takewhile(_alike, zip(before, term, strict=False)))
        yield term, min(255, same)
        before = term


def _alike(letters: tuple[str, str]) -> bool:
    return letters[0] == letters[1]


def _joined(rest: list[str], same: bytes) -> list[str]:
    terms, before = [], ""
    for end, length in zip(rest, same, strict=True):
        before = before[:length] + end
        terms.append(before)
    return terms


def _runs(table: Packed) -> bytes:
    terms = sorted(table.norms)
    rows = [sorted(table.rows[term].items()) for term in terms]
    return b"".join(
        (
            bytes(same for _, same in _beside(terms)),
            bytes(table.norms[term] for term in terms),
            bytes(map(len, rows)),
            bytes(column for row in rows for column, _ in row),
            bytes(number + _SIGN for row in rows for _, number in row),
        )
    )
