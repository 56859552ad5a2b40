"""
How well text is checked: the checker beside baselines, on sentences with known answers.

    python benchmarks/check.py [FILE.jsonl ...] [--home FOLDER] [--misses] [--docs FOLDER]

Without files it reads the sentences in tests/claims and, if it lies beside the checkout, the
development set. Figures are for the evidence the articles cite, each with a 95 % confidence
interval (Wilson for shares, resampling for the others). Baselines, in the same run: BM25 over the
canonical wordings and over all, MiniLM's cosine to both, each at its best threshold, and the
checker's own claim taken as asserted. `--docs` writes the page docs/checker.md with its plot.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import page
from baselines import Bm25, settled
from figures import Answer, Asked, figures, is_right, share
from robust import BENDINGS

from musclegraph.claims.check import Checker
from musclegraph.claims.outcome import find_outcome
from musclegraph.claims.semantic.pinned import is_installed
from musclegraph.claims.text import sentences
from musclegraph.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SETS = (
    ROOT / "tests/claims/sentences-test2.jsonl",
    ROOT / "tests/claims/sentences-held.jsonl",
    ROOT / "tests/claims/sentences-test1.jsonl",
    ROOT / "tests/claims/sentences-tuning.jsonl",
    ROOT.parent / "shared/content/claim-check-dev.jsonl",
)
SCIFACT = ROOT.parent / "shared/data/scifact"
DRAFTS = ROOT / "tests/lint/articles"
LAYER = "articles"
Scored = Callable[[str], dict[str, float]]


def main() -> None:
    """Print the figures of every system on every set."""
    options = _options()
    folder = (options.home / "current").resolve()
    checker = Checker(folder, Settings(semantic="no"))
    second = Checker(folder, Settings(semantic="yes")) if is_installed() else None
    nearest = _nearest(checker) if second else {}
    tables, asked_of = [], {}
    for path in options.files or [path for path in SETS if path.exists()]:
        golds = read(path)
        systems = answered(golds, checker, second, nearest)
        asked_of[path] = systems["checker"]
        size = (
            f"{len(golds)} sentences, {sum(gold['outcome'] != 'no-match' for gold in golds)} claims"
        )
        columns = {name: figures(asked) for name, asked in systems.items()}
        tables.append((path.name, size, columns))
        _print(*tables[-1])
        if options.misses:
            _print_misses(systems["checker"])
    first = next(iter(asked_of))
    more = {
        **bent(read(first), checker),
        "claims of another field left alone (SciFact)": _elsewhere(checker),
        "sentences/s on one core": f"{speed(checker):,.0f}",
    }
    if second:
        more |= draft(second)
    for name, value in more.items():
        print(f"{name:52}{value}")
    if options.docs:
        page.write(
            options.docs, tables, more, [pair for asked in asked_of.values() for pair in asked]
        )


def read(path: Path) -> list[dict[str, Any]]:
    """Return the labelled sentences of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answered(
    golds: Sequence[dict[str, Any]],
    checker: Checker,
    second: Checker | None,
    nearest: Mapping[str, Scored],
) -> dict[str, Asked]:
    """Return what each system answers: the core, the core with MiniLM, and the baselines."""
    own = [(gold, checked(checker, gold["text"])) for gold in golds]
    answers = checker.answers
    both = [(gold, checked(second, gold["text"])) for gold in golds] if second else []
    return {
        "checker": own,
        **({"checker with MiniLM": both} if both else {}),
        "its claim, asserted": [(gold, _asserting(answer, answers)) for gold, answer in own],
        "BM25, all wordings": settled(golds, Bm25(answers, canonical_only=False), answers, LAYER),
        "BM25, canonical": settled(golds, Bm25(answers, canonical_only=True), answers, LAYER),
        **{name: settled(golds, score, answers, LAYER) for name, score in nearest.items()},
    }


def _nearest(checker: Checker) -> dict[str, Scored]:
    """Return MiniLM alone, by what it compares a sentence with."""
    from embeddings import Embedder, Nearest

    embedder, answers = Embedder(), checker.answers
    return {
        "MiniLM, all wordings": Nearest(embedder, answers, canonical_only=False),
        "MiniLM, canonical": Nearest(embedder, answers, canonical_only=True),
    }


def checked(checker: Checker, text: str) -> Answer:
    """Return what the checker says of a sentence: its surest match, and what else it is like."""
    sentences = checker.check(text, layer=LAYER)["sentences"]
    found = [match for sentence in sentences for match in sentence["matches"]]
    others = [one["claim"] for sentence in sentences for one in sentence["alternatives"]]
    if not found:
        return Answer(tuple(others))
    best = max(found, key=lambda match: match["confidence"])
    rest = [match["claim"] for match in found if match is not best]
    claims = (best["claim"], *rest, *others)
    return Answer(claims, best["polarity"], best["outcome"], best["confidence"])


def _asserting(answer: Answer, answers: Any) -> Answer:
    if not answer.polarity:
        return answer
    outcome, _ = find_outcome(answers[answer.claims[0]]["layers"][LAYER], True)
    return Answer(answer.claims, "asserts", outcome, answer.confidence)


def bent(golds: Sequence[dict[str, Any]], checker: Checker) -> dict[str, str]:
    """Return how many right answers stay right when a sentence is misspelt or bent."""
    right = [
        g for g in golds if g["outcome"] != "no-match" and _right(g, checked(checker, g["text"]))
    ]
    found = {}
    for name, bend in BENDINGS.items():
        random = Random(1)
        found[f"right answers that survive: {name}"] = share(
            _right(gold, checked(checker, bend(gold["text"], random))) for gold in right
        )
    return found


def _right(gold: dict[str, Any], answer: Answer) -> bool:
    return bool(answer.polarity) and is_right(gold, answer)


def _elsewhere(checker: Checker) -> str:
    if not SCIFACT.is_dir():
        return "not at hand"
    texts = [row["claim"] for path in sorted(SCIFACT.glob("*.jsonl")) for row in read(path)]
    return share(not checker.finder.find(text).found for text in texts)


def speed(checker: Checker) -> float:
    """Return how many sentences a second the core reads, the tuning set over and over."""
    texts = [gold["text"] for gold in read(ROOT / "tests/claims/sentences-tuning.jsonl")]
    for text in texts:
        checker.finder.find(text)
    start, count = time.process_time(), 0
    while time.process_time() - start < 2:
        for text in texts:
            checker.finder.find(text)
        count += len(texts)
    return count / (time.process_time() - start)


def draft(second: Checker) -> dict[str, str]:
    """Return how fast drafts are read with MiniLM, by the drafts that the linter is tested on."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DRAFTS.rglob("*.md"))]
    plain = [one.plain for text in texts for one in sentences(text, "markdown")]
    second.finder.find("A dry athlete is no likelier to seize up than a wet one.")  # opens it
    start = time.process_time()
    found = [second.finder.find(text) for text in plain]
    first = time.process_time() - start
    start = time.process_time()
    for text in plain:
        second.finder.find(text)
    again = time.process_time() - start
    asked = sum(1 for one in found if any(match.second for match in one.found))
    return {
        "sentences of drafts with a match by both readers": f"{asked} of {len(plain)}",
        "their sentences/s with MiniLM, first read": f"{len(plain) / first:,.0f}",
        "their sentences/s with MiniLM, read again": f"{len(plain) / again:,.0f}",
    }


def _print(name: str, size: str, columns: dict[str, dict[str, str]]) -> None:
    print(f"\n{name}: {size}\n{'':26}" + "".join(f"{system:>28}" for system in columns))
    for row in next(iter(columns.values())):
        print(f"{row:26}" + "".join(f"{found[row]:>28}" for found in columns.values()))


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
    parser.add_argument("--misses", action="store_true", help="list the sentences answered wrongly")
    parser.add_argument("--docs", type=Path, help="write checker.md and its plot into this folder")
    return parser.parse_args()


if __name__ == "__main__":
    main()
