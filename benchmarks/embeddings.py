"""MiniLM alone, as a baseline: the claim whose wording lies nearest, asserted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from baselines import wordings

from musclegraph.claims.semantic.encoder import Encoder


class Embedder:
    """Texts to unit vectors, the mean of the states of their pieces; remembers them."""

    def __init__(self) -> None:
        self._encoder = Encoder({})
        self.vector = lru_cache(maxsize=10_000)(self._vector)

    def _vector(self, text: str) -> Any:
        mean = self._encoder.states(text).mean(0)
        return mean / np.linalg.norm(mean)


class Nearest:
    """Scores claims by the cosine of a text to their canonical wordings, or to all."""

    def __init__(
        self, embedder: Embedder, answers: Mapping[str, Any], *, canonical_only: bool
    ) -> None:
        pairs = [
            (claim, text)
            for claim, answer in answers.items()
            for text in wordings(answer, canonical_only)
        ]
        self._embedder = embedder
        self._owners = [claim for claim, _ in pairs]
        self._rows = np.array([embedder.vector(text) for _, text in pairs])

    def __call__(self, text: str) -> dict[str, float]:
        """Return the best cosine of each claim."""
        best: dict[str, float] = {}
        cosines = self._rows @ self._embedder.vector(text)
        for claim, cosine in zip(self._owners, map(float, cosines), strict=True):
            best[claim] = max(best.get(claim, -1.0), cosine)
        return best
