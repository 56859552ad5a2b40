"""
Whether a sentence asserts or denies a claim.

The claim's own wordings, of both polarities, are the measure: a sentence goes the way of those
that have the same scales turned the same way. "Harmless" and "not dangerous" are one thing on
the scale of harm, and which end of a scale speaks for a claim is learned from its wordings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from musclegraph.claims.index import Index, Shelf
from musclegraph.claims.reading import Reading

# What the kinds of terms count for when the signs of a sentence are summed up.
_KINDS = {"~": 1.0, "@": 0.5, "%": 0.6}
_CUES = (
    "reject", "neg", "void", "nomyth", "contrary", "hedge", "local", "idea", "report", "endorse",
)  # fmt: skip
SCALES = (
    "~harm", "~more", "~often", "~some", "~help", "~cause", "~know", "~easy", "~sure", "~same",
    "~long", "~tense", "~pain", "~weak", "~real", "~one", "~side", "~see", "~will", "~where",
    "~central", "~graded", "~tested", "~need",
)  # fmt: skip
FEATURES = (
    "parity_alike", "signs_alike", "most_alike", "most_opposed",
    "scales", "scales_alike", "parity_as_usual", "lean", "parity", "rejects",
    "rejects_as_usual", "learned", "subject_turned", "object_turned", *SCALES,
)  # fmt: skip


def polarity_features(reading: Reading, shelf: Shelf, index: Index) -> list[float]:
    """Return what speaks for (above 0) and against (below 0) the sentence asserting the claim."""
    terms, length = index.vector(reading)
    near, alike, scales = _compare(reading, shelf, terms, length)
    sides = [
        [number for number, row in enumerate(shelf.rows) if row.polarity == polarity]
        for polarity in (1, -1)
    ]
    parities = [reading.parity * row.parity for row in shelf.rows]
    present = {name: reading.terms[name] for name in SCALES if reading.terms.get(name)}
    leans = {name: sign * shelf.lean.get(name, 0.0) for name, sign in present.items()}
    rejects = 1.0 if reading.cues.get("reject") else 0.0
    return [
        _difference([a * b for a, b in zip(near, parities, strict=True)], sides, _mean),
        _difference(alike, sides, _mean),
        _difference(alike, sides, max),
        _difference([-value for value in alike], sides[::-1], max),
        sum(leans.values()) / sqrt(len(present)) if present else 0.0,
        _difference([a * b for a, b in zip(near, scales, strict=True)], sides, _mean),
        reading.parity * shelf.base["parity"],
        _lean(reading, shelf, terms) / length,
        float(reading.parity),
        -rejects,
        rejects * shelf.base["reject"],
        speech(signed_terms(reading), shelf.speaks, index.speaks),
        *(_turned(facet, reading.terms) for facet in shelf.facets),
        *(leans.get(name, 0.0) for name in SCALES),
    ]


def signed_terms(reading: Reading) -> dict[str, float]:
    """Return the signed terms and the cues of a sentence as a unit vector."""
    found = {"#parity": 1.5 * reading.parity}
    found |= {f"#{cue}": 0.5 for cue in _CUES if reading.cues.get(cue)}
    for term, sign in reading.terms.items():
        if sign and not (term[0] == "~" and term[-1] in "+-"):
            weight = 0.4 if term[:2] == "c:" else _KINDS.get(term[0], 0.6)
            found[term] = sign * weight
    length = sqrt(sum(value * value for value in found.values()))
    return {term: value / length for term, value in found.items()}


def speech(
    signed: Mapping[str, float], own: Mapping[str, float], common: Mapping[str, float]
) -> float:
    """Return what the learned weights of a claim, and those of all, make of signed terms."""
    return sum(
        value * (own.get(term, 0.0) + common.get(term, 0.0)) for term, value in signed.items()
    )


def _compare(
    reading: Reading, shelf: Shelf, terms: Mapping[str, float], length: float
) -> tuple[list[float], list[float], list[float]]:
    """Return for each wording: cosine, cosine with signs, and scales turned the same way."""
    rows, postings, signs = shelf.rows, shelf.postings, reading.terms
    near, alike, scales = [0.0] * len(rows), [0.0] * len(rows), [0.0] * len(rows)
    for term, weight in terms.items():
        sign = signs.get(term, 0.0)
        is_scale = term[0] == "~"
        counts_as_scale = is_scale and term[-1] not in "+-"
        for number, other, its_sign in postings.get(term, ()):
            near[number] += weight * other
            if counts_as_scale:
                scales[number] += sign * its_sign
            elif not is_scale:
                alike[number] += weight * other * sign * its_sign
    lengths = [length * row.length for row in rows]
    return (
        [value / size for value, size in zip(near, lengths, strict=True)],
        [value / size for value, size in zip(alike, lengths, strict=True)],
        scales,
    )


def _turned(facet: Mapping[str, float], terms: Mapping[str, float]) -> float:
    """Return the sign of what names one side of the claim, 0 if nothing does."""
    signs = [terms[term] for term, share in facet.items() if share >= 0.5 and term in terms]
    return min(signs, default=0.0)


def _difference(
    values: Sequence[float],
    sides: Sequence[Sequence[int]],
    summary: object,
) -> float:
    assert callable(summary)
    asserting, denying = ([values[number] for number in side] or [0.0] for side in sides)
    return float(summary(asserting) - summary(denying))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _lean(reading: Reading, shelf: Shelf, terms: Mapping[str, float]) -> float:
    lean = shelf.lean
    return sum(
        sign * terms.get(term, 0.0) * lean[term]
        for term, sign in reading.terms.items()
        if term in lean and term[0] != "~"
    )
