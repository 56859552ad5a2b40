"""
The learned model at work: how well each claim, and none of them, fits a sentence; and which way.

Both are linear in the terms of `features.py`, learned from the sentences in `training/` by
`make learn`. A sentence counts as a vector of unit length, whose terms weigh more the rarer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from operator import mul
from pathlib import Path
from typing import Any

from musclegraph.claims.features import claim_terms, polarity_terms
from musclegraph.claims.reading import Reading
from musclegraph.claims.table import Table

_FAR = 6.0  # a claim so far behind the first, as a logarithm, adds nothing that would be seen
CLOSE = 3.5  # and one so far behind is no alternative
CLAIM_ROWS, POLARITY_ROWS = "claims.rows", "polarity.rows"


@dataclass(frozen=True, slots=True)
class Fit:
    """
    How the claims fit one sentence.

    `claims` are the numbers of the likeliest, best first, and `shares` what is thought of them,
    all claims and none of them making up 1; `over_none` and `lead` say by how much the first goes
    before none and before the second, as logarithms.
    """

    claims: Sequence[int]
    shares: Sequence[float]
    over_none: float
    lead: float


class Model:
    """Scores sentences by the tables of one snapshot."""

    def __init__(self, folder: Path, head: Mapping[str, Any]) -> None:
        """
        Open the model.

        Raises:
            SnapshotError: A table is missing or not whole.
        """
        self._claims, self._polarity = head["claims"], head["polarity"]
        self._claim_rows = Table(folder / CLAIM_ROWS, self._claims)
        self._polarity_rows = Table(folder / POLARITY_ROWS, self._polarity)
        self._spread = max(self._claims["bias"]) - min(self._claims["bias"])
        self._dense: list[float] = list(self._polarity["dense"].values())

    def fit(self, reading: Reading, keep: int, without: Collection[int] = ()) -> Fit:
        """Return the `keep` claims that fit a sentence best, fewer if the others are far behind.

        Claims `without` which to do still have their share, and so leave less to the others.
        """
        head = self._claims
        lanes, taken = self._claim_rows.sums(claim_terms(reading))
        scale = head["step"] / sqrt(max(1, lanes[-1] - taken) * head["norm_step"])
        # What is too much in every sum takes nothing from any claim's share. And the claims that
        # are so far behind that no bias brings them near are left out while they are whole numbers.
        *sums, none_sum = lanes[:-1]
        far = max(sums) - (_FAR + self._spread) / scale
        bias = head["bias"]
        scores = [(scale * total + bias[n], n) for n, total in enumerate(sums) if total > far]
        none = scale * none_sum + bias[-1]
        first = max(scores)[0]
        floor, close = first - _FAR, first - CLOSE
        near = sorted([pair for pair in scores if pair[0] > close], reverse=True)
        whole = sum([exp(score - first) for score, _ in scores if score > floor])
        whole += exp(min(50.0, none - first))
        best = [pair for pair in near if pair[1] not in without][:keep]
        top = best[0][0] if best else first
        return Fit(
            [claim for _, claim in best],
            [exp(score - first) / whole for score, _ in best],
            top - none,
            top - best[1][0] if len(best) > 1 else CLOSE,
        )

    def speaks(self, reading: Reading, claim: int, dense: Sequence[float]) -> float:
        """Return how far a sentence speaks for a claim, below 0 if against it."""
        head = self._polarity
        total, norm = self._polarity_rows.pair(polarity_terms(reading), claim, head["columns"] - 1)
        learned: float = head["step"] * total / sqrt(max(1, norm) * head["norm_step"])
        bias: float = head["bias"]
        return sum(map(mul, self._dense, dense), learned + bias)


def odds(share: float) -> float:
    """Return the logarithm of the odds of a share, within reason."""
    share = min(1 - 1e-6, max(1e-6, share))
    return log(share / (1 - share))
