"""What the checker is compared with; each takes every sentence to assert its best claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Any

from figures import Answer, f1

from musclegraph.claims.outcome import find_outcome
from musclegraph.claims.words import Stemmer

Scores = dict[str, float]
Answers = Mapping[str, Any]


def asserted(ranked: Scores, threshold: float, answers: Answers, layer: str) -> Answer:
    """Return the best claims as an answer; under the threshold there is no match."""
    best = sorted(ranked, key=ranked.__getitem__, reverse=True)[:3]
    if not best or ranked[best[0]] < threshold:
        return Answer(tuple(best))
    outcome, _ = find_outcome(answers[best[0]]["layers"][layer], True)
    return Answer(tuple(best), "asserts", outcome, 1.0)


def settled(
    golds: Sequence[dict[str, Any]], score: Callable[[str], Scores], answers: Answers, layer: str
) -> list[tuple[dict[str, Any], Answer]]:
    """Answer with the threshold that is best for these very sentences: a baseline at its best."""
    found = [(gold, score(gold["text"])) for gold in golds]
    highest = sorted({max(scores.values(), default=0.0) for _, scores in found})
    tried = [
        [(gold, asserted(scores, threshold, answers, layer)) for gold, scores in found]
        for threshold in highest[:: max(1, len(highest) // 30)]
    ]
    return max(tried, key=f1)


class Bm25:
    """The usual baseline, k1 = 1.2 and b = 0.75, over canonical wordings or over all."""

    def __init__(self, answers: Answers, *, canonical_only: bool) -> None:
        self._stemmer = Stemmer({}, {})
        documents = [
            (claim, Counter(self._stemmer.stems(text)))
            for claim, answer in answers.items()
            for text in wordings(answer, canonical_only)
        ]
        mean = sum(words.total() for _, words in documents) / len(documents)
        within = Counter(word for _, words in documents for word in words)
        self._owners = [claim for claim, _ in documents]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (_, words) in enumerate(documents):
            norm = 1.2 * (0.25 + 0.75 * words.total() / mean)
            for word, count in words.items():
                rarity = log(1 + (len(documents) - within[word] + 0.5) / (within[word] + 0.5))
                self._postings[word].append((number, rarity * count * 2.2 / (count + norm)))

    def __call__(self, text: str) -> Scores:
        """Return the score of each claim that shares a word with a text."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(self._stemmer.stems(text)):
            for number, score in self._postings.get(word, ()):
                scores[number] += score
        best: Scores = {}
        for number, score in scores.items():
            claim = self._owners[number]
            best[claim] = max(best.get(claim, 0.0), score)
        return best


def wordings(answer: Mapping[str, Any], canonical_only: bool) -> list[str]:
    """Return the canonical wording of a claim, or all of its wordings."""
    label: str = answer["label"]
    return [label] if canonical_only else [label, *answer["asserting"], *answer["denying"]]
