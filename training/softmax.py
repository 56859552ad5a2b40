"""Softmax regression over sparse rows, by stochastic gradient descent; the same every time."""

from __future__ import annotations

from typing import Any

import numpy as np

EPOCHS, BATCH, RATE, DECAY = 10, 32, 1.0, 1e-3


def fit_softmax(rows: Any, labels: Any, classes: int, kept: Any = 1) -> tuple[Any, Any]:
    """
    Learn by AdaGrad with one rate a row; only the rows of a batch's terms are touched.

    Args:
        rows: A CSR matrix, one sentence a row, of unit length.
        labels: The class of each.
        classes: How many there are.
        kept: Which weights may be other than 0, terms by classes.

    Returns:
        Weights (terms by classes) and biases.
    """
    count, width = rows.shape
    weights = np.zeros((width, classes), np.float32)
    seen, bias = np.full(width, 1e-3, np.float32), np.zeros(classes, np.float32)
    random = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        order, rate = random.permutation(count), RATE * (1 - 0.9 * epoch / EPOCHS)
        for at in range(0, count, BATCH):
            chosen = order[at : at + BATCH]
            part = rows[chosen]
            terms = np.unique(part.indices)
            dense = part[:, terms].toarray()
            wrong = shares(dense @ weights[terms] + bias)
            wrong[np.arange(len(chosen)), labels[chosen]] -= 1
            slope = dense.T @ wrong * (kept if isinstance(kept, int) else kept[terms])
            seen[terms] += (slope * slope).sum(1)
            weights[terms] *= 1 - DECAY * rate
            weights[terms] -= rate * slope / np.sqrt(seen[terms])[:, None]
            bias -= 0.01 * rate * wrong.sum(0)
    return weights, bias


def shares(scores: Any) -> Any:
    """Return each row of scores as probabilities."""
    found = np.exp(scores - scores.max(1, keepdims=True))
    return found / found.sum(1, keepdims=True)
