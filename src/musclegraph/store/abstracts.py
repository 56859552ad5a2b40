"""
Search in titles and abstracts of records, in an index beside the store.

It is SQLite's as long as there are few, and tantivy's, if that is installed, beyond ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.store import fts, large

FILE, FOLDER = "abstracts.sqlite", "abstracts"
LARGE = 10_000
_SCHEMA = """
CREATE VIRTUAL TABLE abstract USING fts5(
  title, text, iri UNINDEXED, year UNINDEXED, tokenize = "porter unicode61 remove_diacritics 2"
);
"""


class Abstract(NamedTuple):
    """A record as it is searched; `text` has a section a line, `year` is empty if unknown."""

    title: str
    text: str
    iri: str
    year: str


class AbstractIndex:
    """A read-only index. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """
        Open the index of the snapshot in `folder`.

        Raises:
            NotFound: The snapshot was built without records.
            RequestError: The index is tantivy's, which is not installed.
            StoreError: The index is damaged.
        """
        self._path = folder / FILE
        self._large = large.LargeIndex(folder / FOLDER) if (folder / FOLDER).is_dir() else None
        if self._large is None and not self._path.is_file():
            raise NotFound(
                "the snapshot holds no abstracts",
                hint="musclegraph ingest pubmed FILES, then musclegraph build --records records",
            )

    def search(
        self, words: Iterable[str], k: int, since: int = 0, until: int = 9999
    ) -> list[Abstract]:
        """
        Return the best `k` records with any of `words`, those with more and rarer ones first.

        Args:
            words: Words or phrases of any characters; word endings do not matter. A title counts
                four times as much as the text (BM25).
            k: Most records to return.
            since: Only records from this year on; one without a year only if no year is asked for.
            until: Only records up to this year.

        Raises:
            StoreError: The index is damaged.
        """
        found = dict.fromkeys(" ".join(re.findall(r"\w+", word)) for word in words)
        phrases = [phrase for phrase in found if phrase]
        is_any_year = (since, until) == (0, 9999)
        if not phrases:
            return []
        if self._large:
            rows = self._large.search(phrases, k, None if is_any_year else (since, until))
            return [Abstract(*row) for row in rows]
        match = " OR ".join(f'"{phrase}"' for phrase in phrases)
        sql = (
            "SELECT title, text, iri, year FROM abstract WHERE abstract MATCH ? "
            "AND (? OR year <> '' AND CAST(year AS INTEGER) BETWEEN ? AND ?) "
            "ORDER BY bm25(abstract, 4.0, 1.0), iri LIMIT ?"
        )
        return [Abstract(*row) for row in self._rows(sql, (match, is_any_year, since, until, k))]

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        return fts.read_rows(self._path, "the index of abstracts", sql, values)


def engine(count: int) -> str:
    """Return what `count` records are searched with: fts5 or tantivy."""
    return "tantivy" if count > LARGE and find_spec("tantivy") else "fts5"


def is_slow(count: int) -> bool:
    """Tell whether an index of `count` records would be faster if tantivy were installed."""
    return count > LARGE and engine(count) == "fts5"


def write(abstracts: Iterable[Abstract], folder: Path, count: int) -> None:
    """Write a new index of `count` abstracts into the folder of a snapshot."""
    if engine(count) == "tantivy":
        large.write(abstracts, folder / FOLDER)
    else:
        fts.write_rows(folder / FILE, "abstract", _SCHEMA, abstracts)
