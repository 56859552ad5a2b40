"""
Titles and abstracts beyond ten thousand: an index of tantivy's, written once and only read then.

tantivy locks a folder by files that it puts there, even to read. A snapshot must not change and may
lie where nothing can be written, so the index is opened through links in a folder of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from musclegraph.core.errors import SnapshotError, StoreError
from musclegraph.core.extras import library

if TYPE_CHECKING:
    import tantivy

EXTRA = "search"
_WORDS = "words"  # what the way to cut text into words is called in the index
_TITLE_WEIGHT = 4.0
_WRITER_BYTES = 100_000_000
_LOCK = re.compile(r"\.tantivy-.*\.lock")
_COLUMNS = ("title", "text", "iri", "year")
Row = tuple[str, ...]


class LargeIndex:
    """A read-only index. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """
        Open the index in `folder`, without writing there.

        Raises:
            RequestError: tantivy is not installed.
            StoreError: The index is damaged.
        """
        self._tantivy = library("tantivy", EXTRA)
        try:
            # What is open stays open when the links are gone again.
            with TemporaryDirectory(prefix="musclegraph-") as links:
                for path in folder.iterdir():
                    (Path(links) / path.name).symlink_to(path.resolve())
                self._index = self._tantivy.Index.open(links)
                self._index.config_reader(reload_policy="manual")
                self._searcher = self._index.searcher()
        except (OSError, ValueError) as error:
            raise StoreError(
                f"the index of abstracts failed: {error}", hint="build the snapshot again"
            ) from error
        self._analyzer = _analyzer()

    def search(self, phrases: Iterable[str], k: int, years: tuple[int, int] | None) -> list[Row]:
        """
        Return the best `k` rows with any of `phrases`, in the order of `AbstractIndex.search`.

        Args:
            phrases: Words with single spaces between.
            k: Most rows to return.
            years: First and last year; None asks for none.

        Raises:
            StoreError: The index is damaged.
        """
        asked = self._tantivy.Query, self._tantivy.Occur
        query = asked[0].boolean_query(
            [(asked[1].Should, one) for phrase in phrases for one in self._in_fields(phrase)]
        )
        if years:
            kind = self._tantivy.FieldType.Integer
            within = asked[0].range_query(self._index.schema, "number", kind, *years)
            query = asked[0].boolean_query([(asked[1].Must, query), (asked[1].Must, within)])
        try:
            hits = self._searcher.search(query, k, count=False).hits
            found = [(score, self._searcher.doc(where)) for score, where in hits]
        except ValueError as error:
            raise StoreError(
                f"the index of abstracts failed: {error}", hint="build the snapshot again"
            ) from error
        rows = [(-score, tuple(str(one[name][0]) for name in _COLUMNS)) for score, one in found]
        return [row for _, row in sorted(rows, key=lambda row: (row[0], row[1][2]))]

    def _in_fields(self, phrase: str) -> Iterator[tantivy.Query]:
        words = self._analyzer.analyze(phrase)
        query = self._tantivy.Query
        for name, weight in (("title", _TITLE_WEIGHT), ("text", 1.0)) if words else ():
            schema = self._index.schema
            if len(words) == 1:
                found = query.term_query(schema, name, words[0], index_option="freq")
            else:
                found = query.phrase_query(schema, name, list(words))
            yield query.boost_query(found, weight)


def write(rows: Iterable[Row], folder: Path) -> None:
    """
    Write a new index of `rows` - title, text, IRI, year or nothing - into a new `folder`.

    Raises:
        SnapshotError: It cannot be written, as on a full disk.
    """
    try:
        _write(rows, folder)
    except (OSError, ValueError) as error:  # tantivy has no error of its own for a full disk
        hint = "make room, or choose another folder with --home"
        raise SnapshotError(f"cannot write {folder.name}: {error}", hint=hint) from error


def _write(rows: Iterable[Row], folder: Path) -> None:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, stored=True, tokenizer_name=_WORDS)
    for name in ("iri", "year"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", indexed=True)
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer(_WORDS, _analyzer())
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    for row in rows:
        document = tantivy.Document(**dict(zip(_COLUMNS, row, strict=True)))
        if row[3]:
            document.add_integer("number", int(row[3]))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    for path in folder.iterdir():
        if _LOCK.fullmatch(path.name):
            path.unlink()  # nothing locks what nobody writes any more


def _analyzer() -> tantivy.TextAnalyzer:
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("english"),
    ):  # fmt: skip
        builder = builder.filter(one)
    return builder.build()
