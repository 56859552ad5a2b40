"""
Learn the few weights of the checker that hold for all claims, and write them beside its code.

Which of the likeliest claims comes first, when to say that none fits, and what speaks for a
sentence asserting the claim: each is a small linear model, learned from the wordings in the graph
themselves. A wording is judged by an index made without it, in ten rounds. What no claim covers is
learned from the sentences of tests/claims/sentences-tuning.jsonl that have none, and from wordings
whose own claim is hidden. Held-back sentences are never read here.

    python benchmarks/learn_check.py        # about ten minutes
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from musclegraph.claims import likeness, match, polarity
from musclegraph.claims.curated import load_curated
from musclegraph.claims.index import Index
from musclegraph.claims.learn import learn_logistic
from musclegraph.claims.lexicon import lexicon_data, make_reader
from musclegraph.claims.match import Linear
from musclegraph.claims.shelving import index_data
from musclegraph.claims.wordings import Wording, read_frames, read_wordings, texts
from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
TUNING = ROOT / "tests/claims/sentences-tuning.jsonl"
WEIGHTS = ROOT / "src/musclegraph/claims/data/weights.json"
ROUNDS = 10
GATE = (*likeness.FEATURES, *likeness.SENTENCE_FEATURES, "ahead", *match.FORM_FEATURES)

Rows = list[list[float]]


class Lesson:
    """Every wording as it looks to an index that was made without it."""

    def __init__(self) -> None:
        files = sorted(path for name in ("claims", "concepts") for path in (ONTOLOGY / name).iterdir())
        curated = load_curated(EmbeddedStore.from_files(*files))
        lexicon = lexicon_data(curated.labels, [text for _, _, text in texts(curated)])
        self.reader = make_reader(lexicon)
        self.wordings = read_wordings(curated, self.reader)
        self.frames = read_frames(curated, self.reader)
        self.numbers = {frame.claim: number for number, frame in enumerate(self.frames)}
        self.broader = curated.broader
        self.index = self._index(self.wordings)
        rounds = [number % ROUNDS for number in range(len(self.wordings))]
        Random(3).shuffle(rounds)
        self.rounds = rounds

    def held_out(self) -> Iterator[tuple[Wording, Index]]:
        """Yield each wording with an index that has not seen it."""
        for turn in range(ROUNDS):
            pairs = list(zip(self.wordings, self.rounds, strict=True))
            index = self._index([wording for wording, other in pairs if other != turn])
            yield from ((wording, index) for wording, other in pairs if other == turn)
            print(f"round {turn + 1} of {ROUNDS}", file=sys.stderr)

    def _index(self, wordings: Sequence[Wording]) -> Index:
        return Index(index_data(wordings, self.frames, self.broader))


def main() -> None:
    """Learn and write."""
    lesson = Lesson()
    held_out = list(lesson.held_out())
    compared = [
        (likeness.compare(wording.reading, index, match.KEEP), lesson.numbers[wording.claim])
        for wording, index in held_out
    ]
    rank = _rank(compared)
    learned = {"rank": rank, "gate": _gate(lesson, held_out, rank), "polarity": _polarity(lesson, held_out)}
    WEIGHTS.write_text(f"{json.dumps(learned, indent=1)}\n", encoding="utf-8")


def _rank(compared: list[tuple[likeness.Compared, int]]) -> dict[str, object]:
    """Learn from pairs: the right claim above each wrong one."""
    rows: Rows = []
    for found, right in compared:
        good = [one.features for one in found.likenesses if one.claim == right]
        bad = [one.features for one in found.likenesses if one.claim != right]
        for features in good:
            rows += [[a - b for a, b in zip(features, other, strict=True)] for other in bad]
    spread = _spread(rows, centred=False)
    scaled = [[value / size for value, size in zip(row, spread, strict=True)] for row in rows]
    both = [*scaled, *([-value for value in row] for row in scaled)]
    labels = [1] * len(scaled) + [-1] * len(scaled)
    weights, _ = learn_logistic(both, labels, [1.0] * len(both), steps=150)
    return _named(likeness.FEATURES, [w / s for w, s in zip(weights, spread, strict=True)], 0.0)


def _gate(
    lesson: Lesson, held_out: Sequence[tuple[Wording, Index]], rank: dict[str, object]
) -> dict[str, object]:
    order = Linear.of(rank)
    rows: Rows = []
    labels, importance = [], []

    def add(text: str, index: Index, right: int | None, counts: float) -> None:
        reading = lesson.reader.read(text)
        found = likeness.compare(reading, index, match.KEEP)
        scored = match.ranked(found, order)
        rows.append(match.gate_features(text, reading, found, scored))
        labels.append(-1 if right is None else 1)
        importance.append(counts)

    for wording, index in held_out:
        add(wording.text, index, lesson.numbers[wording.claim], 1.0)
    for line in TUNING.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        if sentence["claim"] is None:
            add(sentence["text"], lesson.index, None, 4.0)
    return _scaled(GATE, rows, labels, importance)


def _polarity(lesson: Lesson, held_out: Sequence[tuple[Wording, Index]]) -> dict[str, object]:
    rows = [
        polarity.polarity_features(w.reading, index.shelves[lesson.numbers[w.claim]], index)
        for w, index in held_out
    ]
    labels = [wording.polarity for wording, _ in held_out]
    return _scaled(polarity.FEATURES, rows, labels, [1.0] * len(rows))


def _scaled(
    names: Sequence[str], rows: Rows, labels: list[int], importance: list[float]
) -> dict[str, object]:
    spread = _spread(rows)
    scaled = [[value / size for value, size in zip(row, spread, strict=True)] for row in rows]
    weights, bias = learn_logistic(scaled, labels, importance)
    right = sum(
        (sum(map(float.__mul__, weights, row)) + bias > 0) == (label > 0)
        for row, label in zip(scaled, labels, strict=True)
    )
    print(f"{names[-1]}...: {right / len(rows):.3f} right of {len(rows)}", file=sys.stderr)
    return _named(names, [w / s for w, s in zip(weights, spread, strict=True)], bias)


def _spread(rows: Rows, *, centred: bool = True) -> list[float]:
    columns = zip(*rows, strict=True)
    return [(statistics.pstdev(c) if centred else statistics.pstdev(c, 0.0)) or 1.0 for c in columns]


def _named(names: Sequence[str], weights: Sequence[float], bias: float) -> dict[str, object]:
    rounded = (round(weight, 4) for weight in weights)
    return {"weights": dict(zip(names, rounded, strict=True)), "bias": round(float(bias), 4)}


if __name__ == "__main__":
    main()
