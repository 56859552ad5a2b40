"""
Learn the few weights of the checker that hold for all claims, and write them beside its code.

Which of the likeliest claims comes first, when to say that none fits, and what speaks for a
sentence asserting the claim: each is a small linear model, learned from the wordings in the graph
themselves, and from sentences that make none of the claims (data/elsewhere.txt). Each is judged by
an index made without it, in ten rounds. Sentences to test with are never read here.

    python benchmarks/learn_check.py        # about a minute
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from musclegraph.claims import likeness, match, polarity
from musclegraph.claims.curated import load_curated
from musclegraph.claims.index import Index
from musclegraph.claims.learn import learn_logistic
from musclegraph.claims.lexicon import elsewhere, lexicon_data, make_reader
from musclegraph.claims.match import Linear
from musclegraph.claims.reading import Reading
from musclegraph.claims.shelving import index_data
from musclegraph.claims.wordings import Wording, read_frames, read_wordings, texts
from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/musclegraph/claims/data/weights.json"
ROUNDS = 10
GATE = (*likeness.FEATURES, *likeness.SENTENCE_FEATURES, "ahead", *match.FORM_FEATURES)

Rows = list[list[float]]


class Lesson:
    """Every sentence we learn from, as it looks to an index that was made without it."""

    def __init__(self) -> None:
        files = sorted(
            path for name in ("claims", "concepts") for path in (ONTOLOGY / name).iterdir()
        )
        curated = load_curated(EmbeddedStore.from_files(*files))
        lexicon = lexicon_data(curated.labels, [text for _, _, text in texts(curated)])
        self.reader = make_reader(lexicon)
        self.frames = read_frames(curated, self.reader)
        self.numbers = {frame.claim: number for number, frame in enumerate(self.frames)}
        self._broader = curated.broader
        self._wordings = read_wordings(curated, self.reader)
        self._elsewhere = [(text, self.reader.read(text)) for text in elsewhere()]
        self.wordings: list[tuple[Wording, Index]] = []
        self.elsewhere: list[tuple[str, Index]] = []

    def hold_out(self) -> None:
        """Fill `wordings` and `elsewhere`: each with an index that has not seen it."""
        said, other = _rounds(len(self._wordings)), _rounds(len(self._elsewhere))
        for turn in range(ROUNDS):
            index = self.make_index(
                [wording for wording, at in zip(self._wordings, said, strict=True) if at != turn],
                [pair for pair, at in zip(self._elsewhere, other, strict=True) if at != turn],
            )
            self.wordings += [
                (wording, index)
                for wording, at in zip(self._wordings, said, strict=True)
                if at == turn
            ]
            self.elsewhere += [
                (text, index)
                for (text, _), at in zip(self._elsewhere, other, strict=True)
                if at == turn
            ]
            print(f"round {turn + 1} of {ROUNDS}", file=sys.stderr)

    def make_index(
        self,
        wordings: Sequence[Wording] | None = None,
        elsewhere: Sequence[tuple[str, Reading]] | None = None,
    ) -> Index:
        """Return an index of some of the sentences, or of all."""
        others = [reading for _, reading in (self._elsewhere if elsewhere is None else elsewhere)]
        said = self._wordings if wordings is None else wordings
        return Index(index_data(said, self.frames, self._broader, others))


def _rounds(size: int) -> list[int]:
    rounds = [number % ROUNDS for number in range(size)]
    Random(3).shuffle(rounds)
    return rounds


def main() -> None:
    """Learn and write."""
    lesson = Lesson()
    lesson.hold_out()
    compared = [
        (likeness.compare(wording.reading, index, match.KEEP), lesson.numbers[wording.claim])
        for wording, index in lesson.wordings
    ]
    rank = _rank(compared)
    learned = {"rank": rank, "gate": _gate(lesson, rank), "polarity": _polarity(lesson)}
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


def _gate(lesson: Lesson, rank: dict[str, object]) -> dict[str, object]:
    """Learn to tell a sentence that makes a claim from one that makes none."""
    order = Linear.of(rank)
    sentences = [
        *((wording.text, index, 1) for wording, index in lesson.wordings),
        *((text, index, -1) for text, index in lesson.elsewhere),
    ]
    rows = []
    for text, index, _ in sentences:
        reading = lesson.reader.read(text)
        found = likeness.compare(reading, index, match.KEEP)
        rows.append(match.gate_features(text, reading, found, match.ranked(found, order)))
    labels = [label for *_, label in sentences]
    share = len(lesson.wordings) / len(lesson.elsewhere)
    return _scaled(GATE, rows, labels, [1.0 if label > 0 else share for label in labels])


def _polarity(lesson: Lesson) -> dict[str, object]:
    rows = [
        polarity.polarity_features(w.reading, index.shelves[lesson.numbers[w.claim]], index)
        for w, index in lesson.wordings
    ]
    labels = [wording.polarity for wording, _ in lesson.wordings]
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
    return [
        (statistics.pstdev(c) if centred else statistics.pstdev(c, 0.0)) or 1.0 for c in columns
    ]


def _named(names: Sequence[str], weights: Sequence[float], bias: float) -> dict[str, object]:
    rounded = (round(weight, 4) for weight in weights)
    return {"weights": dict(zip(names, rounded, strict=True)), "bias": round(float(bias), 4)}


if __name__ == "__main__":
    main()
