"""
Abstracts that may bear on a claim: what to read next, never evidence.

The words of the claim's concepts find abstracts; the checker says which of their sentences make the
claim and which way they go. That is a guess at a direction from words alone. Nobody has read the
study, so a candidate weighs nothing and is not in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from musclegraph.claims.find import Finder
from musclegraph.claims.text import sentences
from musclegraph.core.errors import NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import slug
from musclegraph.store import Store
from musclegraph.store.abstracts import Abstract, AbstractIndex

# Abstracts looked into for each that is asked for.
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Bearing:
    """One sentence that makes the claim; `guess` is which way it goes, by its words."""

    sentence: str
    guess: Literal["supports", "disputes"]
    confidence: float


@dataclass(frozen=True, slots=True)
class CandidateStudy:
    """A record with the sentences that bear; `is_weighed` if its study has a line on the claim."""

    abstract: Abstract
    bearings: tuple[Bearing, ...]
    is_weighed: bool

    @property
    def guess(self) -> str:
        """Which way all its sentences go together; `mixed`, or `unclear` if none bears."""
        guesses = {one.guess for one in self.bearings}
        return guesses.pop() if len(guesses) == 1 else "mixed" if guesses else "unclear"


def find_candidates(
    claim: str, store: Store, index: AbstractIndex, finder: Finder, k: int
) -> list[CandidateStudy]:
    """
    Return the `k` likeliest records: those with the surest sentences, then the best by their words.

    A record that a reviewer has rejected for the claim is left out.

    Args:
        claim: Slug of the claim.
        store: The graph, which says what its concepts are called.
        index: The abstracts.
        finder: Finds claims in sentences.
        k: Most candidates.

    Raises:
        NotFound: There is no such claim, or it names no concept.
    """
    words, weighed, rejected = _asked(claim, store)
    found = [
        CandidateStudy(one, tuple(_bearings(one, claim, finder)), one.iri in weighed)
        for one in index.search(words, _DEPTH * k + len(rejected))
        if one.iri not in rejected
    ]
    # Sorting is stable: among equals the order of the search stands.
    return sorted(found, key=lambda one: -max((b.confidence for b in one.bearings), default=0))[:k]


def _asked(claim: str, store: Store) -> tuple[list[str], frozenset[str], frozenset[str]]:
    text = (QUERIES / "claims" / "search-words.rq").read_text(encoding="utf-8")
    rows = [row for row in store.select(text).records() if slug(row["claim"].value) == claim]
    words = [row["label"].value for row in rows if "label" in row]
    if not words:
        raise NotFound(f"no claim {claim!r}", hint="see: musclegraph ask claims")
    weighed, rejected = (
        frozenset(row[name].value for row in rows if name in row) for name in ("record", "rejected")
    )
    return words, weighed, rejected


def _bearings(abstract: Abstract, claim: str, finder: Finder) -> Iterator[Bearing]:
    text = f"{abstract.title}\n\n{abstract.text}".strip()
    for sentence in sentences(text.replace("\n", "\n\n")) if text else ():
        for found in finder.find(sentence.plain).found:
            if found.shelf.claim == claim:
                guess: Literal["supports", "disputes"] = "supports" if found.asserts else "disputes"
                yield Bearing(sentence.plain, guess, found.confidence)
