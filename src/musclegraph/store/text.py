"""Search by label and lay name: a SQLite full-text index beside the store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from musclegraph.store import fts

_SCHEMA = """
CREATE VIRTUAL TABLE label USING fts5(
  text, iri UNINDEXED, kind UNINDEXED, name UNINDEXED, role UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = "2 3"
);
"""


class Label(NamedTuple):
    """One thing a node is called. `name` is its main label, `role` says what `text` is to it."""

    text: str
    iri: str
    kind: str
    name: str
    role: str


class TextIndex:
    """A read-only index of labels. Safe to use from several threads, one connection each call."""

    def __init__(self, path: Path | None) -> None:
        self._path = path  # None: there are no labels to search

    def search(self, words: str, limit: int, kind: str = "") -> list[Label]:
        """
        Return the best label of each node whose label has all `words`, the last as a beginning.

        Args:
            words: What a person typed; any characters, taken as words.
            limit: Most nodes to return.
            kind: Only nodes of this kind, such as `claim`; any if empty.

        Raises:
            StoreError: The index is missing or damaged.
        """
        tokens = re.findall(r"\w+", words)
        if not tokens or self._path is None:
            return []
        match = " ".join(f'"{token}"' for token in tokens[:20]) + "*"
        # What begins with the words comes first, then what people look up by name; a shorter
        # label that matches is the more specific one.
        sql = (
            "SELECT text, iri, kind, name, role FROM label WHERE label MATCH ? "
            "AND (? = '' OR kind = ?) ORDER BY instr(lower(text), ?) <> 1, "
            "kind IN ('publication', 'study', 'agent', 'source'), kind = 'claim', "
            "length(text), role <> 'name', iri LIMIT ?"
        )
        best: dict[str, Label] = {}
        for row in self._rows(sql, (match, kind, kind, words.strip().lower(), 5 * limit)):
            best.setdefault(row[1], Label(*row))
        return list(best.values())[:limit]

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        return fts.read_rows(self._path, "the text index", sql, values)


def write(labels: Iterable[Label], path: Path) -> None:
    """Write a new index of `labels` at `path`."""
    fts.write_rows(path, "label", _SCHEMA, labels)
