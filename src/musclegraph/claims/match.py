"""Which claims a sentence makes, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul

from musclegraph.claims.index import Index
from musclegraph.claims.kind import gives_a_cause, is_imperative, is_personal
from musclegraph.claims.likeness import Compared, compare
from musclegraph.claims.reading import Reading

KEEP = 4  # claims looked at closely
FORM_FEATURES = ("personal", "personal_without_cause", "imperative")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim, by its number in the index, and how sure it is that the sentence makes it."""

    claim: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of a linear model, learned by `benchmarks/learn_check.py`."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Linear:
        """Read what was learned: `weights` by name of feature, and `bias`."""
        weights, bias = data["weights"], data["bias"]
        assert isinstance(weights, dict)
        assert isinstance(bias, float)
        return cls(tuple(weights.values()), bias)

    def score(self, features: Sequence[float]) -> float:
        """Return the weighted sum."""
        return sum(map(mul, self.weights, features), self.bias)

    def probability(self, features: Sequence[float]) -> float:
        """Return the sum as a probability."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score(features)))))


class Ranker:
    """Puts the claims of an index in order for a sentence, and says how far to trust the first."""

    def __init__(self, index: Index, rank: Linear, gate: Linear) -> None:
        self.index = index
        self._rank = rank
        self._gate = gate

    def candidates(self, text: str, reading: Reading) -> list[Candidate]:
        """Return the likeliest claims, best first; none if the sentence names nothing we know."""
        if not reading.concepts and not any(term[0] == "@" for term in reading.terms):
            return []
        compared = compare(reading, self.index, KEEP)
        scored = ranked(compared, self._rank)
        shares = _shares([score for score, _ in scored])
        trust = self._gate.probability(gate_features(text, reading, compared, scored))
        return [
            Candidate(compared.likenesses[number].claim, trust * share / shares[0])
            for share, (_, number) in zip(shares, scored, strict=True)
        ]

    def trust(self, text: str, reading: Reading, claim: int) -> float:
        """Return how sure it is that the sentence makes a claim that did not come first."""
        compared = compare(reading, self.index, KEEP)
        number = next(n for n, one in enumerate(compared.likenesses) if one.claim == claim)
        features = gate_features(text, reading, compared, [(0.0, number), (0.0, number)])
        return self._gate.probability(features)


def ranked(compared: Compared, rank: Linear) -> list[tuple[float, int]]:
    """Return score and place in `compared` of each claim, best first."""
    scored = [
        (rank.score(likeness.features), number)
        for number, likeness in enumerate(compared.likenesses)
    ]
    return sorted(scored, key=lambda item: -item[0])


def gate_features(
    text: str, reading: Reading, compared: Compared, scored: Sequence[tuple[float, int]]
) -> list[float]:
    """Return what says whether the best claim is the right one, or none is."""
    best = compared.likenesses[scored[0][1]]
    ahead = scored[0][0] - scored[1][0] if len(scored) > 1 else 5.0
    personal = is_personal(text)
    return [
        *best.features,
        *compared.sentence,
        ahead,
        float(personal),
        float(personal and not gives_a_cause(reading)),
        float(is_imperative(reading)),
    ]


def _shares(scores: Sequence[float]) -> list[float]:
    shares = [exp(score - scores[0]) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]
