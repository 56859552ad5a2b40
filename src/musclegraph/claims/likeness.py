"""How like a claim's own wordings a sentence is: numbers that say whether to believe a match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from musclegraph.claims.index import Index, Shelf, Vector
from musclegraph.claims.reading import Reading

FEATURES = (
    "profile", "coverage", "core", "subject", "object", "both", "about", "scale", "foreign",
)  # fmt: skip
SENTENCE_FEATURES = ("unknown_share", "unknown_words")


@dataclass(slots=True)
class _Said:
    """A sentence as a vector, with what every claim asks of it; `mass` leaves scales out."""

    terms: Vector
    length: float
    mass: float
    scales: list[str]
    named: frozenset[str]


def likeness(reading: Reading, claim: int, index: Index) -> list[float]:
    """Return how like a claim, given by number, a sentence is; FEATURES and SENTENCE_FEATURES."""
    terms, length = index.vector(reading)
    scales = [term for term in terms if term[0] == "~"]
    said = _Said(
        terms,
        length,
        length * length - sum([terms[term] ** 2 for term in scales]),
        scales,
        frozenset(tag for _, _, tag in reading.concepts),
    )
    return [*_features(index.shelves[claim], said), *_familiarity(reading, terms, index)]


def _features(shelf: Shelf, said: _Said) -> list[float]:
    subject, thing = (_evidence(facet, said.terms) for facet in shelf.facets)
    lean = shelf.lean
    return [
        *_overlap(shelf, said),
        subject,
        thing,
        subject * thing,
        1.0 if shelf.about & said.named else 0.0,
        max((abs(lean[term]) for term in said.scales if term in lean), default=0.0),
        float(len(said.named - shelf.counts.keys())),
    ]


def _overlap(shelf: Shelf, said: _Said) -> tuple[float, float, float]:
    """Return likeness to the wordings as a whole, share of the sentence, share of the core."""
    terms = said.terms
    profile = covered = had = 0.0
    counts, size, core = shelf.counts, shelf.size, shelf.core
    for term in terms.keys() & counts.keys():
        share = counts[term] / size
        square = terms[term] ** 2
        profile += square * sqrt(share)
        if term[0] != "~":
            covered += square * min(1.0, 0.4 + 3 * share)
        if term in core:
            had += core[term]
    return (
        profile / said.length,
        covered / said.mass if said.mass else 0.0,
        had / shelf.core_weight if shelf.core_weight else 0.5,
    )


def _evidence(facet: Mapping[str, float], terms: Vector) -> float:
    """Return how far a sentence names one side of a claim, by any of the words for it."""
    return max((facet[term] for term in terms.keys() & facet.keys()), default=0.0)


def _familiarity(reading: Reading, terms: Vector, index: Index) -> list[float]:
    known = unknown = 0.0
    words = strange = 0
    for term in reading.terms:
        if term[0] in "~@%" or term[:2] == "c:":
            continue
        words += 1
        if term in index.weights:
            known += terms[term] ** 2
        else:
            strange += 1
            unknown += index.unknown**2
    share = unknown / (known + unknown) if words else 1.0
    return [share, float(strange)]
