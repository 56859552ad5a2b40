"""Figures on labelled sentences, each with a 95 % confidence interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from random import Random
from typing import Any

RESAMPLES = 300
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system says of one sentence. `claims` are best first; no outcome is no match."""

    claims: tuple[str, ...] = ()
    polarity: str = ""
    outcome: str = "no-match"
    confidence: float = 0.0


Asked = Sequence[tuple[dict[str, Any], Answer]]


def figures(asked: Asked) -> dict[str, str]:
    """Return the figures of one system, ready to print."""
    claims = [(gold, answer) for gold, answer in asked if gold["outcome"] != "no-match"]
    own = [(g, a) for g, a in claims if a.polarity and a.claims[0] == g["claim"]]
    said = [(g, a) for g, a in asked if a.outcome == "contradicted"]
    wanted = [(g, a) for g, a in asked if "contradicted" in g["accept"]]
    return {
        "right claim first": share(
            bool(a.claims) and a.claims[0] in accepted(g) for g, a in claims
        ),
        "within three": share(bool({*a.claims[:3]} & accepted(g)) for g, a in claims),
        "polarity, claim right": share(a.polarity == g["polarity"] for g, a in own),
        "no-match precision": share(
            g["outcome"] == "no-match" for g, a in asked if a.outcome == "no-match"
        ),
        "no-match recall": share(
            a.outcome == "no-match" for g, a in asked if g["outcome"] == "no-match"
        ),
        "no-match F1": resampled(asked, f1),
        "contradicted precision": share("contradicted" in g["accept"] for g, a in said),
        "contradicted recall": share(a.outcome == "contradicted" for g, a in wanted),
        "precision at recall 0.85": resampled(asked, precision_at_recall),
        "outcome right": share(a.outcome in g["accept"] for g, a in asked),
        "calibration error": resampled(asked, calibration_error),
    }


def accepted(gold: dict[str, Any]) -> set[str]:
    """Return the claims that are right for a sentence."""
    return {gold["claim"], *gold.get("also", ())}


def f1(asked: Asked) -> float:
    """Return the F1 of saying that nothing is known."""
    hits = sum(g["outcome"] == "no-match" and a.outcome == "no-match" for g, a in asked)
    misses = sum((g["outcome"] == "no-match") != (a.outcome == "no-match") for g, a in asked)
    return 2 * hits / (2 * hits + misses) if hits else 0.0


def precision_at_recall(asked: Asked, recall: float = 0.85) -> float:
    """Return how far `contradicted` can be trusted when the least sure are left out."""
    wanted = sum("contradicted" in g["accept"] for g, _ in asked)
    said = sorted(
        ((a.confidence, "contradicted" in g["accept"]) for g, a in asked if _contradicts(a)),
        reverse=True,
    )
    hits = 0
    for count, (_, right) in enumerate(said, start=1):
        hits += right
        if hits >= recall * wanted:
            return hits / count
    return float("nan")


def _contradicts(answer: Answer) -> bool:
    return answer.outcome == "contradicted"


def calibration_error(asked: Asked) -> float:
    """Return by how much confidence and the share of right answers differ, bin by bin."""
    bins = reliability(asked)
    whole = sum(count for *_, count in bins) or 1
    return sum(abs(sure - right) * count for sure, right, count in bins) / whole


def reliability(asked: Asked) -> list[tuple[float, float, int]]:
    """Return for each bin mean confidence, share of right claims and polarities, and size."""
    found = []
    for low, high in pairwise(BINS):
        inside = [(g, a) for g, a in asked if a.polarity and low <= a.confidence < high]
        if inside:
            sure = sum(a.confidence for _, a in inside) / len(inside)
            right = sum(is_right(g, a) for g, a in inside) / len(inside)
            found.append((sure, right, len(inside)))
    return found


def is_right(gold: dict[str, Any], answer: Answer) -> bool:
    """Tell whether claim and polarity are those of the label."""
    return answer.claims[0] in accepted(gold) and answer.polarity == gold["polarity"]


def share(flags: Iterable[bool]) -> str:
    """Return a share with its interval and its size."""
    values = [bool(flag) for flag in flags]
    if not values:
        return "none"
    low, high = wilson(sum(values), len(values))
    return f"{sum(values) / len(values):.3f} ({low:.2f}-{high:.2f}, n={len(values)})"


def resampled(asked: Asked, figure: Callable[[Asked], float]) -> str:
    """Return a figure with an interval from drawing the sentences again and again."""
    random = Random(0)
    draws = (random.choices(asked, k=len(asked)) for _ in range(RESAMPLES))
    found = sorted(value for draw in draws if (value := figure(draw)) == value)
    middle = figure(asked)
    if middle != middle or not found:
        return "not reached"
    low, high = found[int(0.025 * len(found))], found[int(0.975 * (len(found) - 1))]
    return f"{middle:.3f} ({low:.2f}-{high:.2f})"


def wilson(good: int, total: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share (Wilson 1927)."""
    z, part = 1.96, good / total
    middle = part + z * z / (2 * total)
    half = z * sqrt(part * (1 - part) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
