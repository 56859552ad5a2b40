"""
Choose what the checker counts as sure: prints what each bound would do, on sentences to tune on.

    make tune       # a minute or two; the model must be built

Two bounds stand in the code, where what this prints is best: `SURE_OF_SECOND` in `claims/find.py`,
above which a second claim is told, and `SURE_OF_READING` in `claims/told.py`, below which nothing
is called contradicted. Sentences that are reported as held back are not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lesson import doubles

from musclegraph.claims import find, told
from musclegraph.claims.check import Checker
from musclegraph.claims.semantic.pinned import is_installed
from musclegraph.core.settings import Settings

TRAINING = Path(__file__).resolve().parent
TESTS = TRAINING.parent / "tests/claims"
SINGLE = (TESTS / "sentences-tuning.jsonl", TESTS / "sentences-test1.jsonl")
SECOND = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
READING = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
LAYER = "articles"


def main() -> None:
    """Print both tables, for the core alone and with the second reader."""
    home = (Settings.from_environment().home / "current").resolve()
    for semantic in ("no", "yes") if is_installed() else ("no",):
        checker = Checker(home, Settings(semantic=semantic))
        print(f"second reader: {semantic}")
        for bound in SECOND:
            find.SURE_OF_SECOND = bound
            both, wrong = _both(checker), _wrong(checker)
            print(f"  second claim from {bound}: both found {both:.2f}, one too many {wrong:.3f}")
        said = list(_said(checker))
        for bound in READING:
            print(f"  contradicted from {bound}: {_told(said, bound)}")


def _singles() -> Iterator[dict[str, Any]]:
    for path in SINGLE:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _both(checker: Checker) -> float:
    rows = list(doubles(TRAINING / "sentences/two.tsv"))
    found = [{one.shelf.claim for one in checker.finder.find(text).found} for text, _ in rows]
    return sum(one == set(row[1]) for one, row in zip(found, rows, strict=True)) / len(rows)


def _wrong(checker: Checker) -> float:
    rows = list(_singles())
    return sum(len(checker.finder.find(row["text"]).found) > 1 for row in rows) / len(rows)


def _said(checker: Checker) -> Iterator[tuple[str, float, list[str]]]:
    """Yield the outcome of each sentence before any bound, how sure its polarity is, the right."""
    told.SURE_OF_READING = 0.0
    for row in _singles():
        sentences = checker.check(row["text"], layer=LAYER)["sentences"]
        match = next((one for sentence in sentences for one in sentence["matches"]), None)
        if match:
            yield match["outcome"], match["trace"]["polarity_confidence"], row["accept"]
        else:
            yield "no-match", 1.0, row["accept"]


def _told(said: list[tuple[str, float, list[str]]], bound: float) -> str:
    bounded = [
        ("uncertain" if outcome == "contradicted" and sure < bound else outcome, right)
        for outcome, sure, right in said
    ]
    claimed = [right for outcome, right in bounded if outcome == "contradicted"]
    hits = sum("contradicted" in right for right in claimed)
    wanted = sum("contradicted" in right for _, right in bounded)
    outcome = sum(one in right for one, right in bounded) / len(bounded)
    return (
        f"precision {hits / len(claimed):.3f}, recall {hits / wanted:.3f}, outcomes {outcome:.3f}"
    )


if __name__ == "__main__":
    main()
