"""Search in titles and abstracts of records: a SQLite full-text index beside the store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.store import fts

FILE = "abstracts.sqlite"
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
    """A read-only index. Safe to use from several threads, one connection each call."""

    def __init__(self, path: Path) -> None:
        """
        Open the index of a snapshot.

        Raises:
            NotFound: The snapshot was built without records.
        """
        if not path.is_file():
            raise NotFound(
                "the snapshot holds no abstracts",
                hint="musclegraph ingest pubmed FILES, then musclegraph build --records records",
            )
        self._path = path

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
        phrases = [" ".join(re.findall(r"\w+", word)) for word in words]
        match = " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(phrases) if phrase)
        if not match:
            return []
        sql = (
            "SELECT title, text, iri, year FROM abstract WHERE abstract MATCH ? "
            "AND (? OR CAST(year AS INTEGER) BETWEEN ? AND ?) "
            "ORDER BY bm25(abstract, 4.0, 1.0), iri LIMIT ?"
        )
        is_any_year = (since, until) == (0, 9999)
        return [Abstract(*row) for row in self._rows(sql, (match, is_any_year, since, until, k))]

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        return fts.read_rows(self._path, "the index of abstracts", sql, values)


def write(abstracts: Iterable[Abstract], path: Path) -> None:
    """Write a new index at `path`."""
    fts.write_rows(path, "abstract", _SCHEMA, abstracts)
