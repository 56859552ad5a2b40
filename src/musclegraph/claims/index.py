"""
The wordings of all claims as they are looked up: weights of terms, and a shelf for each claim.

An index is plain data. It is made once, when a snapshot is built, and read from JSON after that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from typing import Any

from musclegraph.claims.reading import Reading

ABOVE = 0.4  # what a concept that is only implied, being broader, weighs of its full weight

Vector = dict[str, float]


class Shelf:
    """
    What the wordings of one claim have in common.

    Attributes:
        claim: Its slug.
        facets: The terms that name its subject and its object, and how surely.
        about: Other concepts it is about.
        core: Classes and concepts that many of its wordings have, and what each weighs.
        counts: In how many of its wordings each term is; `size` is how many there are.
        lean: Which way each signed term goes, above 0 with the wordings that assert the claim.
        base: How much likelier parity and rejection are in those.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.claim: str = data["claim"]
        self.facets: list[dict[str, float]] = data["facets"]
        self.about: frozenset[str] = frozenset(data["about"])
        self.core: dict[str, float] = data["core"]
        self.core_weight = sum(self.core.values())
        self.counts: dict[str, int] = data["counts"]
        self.lean: dict[str, float] = data["lean"]
        self.base: dict[str, float] = data["base"]
        self.size: int = data["size"]
        self._names = frozenset(
            term
            for facet in self.facets
            for term, share in facet.items()
            if share >= 0.9 and term[:2] == "c:"
        )

    def names(self, terms: Collection[str]) -> frozenset[str]:
        """Return those of `terms` that plainly name the claim's subject or object."""
        return self._names.intersection(terms)


class Index:
    """What a sentence is compared with. Make one with `Index(data)` from compiled data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.weights: dict[str, float] = data["weights"]
        self.unknown: float = data["unknown"]
        self.above: dict[str, list[str]] = data["above"]
        self.shelves = [Shelf(shelf) for shelf in data["shelves"]]

    def vector(self, reading: Reading) -> tuple[Vector, float]:
        """Return what each term of a sentence weighs, and the length of that vector."""
        return vector(reading.terms, self.weights, self.above, self.unknown)


def vector(
    terms: Mapping[str, float],
    weights: Mapping[str, float],
    above: Mapping[str, Sequence[str]],
    unknown: float,
) -> tuple[Vector, float]:
    """Return the weights of `terms` with the broader concepts they imply, and their length."""
    found: Vector = {}
    for term in terms:
        weight = weights.get(term)
        if weight is not None:
            found[term] = weight
            for broader in above.get(term, ()):
                if broader not in terms and broader in weights:
                    found[broader] = ABOVE * weights[broader]
        elif term[0] not in "~@%" and term[:2] != "c:":
            found[term] = unknown
    return found, sqrt(sum(weight * weight for weight in found.values())) or 1.0
