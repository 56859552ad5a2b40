"""
How well text is checked: the checker beside two baselines, on sentences with known answers.

    python benchmarks/check.py [FILE.jsonl ...] [--home FOLDER] [--bins] [--misses]

Without files it reads the sentences in tests/claims (tuning and held back) and, if it lies beside
the checkout, the development set. Figures are for the evidence the articles cite, each with a 95 %
confidence interval (Wilson). Baselines, in the same run: BM25 over the canonical wordings, and over
all wordings, each taking every sentence to assert its best claim.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from typing import Any

from musclegraph.claims.check import Checker
from musclegraph.claims.outcome import find_outcome
from musclegraph.claims.words import Stemmer
from musclegraph.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SETS = (
    ROOT / "tests/claims/sentences-tuning.jsonl",
    ROOT / "tests/claims/sentences-held.jsonl",
    ROOT.parent / "shared/content/claim-check-dev.jsonl",
)
LAYER = "articles"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system says of one sentence. `claims` are best first; no outcome is no match."""

    claims: tuple[str, ...] = ()
    polarity: str = ""
    outcome: str = "no-match"
    confidence: float = 0.0


System = Callable[[str], Answer]
Asked = list[tuple[dict[str, Any], Answer]]


def main() -> None:
    """Print the figures of every system on every set."""
    options = _options()
    checker = Checker((options.home / "current").resolve())
    systems: dict[str, System] = {
        "checker": checked(checker),
        # "BM25, all wordings": Bm25(checker, canonical_only=False),
        # "BM25, canonical": Bm25(checker, canonical_only=True),
    }
    for path in options.files or [path for path in SETS if path.exists()]:
        golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        print(
            f"\n{path.name}: {len(golds)} sentences, {sum(1 for g in golds if g['claim'])} claims"
        )
        for system in systems.values():
            if isinstance(system, Bm25):
                system.settle(golds)
        columns = {name: measured(golds, system) for name, system in systems.items()}
        _print(columns)
        asked = [(gold, systems["checker"](gold["text"])) for gold in golds]
        if options.bins:
            _print_bins(asked)
        if options.misses:
            _print_misses(asked)
    print(f"\n{speed(checker):,.0f} sentences/s on one core")


def checked(checker: Checker) -> System:
    """Return the checker as a system that answers with its first match."""

    def answer(text: str) -> Answer:
        sentences = checker.check(text, layer=LAYER)["sentences"]
        found = [match for sentence in sentences for match in sentence["matches"]]
        others = [one["claim"] for sentence in sentences for one in sentence["alternatives"]]
        if not found:
            return Answer(tuple(others))
        best = max(found, key=lambda match: match["confidence"])
        rest = [match["claim"] for match in found if match is not best]
        return Answer(
            (best["claim"], *rest, *others), best["polarity"], best["outcome"], best["confidence"]
        )

    return answer


class Bm25:
    """The usual baseline (k1 = 1.2, b = 0.75): best claim by BM25, no match under a threshold."""

    def __init__(self, checker: Checker, *, canonical_only: bool) -> None:
        self.threshold: float = 0
        self._stemmer = Stemmer({}, {})
        self._answers = checker.answers
        self._documents = [
            (claim, Counter(self._stemmer.stems(text)))
            for claim, answer in self._answers.items()
            for text in _wordings(answer, canonical_only)
        ]
        lengths = [words.total() for _, words in self._documents]
        self._mean = sum(lengths) / len(lengths)
        self._in = Counter(word for _, words in self._documents for word in words)

    def settle(self, golds: Sequence[dict[str, Any]]) -> None:
        """Take the threshold that is best for these very sentences: the baseline at its best."""
        f1 = {}
        for self.threshold in range(1, 25):
            f1[self.threshold] = float(_f1([(gold, self(gold["text"])) for gold in golds]))
        self.threshold = max(f1, key=f1.__getitem__)

    def __call__(self, text: str) -> Answer:
        scores: dict[str, float] = {}
        query = set(self._stemmer.stems(text))
        for claim, words in self._documents:
            score = sum(self._score(word, words) for word in query if word in words)
            scores[claim] = max(scores.get(claim, 0.0), score)
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)[:3]
        if scores[ranked[0]] < self.threshold:
            return Answer(tuple(ranked))
        outcome, _ = find_outcome(self._answers[ranked[0]]["layers"][LAYER], True)
        return Answer(tuple(ranked), "asserts", outcome, 1.0)

    def _score(self, word: str, words: Counter[str]) -> float:
        rarity = log(1 + (len(self._documents) - self._in[word] + 0.5) / (self._in[word] + 0.5))
        norm = 1.2 * (0.25 + 0.75 * words.total() / self._mean)
        return rarity * words[word] * 2.2 / (words[word] + norm)


def measured(golds: Sequence[dict[str, Any]], system: System) -> dict[str, str]:
    """Return the figures of one system, ready to print."""
    asked = [(gold, system(gold["text"])) for gold in golds]
    claims = [(gold, answer) for gold, answer in asked if gold["claim"]]
    right = [(g, a) for g, a in claims if a.polarity and a.claims[0] in _accepted(g)]
    own = [(g, a) for g, a in right if a.claims[0] == g["claim"]]
    said = [(g, a) for g, a in asked if a.outcome == "contradicted"]
    wanted = [(g, a) for g, a in asked if "contradicted" in g["accept"]]
    return {
        "right claim first": _share(
            a.claims[:1] and a.claims[0] in _accepted(g) for g, a in claims
        ),
        "within three": _share(bool({*a.claims[:3]} & _accepted(g)) for g, a in claims),
        "polarity, claim right": _share(a.polarity == g["polarity"] for g, a in own),
        "no-match precision": _share(not g["claim"] for g, a in asked if a.outcome == "no-match"),
        "no-match recall": _share(a.outcome == "no-match" for g, a in asked if not g["claim"]),
        "no-match F1": _f1(asked),
        "contradicted precision": _share("contradicted" in g["accept"] for g, a in said),
        "contradicted recall": _share(a.outcome == "contradicted" for g, a in wanted),
        "outcome right": _share(a.outcome in g["accept"] for g, a in asked),
    }


def speed(checker: Checker) -> float:
    """Return how many sentences a second the core reads, the development set over and over."""
    texts = [json.loads(line)["text"] for line in SETS[0].read_text(encoding="utf-8").splitlines()]
    for text in texts:
        checker.finder.find(text)
    start, count = time.process_time(), 0
    while time.process_time() - start < 2:
        for text in texts:
            checker.finder.find(text)
        count += len(texts)
    return count / (time.process_time() - start)


def wilson(good: int, total: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, good / total
    middle = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def _share(flags: Iterator[Any]) -> str:
    values = [bool(flag) for flag in flags]
    low, high = wilson(sum(values), len(values))
    share = sum(values) / len(values) if values else float("nan")
    return f"{share:.3f} ({low:.2f}-{high:.2f}, n={len(values)})"


def _f1(asked: Asked) -> str:
    hits = sum(not g["claim"] and a.outcome == "no-match" for g, a in asked)
    misses = sum((not g["claim"]) != (a.outcome == "no-match") for g, a in asked)
    return f"{2 * hits / (2 * hits + misses):.3f}" if hits else "0.000"


def _accepted(gold: dict[str, Any]) -> set[str]:
    return {gold["claim"], *gold.get("also", ())}


def _wordings(answer: dict[str, Any], canonical_only: bool) -> list[str]:
    label: str = answer["label"]
    return [label] if canonical_only else [label, *answer["asserting"], *answer["denying"]]


def _print(columns: dict[str, dict[str, str]]) -> None:
    print(f"{'':24}" + "".join(f"{name:>30}" for name in columns))
    for row in next(iter(columns.values())):
        print(f"{row:24}" + "".join(f"{figures[row]:>30}" for figures in columns.values()))


def _print_bins(asked: Asked) -> None:
    """Print how often an answer of a given confidence is right, claim and polarity both."""
    answered = [(g, a) for g, a in asked if a.outcome != "no-match"]
    for low in (0.2, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.2: 0.5, 0.9: 1.01}.get(low, low + 0.1)
        inside = [(g, a) for g, a in answered if low <= a.confidence < high]
        right = (a.claims[0] in _accepted(g) and a.outcome in g["accept"] for g, a in inside)
        print(f"  confidence {low:.1f}-{min(high, 1):.1f}: right in {_share(right)}")


def _print_misses(asked: Asked) -> None:
    for gold, answer in asked:
        if answer.outcome not in gold["accept"]:
            wanted = f"{gold['claim']} {gold['polarity']} {gold['outcome']}"
            got = f"{answer.claims[:1]} {answer.polarity} {answer.outcome} {answer.confidence}"
            print(f"  {gold['text']}\n      wanted {wanted}\n      got {got}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well text is checked.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--home", type=Path, default=Settings.from_environment().home)
    parser.add_argument(
        "--bins", action="store_true", help="show how far confidence can be trusted"
    )
    parser.add_argument("--misses", action="store_true", help="list the sentences answered wrongly")
    return parser.parse_args()


if __name__ == "__main__":
    main()
