"""
What is learned from the wordings: which terms speak for which claim, and for which polarity.

Plain stochastic gradient descent over sparse vectors; a fixed seed, so that one set of wordings
always gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from random import Random

Sparse = Mapping[str, float]


def learn_claims(
    examples: Sequence[tuple[Sparse, int]], claims: int, epochs: int = 10, rate: float = 6.0
) -> dict[str, dict[int, float]]:
    """
    Learn a softmax regression: for each term, what it adds to the score of which claims.

    Args:
        examples: Unit vectors and the number of the claim each belongs to.
        claims: How many claims there are.
        epochs: How often to go through the examples.
        rate: How far to step.
    """
    weights: dict[str, dict[int, float]] = {}
    order, random = list(range(len(examples))), Random(0)
    for _ in range(epochs):
        random.shuffle(order)
        for number in order:
            terms, right = examples[number]
            steps = _steps(terms, right, weights, claims, rate)
            for term, value in terms.items():
                row = weights.setdefault(term, {})
                for claim, step in steps:
                    row[claim] = row.get(claim, 0.0) + step * value
    return weights


def _steps(
    terms: Sparse, right: int, weights: Mapping[str, Mapping[int, float]], claims: int, rate: float
) -> list[tuple[int, float]]:
    scores = [0.0] * claims
    for term, value in terms.items():
        for claim, weight in weights.get(term, {}).items():
            scores[claim] += value * weight
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    total = sum(shares)
    # A claim that is out of the running is not worth the step.
    steps = [
        (claim, -rate * share / total)
        for claim, share in enumerate(shares)
        if share > 0.03 * total and claim != right
    ]
    return [*steps, (right, rate * (1 - shares[right] / total))]


def learn_signs(
    examples: Sequence[tuple[Sparse, int, int]],
    claims: int,
    epochs: int = 15,
    rate: float = 3.0,
    shared: float = 0.3,
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """
    Learn which signed terms speak for a claim and which against it.

    Args:
        examples: Signed unit vectors, the number of the claim, 1 or -1.
        claims: How many claims there are.
        epochs: How often to go through the examples.
        rate: How far to step at first.
        shared: How much of each step goes into the weights that all claims share.

    Returns:
        The weights of each claim, and those of all.
    """
    own: list[dict[str, float]] = [{} for _ in range(claims)]
    common: dict[str, float] = {}
    order, random = list(range(len(examples))), Random(0)
    for epoch in range(epochs):
        random.shuffle(order)
        for number in order:
            terms, claim, polarity = examples[number]
            mine = own[claim]
            score = sum(
                value * (mine.get(term, 0.0) + common.get(term, 0.0))
                for term, value in terms.items()
            )
            step = rate / (1 + 0.1 * epoch) * polarity / (1 + exp(min(30.0, polarity * score)))
            for term, value in terms.items():
                mine[term] = mine.get(term, 0.0) + step * value
                common[term] = common.get(term, 0.0) + shared * step * value
    return own, common


def learn_logistic(
    rows: Sequence[Sequence[float]],
    labels: Sequence[int],
    importance: Sequence[float],
    steps: int = 400,
    penalty: float = 5e-3,
) -> tuple[list[float], float]:
    """
    Learn a logistic regression on few, dense features.

    Args:
        rows: Features, best of about unit size.
        labels: 1 or -1 for each row.
        importance: What each row counts.
        steps: Steps of gradient descent, all rows at once.
        penalty: Of the squared weights.
    """
    width, total = len(rows[0]), sum(importance)
    weights, bias = [0.0] * width, 0.0
    speed, bias_speed = [0.0] * width, 0.0
    for _ in range(steps):
        gradient, bias_gradient = [penalty * weight for weight in weights], 0.0
        for row, label, counts in zip(rows, labels, importance, strict=True):
            score = bias + sum(map(float.__mul__, weights, row))
            pull = -label * counts / total / (1 + exp(min(30.0, label * score)))
            bias_gradient += pull
            for place, value in enumerate(row):
                gradient[place] += pull * value
        speed = [0.9 * old - 0.3 * new for old, new in zip(speed, gradient, strict=True)]
        bias_speed = 0.9 * bias_speed - 0.3 * bias_gradient
        weights = [weight + step for weight, step in zip(weights, speed, strict=True)]
        bias += bias_speed
    return weights, bias
