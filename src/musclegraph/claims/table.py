"""
A table of small integers, a row for each term, that is read from disk row by row.

Rows are added up as big integers, so that all columns are summed at once by Python's own long
arithmetic and no loop goes over them. Each lane of 16 bits holds a number and OFFSET, so that none
is negative and no sum of MOST rows runs over.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from sys import byteorder
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
        self._struct = Struct(f"<{head['columns']}H")
        self._seen: dict[str, int] = {}
        try:
            with path.open("rb") as file:
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        except (OSError, ValueError) as error:
            raise SnapshotError(f"no {path.name} in {path.parent}", hint=_HINT) from error
        if len(self._data) != self._struct.size * len(terms):
            raise SnapshotError(f"{path} is not whole", hint=_HINT)
        self._lanes = _lanes(self._data)

    def sums(self, terms: Collection[str]) -> tuple[Sequence[int], int]:
        """
        Return the sum of the rows of all known terms, by column, and what is too much in each.

        What is too much is the same for every column.
        """
        row = self._row
        known = [found for term in terms if (found := row(term))]
        if len(known) > MOST:
            some = sorted(term for term in terms if row(term))
            parts = [self.sums(some[at : at + MOST]) for at in range(0, len(some), MOST)]
            columns = zip(*(lanes for lanes, _ in parts), strict=True)
            return [sum(column) for column in columns], sum(taken for _, taken in parts)
        total = sum(known)
        lanes = self._struct.unpack(total.to_bytes(self._struct.size, "little"))
        return lanes, OFFSET * len(known)

    def pair(self, terms: Collection[str], one: int, other: int) -> tuple[int, int]:
        """Return the sums of two columns over all known terms."""
        row, lanes, width = self._rows.get, self._lanes, self._struct.size // 2
        starts = [number * width for term in terms if (number := row(term)) is not None]
        taken = OFFSET * len(starts)
        return (
            sum([lanes[start + one] for start in starts]) - taken,
            sum([lanes[start + other] for start in starts]) - taken,
        )

    def _row(self, term: str) -> int:
        """Return a row as one integer; 0, which no row is, for an unknown term."""
        found = self._seen.get(term)
        if found is None:
            number, size = self._rows.get(term), self._struct.size
            if number is None:
                return 0
            found = int.from_bytes(self._data[number * size : (number + 1) * size], "little")
            self._seen[term] = found
        return found


def _lanes(data: mmap) -> Sequence[int]:
    if byteorder == "little":
        return memoryview(data).cast("H")
    lanes = array("H", data[:])
    lanes.byteswap()
    return lanes


def table_bytes(rows: Collection[Sequence[int]]) -> bytes:
    """Return the file of a table."""
    lanes = Struct(f"<{len(next(iter(rows)))}H")
    return b"".join(lanes.pack(*[number + OFFSET for number in row]) for row in rows)
