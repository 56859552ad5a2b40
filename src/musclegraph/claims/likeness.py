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


@dataclass(slots=True)
class _Said:
    """A sentence as a vector, with what every claim asks of it; `mass` leaves scales out."""

    terms: Vector
    length: float
    mass: float
    scales: list[str]
    named: frozenset[str]


def compare(reading: Reading, index: Index, keep: int) -> Compared:
    """
    Return the `keep` claims most like a sentence.

    Args:
        reading: The sentence.
        index: The claims.
        keep: How many claims to look at closely, at least two.
    """
    terms, length = index.vector(reading)
    *leanings, none = index.leanings(terms, length)
    ranked = sorted(range(len(leanings)), key=leanings.__getitem__, reverse=True)[:keep]
    highest = leanings[ranked[0]]
    # What is far behind adds nothing that would be seen.
    total = log(sum(exp(score) for score in (*leanings, none) if score > highest - 12))
    scales = [term for term in terms if term[0] == "~"]
    said = _Said(
        terms,
        length,
        length * length - sum(terms[term] ** 2 for term in scales),
        scales,
        frozenset(tag for _, _, tag in reading.concepts),
    )
    likenesses = [
        Likeness(claim, _features(index.shelves[claim], leanings[claim], total, said))
        for claim in ranked
    ]
    lead = highest - leanings[ranked[1]]
    return Compared(likenesses, [highest - none, lead, *_familiarity(reading, terms, index)])


def _features(shelf: Shelf, leaning: float, total: float, said: _Said) -> list[float]:
    subject, thing = (_evidence(facet, said.terms) for facet in shelf.facets)
    lean = shelf.lean
    return [
        leaning - total,
        leaning,
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
