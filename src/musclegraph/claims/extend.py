"""
Claims that the shipped model has never seen, learned from their wordings when a snapshot is built.

Only the columns of the new claims are learned, by the same softmax regression as all others; what
was learned from many sentences stays as it is. It is worth less than `make learn` with sentences of
the claim in `training/`, and enough to recognise it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt

from musclegraph.claims.features import claim_terms
from musclegraph.claims.packing import Packed
from musclegraph.claims.table import LARGEST
from musclegraph.claims.wordings import Wording

_EPOCHS, _RATE = 15, 1.0
Vector = dict[str, float]


def extend(table: Packed, wordings: Sequence[Wording], claims: Iterable[str]) -> None:
    """Add columns for those of `claims` that the table of claims lacks, and rows they need."""
    new = [claim for claim in claims if claim not in table.columns]
    if not new:
        return
    for wording in wordings:
        if wording.claim in new:
            for term in claim_terms(wording.reading):
                table.norms.setdefault(term, LARGEST)
                table.rows.setdefault(term, {})
    vectors = [(_vector(table, wording), wording.claim) for wording in wordings]
    known = [_known(table, vector) for vector, _ in vectors]
    bias = sorted(table.more["bias"])[len(table.more["bias"]) // 2]
    for claim in new:
        weights = _learned(vectors, known, claim, bias)
        column = len(table.columns)
        table.columns.append(claim)
        table.more["bias"].append(bias)
        for term, weight in weights.items():
            number = round(weight * _weighs(table, term) / table.step)
            if number:
                table.rows[term][column] = max(-LARGEST, min(LARGEST, number))


def _weighs(table: Packed, term: str) -> float:
    return sqrt(table.norms[term] * table.norm_step)


def _vector(table: Packed, wording: Wording) -> Vector:
    found = {
        term: _weighs(table, term) for term in claim_terms(wording.reading) if term in table.norms
    }
    length = sqrt(sum(value * value for value in found.values())) or 1.0
    return {term: value / length for term, value in found.items()}


def _known(table: Packed, vector: Mapping[str, float]) -> float:
    """Return the logarithm of what all known claims and none together weigh for a sentence."""
    totals: dict[int, float] = defaultdict(float)
    for term, value in vector.items():
        share = value * table.step / _weighs(table, term)
        for column, number in table.rows[term].items():
            totals[column] += share * number
    return log(sum(exp(totals[n] + bias) for n, bias in enumerate(table.more["bias"])))


def _learned(
    vectors: Sequence[tuple[Vector, str]], known: Sequence[float], claim: str, bias: float
) -> Vector:
    weights: Vector = defaultdict(float)
    seen: Vector = defaultdict(lambda: 1e-3)
    for _ in range(_EPOCHS):
        for (vector, owner), others in zip(vectors, known, strict=True):
            score = sum(value * weights.get(term, 0.0) for term, value in vector.items()) + bias
            wrong = 1 / (1 + exp(min(30.0, others - score))) - (owner == claim)
            if abs(wrong) < 0.005:
                continue
            for term, value in vector.items():
                slope = wrong * value
                seen[term] += slope * slope
                weights[term] -= _RATE * slope / sqrt(seen[term])
    return weights
