"""From wordings, read, to the data of an index. Done once, when a snapshot is built."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from musclegraph.claims.index import vector
from musclegraph.claims.wordings import Broader, Frame, Wording

_KINDS = {"~": 0.8, "@": 1.0, "%": 0.7}
_WORD = 0.8
_CONCEPT = 1.0
_CORE_SHARE = 0.3  # a class or concept in this share of a claim's wordings is at its core
_SELDOM = 0.15  # share of wordings below which what a term says of polarity is played down
_SMALL = 0.03  # leanings too small to keep


def index_data(
    wordings: Sequence[Wording],
    frames: Sequence[Frame],
    broader: Broader,
) -> dict[str, Any]:
    """
    Return the data of an index, ready for JSON.

    Args:
        wordings: Wordings of both polarities, the canonical ones included.
        frames: One for each claim; their order is that of the shelves.
        broader: For each concept, all that are broader.
    """
    weights = _term_weights(wordings, len(frames))
    unknown = log(1 + len(frames) / 0.7) ** 0.7
    above = {
        f"c:{concept}": sorted(f"c:{other}" for other in others)
        for concept, others in broader.items()
        if others
    }
    by_claim: dict[str, list[Wording]] = {frame.claim: [] for frame in frames}
    for wording in wordings:
        by_claim[wording.claim].append(wording)
    return {
        "weights": weights,
        "unknown": unknown,
        "above": above,
        "shelves": [_shelf(frame, by_claim[frame.claim], weights, above) for frame in frames],
    }


def _term_weights(wordings: Sequence[Wording], claims: int) -> dict[str, float]:
    found = defaultdict(set)
    for wording in wordings:
        for term in wording.reading.terms:
            found[term].add(wording.claim)
    return {
        term: round(log(1 + claims / len(found[term])) ** 0.7 * _kind(term), 4)
        for term in sorted(found)
    }


def _kind(term: str) -> float:
    return _CONCEPT if term[:2] == "c:" else _KINDS.get(term[0], _WORD)


def _shelf(
    frame: Frame,
    wordings: Sequence[Wording],
    weights: Mapping[str, float],
    above: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for wording in wordings:
        terms, _ = vector(wording.reading.terms, weights, above, 0.0)
        counts.update(terms.keys())
    return {
        "claim": frame.claim,
        "facets": [dict(sorted(facet.items())) for facet in frame.facets],
        "about": [f"c:{concept}" for concept in frame.about],
        "core": _core(counts, len(wordings), weights),
        "counts": dict(counts),
        "size": len(wordings),
        "lean": _lean(frame, wordings),
        "base": _base(wordings),
    }


def _core(counts: Mapping[str, int], size: int, weights: Mapping[str, float]) -> dict[str, float]:
    shares = {term: count / size for term, count in counts.items() if term[0] == "@"}
    shares |= {term: count / size for term, count in counts.items() if term[:2] == "c:"}
    return {
        term: round(weights[term] * share, 4)
        for term, share in shares.items()
        if share >= _CORE_SHARE
    }


def _lean(frame: Frame, wordings: Sequence[Wording]) -> dict[str, float]:
    """Return which way each signed term goes: above 0 with those that assert the claim."""
    sums: dict[int, Counter[str]] = {1: Counter(), -1: Counter()}
    for wording in wordings:
        _add(sums[wording.polarity], wording.reading.terms, 1.0)
    for polarity, reading in frame.poles:
        _add(sums[polarity], reading.terms, 0.5)
    sizes = {p: 1 + sum(w.polarity == p for w in wordings) for p in (1, -1)}
    leans = {}
    for term in sorted(sums[1].keys() | sums[-1].keys()):
        asserting, denying = sums[1][term] / sizes[1], sums[-1][term] / sizes[-1]
        leans[term] = (asserting - denying) / (abs(asserting) + abs(denying) + _SELDOM)
    return _kept(leans, _SMALL)


def _add(sums: Counter[str], terms: Mapping[str, float], counts: float) -> None:
    for term, sign in terms.items():
        if sign and not (term[0] == "~" and term[-1] in "+-"):
            sums[term] += sign * counts  # type: ignore[assignment]


def _base(wordings: Sequence[Wording]) -> dict[str, float]:
    """Return how much likelier parity and rejection are in wordings that assert the claim."""
    return {
        "parity": _apart(wordings, [float(w.reading.parity) for w in wordings]),
        "reject": _apart(wordings, [float("reject" in w.reading.cues) for w in wordings]),
    }


def _apart(wordings: Sequence[Wording], values: Sequence[float]) -> float:
    means = []
    for polarity in (1, -1):
        side = [v for w, v in zip(wordings, values, strict=True) if w.polarity == polarity]
        means.append(sum(side) / len(side) if side else 0.0)
    return round(means[0] - means[1], 4)


def _kept(values: Mapping[str, float], smallest: float) -> dict[str, float]:
    return {term: round(value, 3) for term, value in values.items() if abs(value) >= smallest}
