"""
A table of small integers, a row for each term, that is read from disk row by row.

Rows are added up as big integers, so that all columns are summed at once by Python's own long
arithmetic and no loop goes over them. Each lane of 16 bits holds a number and OFFSET, so that none
is negative and no sum of MOST rows runs over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import Any

from musclegraph.core.errors import SnapshotError

LARGEST, OFFSET = 127, 128
MOST = 65_535 // (LARGEST + OFFSET)
_HINT = "make one with: musclegraph build"


class Table:
    """Rows of whole numbers from -LARGEST to LARGEST, one lane for each column."""

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        """
        Open a table.

        Args:
            path: The file of rows.
            head: `terms`, a string with a line for each row, and `columns`, how many there are.

        Raises:
            SnapshotError: The file is missing, or not of the size that the head says.
        """
        terms = head["terms"].split("\n")
        self._rows = dict(zip(terms, range(len(terms)), strict=True))
        self._lanes = Struct(f"<{head['columns']}H")
        self._seen: dict[str, int] = {}
        try:
            with path.open("rb") as file:
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError) as error:
            raise SnapshotError(f"no {path.name} in {path.parent}", hint=_HINT) from error
        if len(self._data) != self._lanes.size * len(terms):
            raise SnapshotError(f"{path} is not whole", hint=_HINT)

    def sums(self, terms: Collection[str]) -> list[int]:
        """Return the sum of the rows of all known terms, by column."""
        known = [term for term in terms if term in self._rows]
        if len(known) > MOST:
            parts = (known[at : at + MOST] for at in range(0, len(known), MOST))
            return list(map(sum, zip(*map(self.sums, parts), strict=True)))
        total = sum([self._row(term) for term in known])
        taken = OFFSET * len(known)
        lanes = self._lanes
        return [lane - taken for lane in lanes.unpack(total.to_bytes(lanes.size, "little"))]

    def pairs(self, terms: Collection[str], columns: tuple[int, int]) -> tuple[int, int]:
        """Return the sums of two columns over all known terms."""
        rows, data, width = self._rows, self._data, self._lanes.size
        starts = [rows[term] * width for term in terms if term in rows]
        one, other = (
            sum([data[at + 2 * column] for at in starts])
            + 256 * sum([data[at + 2 * column + 1] for at in starts])
            - OFFSET * len(starts)
            for column in columns
        )
        return one, other

    def _row(self, term: str) -> int:
        row = self._seen.get(term)
        if row is None:
            start = self._rows[term] * self._lanes.size
            row = int.from_bytes(self._data[start : start + self._lanes.size], "little")
            self._seen[term] = row
        return row


def table_bytes(rows: Collection[Sequence[int]]) -> bytes:
    """Return the file of a table."""
    lanes = Struct(f"<{len(next(iter(rows)))}H")
    return b"".join(lanes.pack(*(number + OFFSET for number in row)) for row in rows)
