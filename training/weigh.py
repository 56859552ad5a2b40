"""
Fit how far the second reader is trusted beside the core; write it to what that reader learned.

    make weigh      # some seconds, after either reader was learned and the snapshot was built

The weights are those under which the labels of `tests/claims/sentences-test1.jsonl`, which neither
reader has learned from, are likeliest, held near to equal ones: of so few sentences hardly one is
read wrongly, and nothing else would keep the weights finite. The sets that are reported as held
back are never read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from musclegraph.claims.check import Checker
from musclegraph.claims.find import Finder
from musclegraph.claims.model import odds
from musclegraph.claims.semantic.heads import HEADS
from musclegraph.claims.semantic.reader import Opinion, SemanticReader
from musclegraph.core.settings import Settings

TUNING = Path(__file__).resolve().parent.parent / "tests/claims/sentences-test1.jsonl"
PRIOR = 0.01  # how firmly both readers are held to be equally good
NAMES = ("core", "semantic", "none", "core_way", "semantic_way")


def main() -> None:
    """Weigh the two readers as they are now."""
    home = (Settings.from_environment().home / "current").resolve()
    weights = weighed(Checker(home, Settings(semantic="no")).finder)
    with np.load(HEADS, allow_pickle=False) as file:
        arrays = dict(file)
    about = json.loads(str(arrays.pop("about"))) | {"weights": weights}
    np.savez_compressed(HEADS, about=np.array(json.dumps(about)), **arrays)
    print(weights)


def weighed(finder: Finder) -> dict[str, float]:
    """Return how far each reader is to be trusted, by sentences that are new to both."""
    rows = [json.loads(line) for line in TUNING.read_text(encoding="utf-8").splitlines()]
    reader, seen = SemanticReader(), []
    for row in rows:
        core, speaks = _thoughts(finder, row)
        if core and (opinion := reader.read(row["text"], [claim for claim, _ in core])):
            seen.append((row, core, speaks, opinion))

    def claims_lost(values: Any) -> float:
        lost = -sum(np.log(max(1e-4, _share(one, values))) for one in seen) / len(seen)
        return lost + _far(values, (1, 1, 0))

    def ways_lost(values: Any) -> float:
        lost = sum(_way_lost(one, values) for one in seen if one[0]["claim"]) / len(seen)
        return lost + _far(values, (1, 1))

    first = minimize(claims_lost, [0.6, 0.6, 0.0], method="Nelder-Mead").x
    second = minimize(ways_lost, [0.5, 0.5]).x
    found = dict(zip(NAMES, (*first, *second), strict=True))
    return {name: round(float(value), 3) for name, value in found.items()}


def _far(values: Any, equal: Sequence[float]) -> float:
    """Return what it costs to be far from equal weights: few sentences are left to be wrong on."""
    return PRIOR * float(np.square(np.subtract(values, equal)).sum())


def _thoughts(finder: Finder, row: Any) -> tuple[list[tuple[str, float]], float]:
    """Return what the core alone thinks: claims with how sure it is, and which way."""
    reading = finder._reader.read(row["text"])
    shelves = finder.index.shelves
    core = [
        (shelves[one.claim].claim, one.confidence)
        for one in finder._ranker.candidates(row["text"], reading)
    ]
    shelf = next((shelf for shelf in shelves if shelf.claim == row["claim"]), None)
    return core, finder.polarity(reading, shelf) if shelf else 0.5


def _share(one: Any, values: Any) -> float:
    row, core, _, opinion = one
    weights = dict(zip(NAMES, (*values, 0, 0), strict=True))
    found = Opinion(opinion.shares, opinion.speaks, weights, "").weigh(core)
    wanted = {row["claim"], *row["also"]}
    made = sum(sure for claim, sure in found if claim in wanted)
    return made if row["claim"] else 1 - sum(sure for _, sure in found)


def _way_lost(one: Any, values: Any) -> float:
    row, _, speaks, opinion = one
    own = opinion.speaks.get(row["claim"], 0.0)
    score = values[0] * odds(speaks) + values[1] * own
    return float(np.log1p(np.exp(-score if row["polarity"] == "asserts" else score)))


if __name__ == "__main__":
    main()
