"""How like a claim a sentence is: the numbers that the choice of a claim rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from musclegraph.claims.index import Index, Shelf, Vector
from musclegraph.claims.reading import Reading

FEATURES = (
    "log_share", "leaning", "profile", "coverage", "core", "subject",
    "object", "both", "about", "scale", "foreign",
)  # fmt: skip
SENTENCE_FEATURES = (
    "over_none", "lead", "unknown_share", "unknown_words",
)  # fmt: skip


@dataclass(slots=True)
class Likeness:
    """One claim, by number, and how like it the sentence is, by FEATURES."""

    claim: int
    features: list[float]


@dataclass(slots=True)
class Compared:
    """A sentence beside the claims most like it, and what is so whichever it is."""

    likenesses: list[Likeness]
    sentence: list[float]


def compare(reading: Reading, index: Index, keep: int) -> Compared:
    """
    Return the `keep` claims most like a sentence.

    Args:
        reading: The sentence.
        index: The claims.
        keep: How many claims to look at closely.
    """
    terms, length = index.vector(reading)
    leanings = index.leanings(terms, length)
    none = leanings[-1]
    ranked = sorted(range(len(index.shelves)), key=leanings.__getitem__, reverse=True)[:keep]
    total = log(sum(exp(score) for score in leanings))
    named = frozenset(tag for _, _, tag in reading.concepts)
    likenesses = [
        _likeness(claim, leanings[claim], total, (terms, length), named, index) for claim in ranked
    ]
    best = leanings[ranked[0]]
    lead = best - leanings[ranked[1]] if len(ranked) > 1 else 0.0
    return Compared(likenesses, [best - none, lead, *_familiarity(reading, terms, index)])


def _likeness(
    claim: int,
    leaning: float,
    total: float,
    sentence: tuple[Vector, float],
    named: frozenset[str],
    index: Index,
) -> Likeness:
    shelf, (terms, length) = index.shelves[claim], sentence
    subject, thing = (_evidence(facet, terms) for facet in shelf.facets)
    return Likeness(
        claim,
        [
            leaning - total,
            leaning,
            *_overlap(shelf, terms, length),
            subject,
            thing,
            subject * thing,
            1.0 if shelf.about & named else 0.0,
            max(
                (abs(shelf.lean[term]) for term in terms if term[0] == "~" and term in shelf.lean),
                default=0.0,
            ),
            float(len(named - shelf.counts.keys())),
        ],
    )


def _overlap(shelf: Shelf, terms: Vector, length: float) -> tuple[float, float, float]:
    """Return likeness to the wordings as a whole, share of the sentence, share of the core."""
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
    everything = sum(weight * weight for term, weight in terms.items() if term[0] != "~")
    return (
        profile / length,
        covered / everything if everything else 0.0,
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
