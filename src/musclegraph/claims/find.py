"""Sentence to claims: which, which way, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from musclegraph.claims.attribution import leaves_open
from musclegraph.claims.index import Index, Shelf
from musclegraph.claims.kind import Kind, find_kind
from musclegraph.claims.lexicon import make_reader
from musclegraph.claims.match import Candidate, Linear, Ranker, logistic
from musclegraph.claims.model import Model
from musclegraph.claims.polarity import polarity_features
from musclegraph.claims.reading import Reading

if TYPE_CHECKING:
    from musclegraph.claims.semantic.reader import Opinion, SecondReader

SURE_ENOUGH = 0.4  # below this a claim is an alternative and not a match
_SURE_OF_ORDER = 0.8
SURE_OF_SECOND = 0.7  # of another subject, or of a clause: see training/README.md
_NEAR = 0.03  # how near to the first a second claim of the same words must come
_SURE_OF_UNNAMED = 0.85  # for the core alone, if nothing that the claim is about is named
_ALTERNATIVES = 3
# Between these it is worth asking the second reader; also if polarity is less sure than the last.
_ASK_FROM, _ASK_TO, _ASK_WAY = 0.1, 0.9, 0.95
_NAMES = 0.8  # how surely a concept must name a side of a second claim
_SET_ASIDE = frozenset(("question", "other"))
_CLAUSES = re.compile(r"\s*;\s*|,?\s+(?:and|but|while|whereas|yet)\s+|,\s+(?:although|though)\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """One claim in a sentence. `reading` is of the clause that makes it; `second` helped."""

    shelf: Shelf
    asserts: bool
    confidence: float
    polarity_confidence: float
    reading: Reading
    second: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one sentence is, the claims it makes, and others that it is like, best first."""

    kind: Kind
    reading: Reading
    found: list[Found] = field(default_factory=list)
    alternatives: list[tuple[str, float]] = field(default_factory=list)


class Finder:
    """Finds claims in sentences, by compiled data."""

    def __init__(
        self, data: Mapping[str, Any], folder: Path, second: SecondReader | None = None
    ) -> None:
        """
        Take what was compiled, the folder with the tables of the model, and a second reader.

        Raises:
            SnapshotError: A table is missing or not whole.
        """
        self._reader = make_reader(data["lexicon"])
        self.index = Index(data["index"])
        self._numbers = {shelf.claim: n for n, shelf in enumerate(self.index.shelves)}
        self._model = Model(folder, data["model"])
        self._ranker = Ranker(self.index, self._model, Linear.of(data["gate"]))
        self._second = second
        self._left_out: frozenset[str] = frozenset()

    def leaving_out(self, claims: Iterable[str]) -> Finder:
        """Return a finder that never finds certain claims, given by slug."""
        other = copy(self)
        other._left_out = frozenset(claims)
        without = {self._numbers[claim] for claim in other._left_out}
        other._ranker = self._ranker.leaving_out(without)
        return other

    def find(self, text: str, *, answer_questions: bool = False) -> Findings:
        """
        Return what there is to say of one sentence.

        Args:
            text: The sentence, without markup.
            answer_questions: Read a question as the claim it asks about, as a search box does.
        """
        reading = self._reader.read(text)
        kind = find_kind(text, reading)
        asked = kind == "question" and answer_questions
        if kind in _SET_ASIDE and not asked:
            return Findings(kind, reading)
        own = candidates = self._ranker.candidates(text, reading)
        opinion = self._ask(text, reading, candidates)
        if opinion and not self._makes_two(text, reading, own):
            candidates = self._weighed(candidates, opinion)
        order = kind == "instruction"
        least = _SURE_OF_ORDER if order else SURE_ENOUGH
        if candidates and not opinion and not self._is_named(candidates[0], reading):
            least = _SURE_OF_UNNAMED
        if not candidates or candidates[0].confidence < least:
            others = [] if order else self._others(candidates)
            return Findings(self._settled(kind, candidates), reading, [], others)
        kind = "claim" if order else kind  # an order that says what it is good for
        first = self._decide(candidates[0], reading, opinion)
        # What is left open whole is not settled in one of its parts.
        apart = {} if leaves_open(reading) else self._by_clause(text)
        found = [first, *self._further(text, reading, first, own, apart)]
        surer = all(one.confidence > first.confidence for one in apart.values())
        if len(apart) > 1 and first.shelf.claim not in apart and surer:
            # Two claims of their own, mixed, can look like a third that nobody made.
            found = list(apart.values())
        made = {one.shelf.claim for one in found}
        rest = [one for one in candidates if self._slug(one) not in made]
        # What a part of the sentence says is never surer than what the whole says.
        most = first.confidence
        found = [one if one.confidence <= most else replace(one, confidence=most) for one in found]
        found.sort(key=lambda one: -one.confidence)
        return Findings(kind, reading, found, self._others(rest))

    def polarity(self, reading: Reading, shelf: Shelf) -> float:
        """Return how sure it is that a sentence asserts the claim, 0 if it surely denies it."""
        dense = polarity_features(reading, shelf, self.index)
        return logistic(self._model.speaks(reading, self._numbers[shelf.claim], dense))

    def _is_named(self, best: Candidate, reading: Reading) -> bool:
        """Tell whether anything that the claim is about is named outright, or both its sides."""
        shelf, terms = self.index.shelves[best.claim], reading.terms.keys()
        return bool(shelf.names(terms)) or all(terms & facet.keys() for facet in shelf.facets)

    def _ask(self, text: str, reading: Reading, candidates: list[Candidate]) -> Opinion | None:
        """Return what the second reader thinks, if there is one and the core is unsure."""
        if self._second is None or not candidates or candidates[0].confidence < _ASK_FROM:
            return None
        if candidates[0].confidence > _ASK_TO:
            asserts = self.polarity(reading, self.index.shelves[candidates[0].claim])
            if max(asserts, 1 - asserts) > _ASK_WAY:
                return None
        return self._second.read(self._reader.mended(text), [self._slug(one) for one in candidates])

    def _weighed(self, candidates: list[Candidate], opinion: Opinion) -> list[Candidate]:
        weighed = opinion.weigh([(self._slug(one), one.confidence) for one in candidates])
        return [
            Candidate(self._numbers[claim], sure)
            for claim, sure in weighed
            if claim in self._numbers and claim not in self._left_out
        ]

    def _decide(
        self, candidate: Candidate, reading: Reading, opinion: Opinion | None = None
    ) -> Found:
        shelf = self.index.shelves[candidate.claim]
        asserts = self.polarity(reading, shelf)
        if opinion:
            asserts = opinion.asserts(shelf.claim, asserts)
        sure = max(asserts, 1 - asserts)
        confidence = candidate.confidence * sure
        return Found(
            shelf, asserts > 0.5, confidence, sure, reading, opinion.reader if opinion else ""
        )

    def _further(
        self,
        text: str,
        reading: Reading,
        first: Found,
        own: list[Candidate],
        apart: Mapping[str, Found],
    ) -> Iterator[Found]:
        """
        Yield what a sentence claims besides: in another clause, or of another subject.

        Of another subject the core's `own` candidates tell; the second reader looks for one claim.
        """
        made = {self._numbers[first.shelf.claim]}
        for claim, found in apart.items():
            if claim != first.shelf.claim:
                made.add(self._numbers[claim])
                yield found
        for other in own[:3]:
            if other.claim not in made:
                trust = self._trust_beside(text, reading, first.shelf, other, own)
                if trust >= SURE_OF_SECOND:
                    made.add(other.claim)
                    yield self._decide(Candidate(other.claim, trust), reading)

    def _trust_beside(
        self, text: str, reading: Reading, first: Shelf, other: Candidate, own: list[Candidate]
    ) -> float:
        """Return how sure it is that a claim is made beside the first, 0 if it is not named."""
        near = other.confidence > _NEAR * own[0].confidence
        if near and self._names_more(other.claim, first, reading):
            return self._ranker.trust(text, reading, other.claim)
        return 0.0

    def _makes_two(self, text: str, reading: Reading, own: list[Candidate]) -> bool:
        """Tell whether the core sees two claims, between which the second reader would waver."""
        if len(own) < 2 or own[0].confidence < SURE_OF_SECOND:
            return False
        first = self.index.shelves[own[0].claim]
        return self._trust_beside(text, reading, first, own[1], own) >= SURE_OF_SECOND

    def _by_clause(self, text: str) -> dict[str, Found]:
        """Return what each clause surely claims by itself, by claim; nothing if there is one."""
        apart: dict[str, Found] = {}
        parts = [(clause, self._reader.read(clause)) for clause in self._clauses(text)]
        parts = [(clause, part) for clause, part in parts if self._ranker.names_something(part)]
        for clause, part in parts if len(parts) > 1 else ():
            best = self._ranker.candidates(clause, part)[:1]
            if best and best[0].confidence >= SURE_OF_SECOND:
                apart.setdefault(self._slug(best[0]), self._decide(best[0], part))
        return apart

    def _names_more(self, claim: int, accounted: Shelf, reading: Reading) -> bool:
        """Tell whether both sides of a claim are named, one by words the first does not need."""
        shelf = self.index.shelves[claim]
        needed = {
            (start, end)
            for start, end, tag in reading.concepts
            if any(tag in facet for facet in accounted.facets)
        }
        tags = [tag for _, _, tag in reading.concepts]
        sides = [any(facet.get(tag, 0.0) > _NAMES for tag in tags) for facet in shelf.facets]
        more = [tag for start, end, tag in reading.concepts if (start, end) not in needed]
        return all(sides) and bool(shelf.names(more))

    def _clauses(self, text: str) -> list[str]:
        clauses = [part for part in _CLAUSES.split(text) if part.count(" ") >= 2]
        return clauses if len(clauses) > 1 else []

    def _settled(self, kind: Kind, candidates: list[Candidate]) -> Kind:
        # What is like none of our claims may still be one, on something else.
        return kind if candidates else ("other" if kind == "claim" else kind)

    def _others(self, candidates: list[Candidate]) -> list[tuple[str, float]]:
        return [(self._slug(one), one.confidence) for one in candidates[:_ALTERNATIVES]]

    def _slug(self, candidate: Candidate) -> str:
        return self.index.shelves[candidate.claim].claim
