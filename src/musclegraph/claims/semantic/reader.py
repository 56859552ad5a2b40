"""The second reader: asked where the core is unsure, and weighed with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log
from typing import Any, Protocol

from musclegraph.claims.match import logistic
from musclegraph.claims.model import odds

REMEMBERED = 4096  # sentences
_BESIDE = 3  # claims of the reader's own that are weighed beside those of the core
_TOLD = 12  # claims for which polarity is worked out
_LEAST = 1e-3  # neither reader rules a claim out by itself


@dataclass(frozen=True, slots=True)
class Opinion:
    """
    What the second reader makes of one sentence.

    Attributes:
        shares: What is thought of each claim, by slug, and under "" of none; they make up 1.
        speaks: For the likeliest claims, log odds that the sentence asserts it.
        weights: How it is weighed beside the core.
        reader: Who thinks so.
    """

    shares: Mapping[str, float]
    speaks: Mapping[str, float]
    weights: Mapping[str, float]
    reader: str

    def weigh(self, core: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """
        Return claims with how sure both readers together are of each, best first.

        Args:
            core: What the core thinks, best first; it may know claims that this reader does not.
        """
        thought = dict(core)
        best = sorted(self.shares, key=self.shares.__getitem__, reverse=True)
        claims = list(dict.fromkeys([*thought, *(claim for claim in best[:_BESIDE] if claim)]))
        scores = {claim: self._score(thought.get(claim, 0), claim) for claim in claims}
        none = self._score(1 - core[0][1], "") + self.weights["none"]
        whole = sum(map(exp, scores.values())) + exp(none)
        found = [(claim, exp(score) / whole) for claim, score in scores.items()]
        return sorted(found, key=lambda one: -one[1])

    def _score(self, thought: float, claim: str) -> float:
        own = log(max(_LEAST, self.shares.get(claim, 0)))
        return self.weights["core"] * log(max(_LEAST, thought)) + self.weights["semantic"] * own

    def asserts(self, claim: str, core: float) -> float:
        """Return how sure both readers together are that the sentence asserts a claim."""
        own = self.weights["semantic_way"] * self.speaks.get(claim, 0)
        return logistic(self.weights["core_way"] * odds(core) + own)


class SecondReader(Protocol):
    """What reads the sentences that the core is unsure of."""

    def read(self, text: str, claims: Sequence[str]) -> Opinion | None:
        """Return what it makes of a sentence that may make one of these claims, likeliest first."""


class SemanticReader:
    """Opens the model when it is first asked, and remembers what it has read."""

    def __init__(self) -> None:
        """Take no time: nothing is read yet."""
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def read(self, text: str, claims: Sequence[str]) -> Opinion | None:
        """
        Return what is made of a sentence; None if a claim is one that was not learned.

        Raises:
            StoreError: The model is missing, or not the pinned one.
        """
        opinion = self._remembered(text)
        return opinion if set(claims) <= opinion.shares.keys() else None

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        from musclegraph.claims.semantic.encoder import Encoder
        from musclegraph.claims.semantic.heads import Heads

        heads = Heads()
        return Encoder(heads.updates), heads

    def _read(self, text: str) -> Opinion:
        encoder, heads = self._parts
        narrow = heads.read(encoder.states(text))
        scores = heads.claim_scores(narrow)
        likely = sorted(range(len(heads.claims)), key=scores.__getitem__)[-_TOLD:]
        speaks = map(float, heads.polarity(narrow, likely))
        return Opinion(
            dict(zip((*heads.claims, ""), map(exp, scores), strict=True)),
            {heads.claims[claim]: way for claim, way in zip(likely, speaks, strict=True)},
            heads.about["weights"],
            "semantic",
        )
