"""How the words of PubMed read in ours, as `ontology/records.ttl` and the mappings say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from musclegraph.core.errors import DataError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES
from musclegraph.ingest.record import Record
from musclegraph.store import Store

_MG = PREFIXES["mg"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """
    Each table leads from a word of PubMed to IRIs of ours.

    `links` gives the property and the status it implies, if any; `hints` the words that a record
    needs, highest precedence first; `concepts` is by MeSH descriptor. `digest` names its content.
    """

    links: Mapping[str, tuple[str, str]]
    types: Mapping[str, str]
    statuses: Mapping[str, str]
    marks: Mapping[str, str]
    hints: tuple[tuple[frozenset[str], str], ...]
    concepts: Mapping[str, tuple[str, ...]]
    precedence: Mapping[str, int]
    digest: str

    def publication_type(self, record: Record) -> str:
        """Return the form in which it appeared; a journal article if its types say nothing else."""
        if record.is_book:
            return f"{_MG}book"
        known = {self.types[name] for name in record.types if name in self.types}
        return max(known, key=self.precedence.__getitem__, default=f"{_MG}journalArticle")

    def design(self, record: Record) -> str:
        """Return the design that the index suggests; empty if it suggests none."""
        words = {*record.types, *(name for _, name in record.headings)}
        return next((design for needed, design in self.hints if needed <= words), "")

    def on(self, record: Record) -> list[str]:
        """Return the concepts that the record's headings are matched to."""
        return sorted({c for ui, _ in record.headings for c in self.concepts.get(ui, ())})

    def status(self, record: Record) -> tuple[str, tuple[str, ...]]:
        """Return what has become of the publication, the gravest sign first, and each sign."""
        signs = [
            *((self.statuses[name], f"publication type {name}") for name in record.types
              if name in self.statuses),
            *((self.marks[mark], f"title begins with {mark}") for mark in self.marks
              if record.title.upper().startswith(mark)),
            *((status, _sign(link.kind, link.pmid, link.text)) for link in record.links
              if (status := self.links.get(link.kind, ("", ""))[1])),
        ]  # fmt: skip
        if not signs:
            return f"{_MG}current", ()
        gravest = max((status for status, _ in signs), key=self.precedence.__getitem__)
        return gravest, tuple(sorted({sign for status, sign in signs if status == gravest}))


def load_vocabulary(store: Store) -> Vocabulary:
    """
    Read the vocabulary from a store.

    Raises:
        DataError: The store does not hold it.
    """
    text = (QUERIES / "ingest" / "vocabulary.rq").read_text(encoding="utf-8")
    rows = [{n: t.value for n, t in row.items()} for row in store.select(text).records()]
    parts: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        parts.setdefault(row["part"], []).append(row)
    if not {"link", "type", "status", "hint"} <= parts.keys():
        raise DataError("the words of PubMed are not in the graph", hint="see ontology/records.ttl")
    concepts: dict[str, tuple[str, ...]] = {}
    for row in parts.get("concept", ()):
        concepts[row["word"]] = (*concepts.get(row["word"], ()), row["ours"])
    return Vocabulary(
        links={row["word"]: (row["ours"], row.get("status", "")) for row in parts["link"]},
        types={row["word"]: row["ours"] for row in parts["type"]},
        statuses={row["word"]: row["ours"] for row in parts["status"] if "word" in row},
        marks={row["word"]: row["ours"] for row in parts.get("mark", ())},
        hints=_hints(parts["hint"]),
        concepts=concepts,
        precedence={row["ours"]: int(row["precedence"]) for row in rows
                    if row["part"] in ("type", "status")},
        digest=hashlib.sha256(repr([sorted(row.items()) for row in rows]).encode()).hexdigest(),
    )  # fmt: skip


def _hints(rows: list[dict[str, str]]) -> tuple[tuple[frozenset[str], str], ...]:
    hints: dict[str, tuple[int, set[str], str]] = {}
    for row in rows:
        hint = hints.setdefault(row["status"], (int(row["precedence"]), set(), row["ours"]))
        hint[1].add(row["word"])
    highest_first = sorted(hints.values(), key=lambda hint: (-hint[0], hint[2]))
    return tuple((frozenset(words), design) for _, words, design in highest_first)


def _sign(kind: str, pmid: str, text: str) -> str:
    return " ".join(part for part in (kind, f"PMID {pmid}" if pmid else "", text) if part)
