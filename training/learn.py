"""
Learn the checker's model from labelled sentences, and write it beside the checker's code.

    make learn        # four minutes; needs numpy, scipy, scikit-learn

Three parts, each linear: which claim (softmax regression over all claims and none), which way
(logistic regression whose terms count for all claims, for those of one predicate, and for one
claim), and whether to believe it (logistic regression on a few numbers of held-out sentences). The
sentences that the evaluation uses are never read here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from lesson import Example, Lesson, Terms
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from softmax import fit_softmax, shares

from musclegraph.claims.features import claim_terms, polarity_terms
from musclegraph.claims.laying import ALL, NONE
from musclegraph.claims.match import GATE_FEATURES, gate_features
from musclegraph.claims.model import Fit
from musclegraph.claims.packing import Packed, write_packed
from musclegraph.claims.polarity import FEATURES, polarity_features
from musclegraph.claims.table import LARGEST

DATA = Path(__file__).resolve().parent.parent / "src/musclegraph/claims/data"
FOLDS = 4
# Weights below these are left out, and the rest is learned again without them.
SMALL_CLAIM, SMALL_NONE, SMALL_WAY = 1.2, 0.6, 1.3
DENSE = 0.06  # how much a dense feature counts beside the terms
SELDOM = 4  # terms in fewer sentences are not learned
NORM_STEP = 1 / 20
LEVELS = 31  # whole numbers a weight can be, either side of 0: finer ones say no more


def main() -> None:
    """Learn the three parts and write them."""
    lesson = Lesson()
    print(f"{len(lesson.examples)} sentences", file=sys.stderr)
    tables = {"claims": _claims(lesson), "polarity": _polarity(lesson)}
    write_packed(DATA / "model.xz", tables)
    gate = json.dumps(_gate(lesson), indent=1)
    (DATA / "gate.json").write_text(f"{gate}\n", encoding="utf-8")


def _claims(lesson: Lesson) -> Packed:
    found = [claim_terms(one.reading) for one in lesson.examples]
    terms, weights, bias = _fitted(found, lesson.labels, len(lesson.claims) + 1)
    more = {"bias": [round(float(value), 3) for value in bias]}
    return _packed([*lesson.claims, NONE], terms, csr_matrix(_scaled(weights, terms)), more)


def _fitted(found: Sequence[set[str]], labels: Any, classes: int) -> tuple[Terms, Any, Any]:
    """Return the terms that say enough, and the weights and biases learned with them alone."""
    terms = Terms(found, SELDOM)
    weights, _ = fit_softmax(terms.rows(found), labels, classes)
    # What speaks for none of the claims is left out later: unheard-of sentences are many.
    kept = np.abs(_scaled(weights, terms)) >= [SMALL_CLAIM] * (classes - 1) + [SMALL_NONE]
    left = kept.any(1)
    terms = Terms(found, SELDOM, {terms.names[number] for number in np.flatnonzero(left)})
    return terms, *fit_softmax(terms.rows(found), labels, classes, kept[left])


def _scaled(weights: Any, terms: Terms) -> Any:
    return weights * np.sqrt(np.array(terms.squares, np.float32))[:, None]


def _packed(columns: list[str], terms: Terms, weights: csr_matrix, more: dict[str, Any]) -> Packed:
    step = float(abs(weights).max()) / LEVELS
    table = Packed(columns, step, NORM_STEP, more=more)
    for number, term in enumerate(terms.names):
        row = weights.getrow(number)
        cells = {
            int(column): round(float(value) / step)
            for column, value in zip(row.indices, row.data, strict=True)
        }
        table.rows[term] = {column: value for column, value in cells.items() if value}
        table.norms[term] = min(LARGEST, round(terms.squares[number] / NORM_STEP))
    return table


class _Ways:
    """The columns that a term counts in: for all claims, for a predicate, for a claim."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.columns = [
            ALL,
            *sorted({f"@{lesson.predicate(claim)}" for claim in lesson.claims}),
            *lesson.claims,
        ]
        self._numbers = {name: number for number, name in enumerate(self.columns)}

    def rows(self, examples: Sequence[Example], terms: Terms, kept: Any = None) -> tuple[Any, Any]:
        """Return the terms of each sentence, once a column they count in; and those cells.

        A cell is the name of a term and the number of a column; those not `kept` are left out.
        """
        plain = terms.rows([polarity_terms(one.reading) for one in examples])
        cells: dict[Any, int] = {}
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for number, one in enumerate(examples):
            own = (ALL, f"@{self._lesson.predicate(one.claim)}", one.claim)
            row = plain.getrow(number)
            for term, value in zip(row.indices, row.data, strict=True):
                for cell in [(terms.names[term], self._numbers[name]) for name in own]:
                    if kept is None or cell in kept:
                        columns.append(cells.setdefault(cell, len(cells)))
                        values.append(float(value))
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), (len(examples), len(cells))), cells


def _polarity(lesson: Lesson) -> Packed:
    said = [one for one in lesson.examples if one.claim]
    dense = np.array([_dense(lesson, one) for one in said])
    scale = DENSE / (dense.std(0) + 1e-6)
    ways, found = _Ways(lesson), [polarity_terms(one.reading) for one in said]
    wanted = [one.polarity for one in said]

    def learned(terms: Terms, kept: Any = None) -> tuple[dict[Any, float], Any]:
        sparse, cells = ways.rows(said, terms, kept)
        model = LogisticRegression(C=50, solver="liblinear", tol=3e-3, random_state=0)
        model.fit(hstack([sparse, csr_matrix(dense * scale)]).tocsr(), wanted)
        weights = model.coef_[0]
        squares = dict(zip(terms.names, terms.squares, strict=True))
        own = {cell: weights[place] * np.sqrt(squares[cell[0]]) for cell, place in cells.items()}
        rest = weights[len(cells) :] * scale
        return own, {
            "dense": {n: round(float(v), 4) for n, v in zip(FEATURES, rest, strict=True)},
            "bias": round(float(model.intercept_[0]), 4),
        }

    weights, _ = learned(Terms(found, SELDOM))
    kept = {cell for cell, weight in weights.items() if abs(weight) >= SMALL_WAY}
    terms = Terms(found, SELDOM, {term for term, _ in kept})
    weights, more = learned(terms, kept)
    table = np.zeros((len(terms.names), len(ways.columns)), np.float32)
    for (term, column), weight in weights.items():
        table[terms.numbers[term], column] = weight
    return _packed(ways.columns, terms, csr_matrix(table), more)


def _dense(lesson: Lesson, one: Example) -> list[float]:
    shelf = lesson.index.shelves[lesson.claims.index(one.claim)]
    return polarity_features(one.reading, shelf, lesson.index)


def _gate(lesson: Lesson) -> dict[str, Any]:
    """Learn from sentences held out in turn whether the claim that comes first is right."""
    found = [claim_terms(one.reading) for one in lesson.examples]
    folds, labels = lesson.folds(FOLDS), lesson.labels
    rows, right = [], []
    for fold in range(FOLDS):
        known = np.flatnonzero(folds != fold)
        seen = [found[number] for number in known]
        terms, weights, bias = _fitted(seen, labels[known], len(lesson.claims) + 1)
        # The wordings are in the index already, so that they cannot be judged by it.
        held = [n for n in np.flatnonzero(folds == fold) if lesson.examples[n].hand != "wordings"]
        scores = terms.rows([found[number] for number in held]) @ weights + bias
        for number, fit in zip(held, map(fitted, scores), strict=True):
            one = lesson.examples[number]
            rows.append(gate_features(one.text, one.reading, fit, lesson.index))
            first = lesson.claims[fit.claims[0]]
            right.append(first == one.claim or first in one.also)
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr)
    return _logistic(GATE_FEATURES, np.array(rows), np.array(right))


def fitted(scores: Any) -> Fit:
    """Return the fit that a row of scores, of all claims and none, amounts to."""
    share = shares(scores[None])[0]
    one, other = np.argsort(-scores[:-1])[:2]
    ahead = float(scores[one] - scores[-1]), float(scores[one] - scores[other])
    return Fit([int(one), int(other)], [float(share[one]), float(share[other])], *ahead)


def _logistic(names: Sequence[str], rows: Any, right: Any) -> dict[str, Any]:
    spread = rows.std(0) + 1e-6
    model = LogisticRegression(C=1.0, max_iter=1000).fit(rows / spread, right)
    weights = model.coef_[0] / spread
    print(f"gate: {model.score(rows / spread, right):.3f} right", file=sys.stderr)
    return {
        "weights": {n: round(float(v), 4) for n, v in zip(names, weights, strict=True)},
        "bias": round(float(model.intercept_[0]), 4),
    }


if __name__ == "__main__":
    main()
