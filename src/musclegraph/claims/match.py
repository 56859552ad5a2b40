"""Which claims a sentence makes, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from operator import mul

from musclegraph.claims.index import Index
from musclegraph.claims.kind import gives_a_cause, is_imperative, is_personal
from musclegraph.claims.likeness import FEATURES, SENTENCE_FEATURES, likeness
from musclegraph.claims.model import CLOSE, Fit, Model, odds
from musclegraph.claims.reading import Reading

KEEP = 4  # claims looked at closely
GATE_FEATURES = (
    "share", "over_none", "lead", *FEATURES, *SENTENCE_FEATURES,
    "personal", "personal_without_cause", "imperative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim, by its number in the index, and how sure it is that the sentence makes it."""

    claim: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of a linear model."""

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
        return logistic(self.score(features))


class Ranker:
    """Puts the claims in order for a sentence, and says how far to trust the first."""

    def __init__(
        self, index: Index, model: Model, gate: Linear, without: Collection[int] = ()
    ) -> None:
        """Take claims `without` which to do, by number: those of which a layer knows nothing."""
        self.index = index
        self.model = model
        self._gate = gate
        self._without = frozenset(without)

    def leaving_out(self, claims: Collection[int]) -> Ranker:
        """Return a ranker that never finds certain claims."""
        return Ranker(self.index, self.model, self._gate, claims)

    def names_something(self, reading: Reading) -> bool:
        """Tell whether a sentence names anything that claims are about."""
        return bool(reading.concepts) or any(term[0] == "@" for term in reading.terms)

    def candidates(self, text: str, reading: Reading) -> list[Candidate]:
        """Return the likeliest claims, best first; none if the sentence names nothing we know."""
        if not self.names_something(reading):
            return []
        fit = self.model.fit(reading, KEEP, self._without)
        if not fit.claims:
            return []
        trust = self._trust(text, reading, fit)
        return [
            Candidate(claim, trust * share / fit.shares[0])
            for claim, share in zip(fit.claims, fit.shares, strict=True)
        ]

    def trust(self, text: str, reading: Reading, claim: int) -> float:
        """Return how sure it is that the sentence makes a claim besides the one that came first."""
        fit = self.model.fit(reading, KEEP, self._without)
        if claim not in fit.claims:
            return 0.0
        return self._trust(text, reading, _beside(fit, fit.claims.index(claim)))

    def _trust(self, text: str, reading: Reading, fit: Fit) -> float:
        return self._gate.probability(gate_features(text, reading, fit, self.index))


def _beside(fit: Fit, place: int) -> Fit:
    """
    Return the fit as if the claim at a place had come first, those before it not being there.

    Two claims that a sentence makes share what is thought of it, so that each by itself looks
    less sure than it is.
    """
    shares = fit.shares
    left = max(1e-6, 1 - sum(shares[:place]))
    lead = log(shares[place] / shares[place + 1]) if place + 1 < len(shares) else CLOSE
    over_none = fit.over_none + log(shares[place] / shares[0])
    return Fit([fit.claims[place]], [min(1.0, shares[place] / left)], over_none, lead)


def gate_features(text: str, reading: Reading, fit: Fit, index: Index) -> list[float]:
    """Return what says whether the best claim is the right one, or none is."""
    personal = is_personal(text)
    return [
        odds(fit.shares[0]),
        fit.over_none,
        fit.lead,
        *likeness(reading, fit.claims[0], index),
        float(personal),
        float(personal and not gives_a_cause(reading)),
        float(is_imperative(reading)),
    ]


def logistic(score: float) -> float:
    """Return a score as a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
