"""
Learn the heads of the second reader, and how it is weighed beside the core; write them.

    make learn-semantic     # 5 minutes of one core

MiniLM stays as it is: its states of every training sentence are computed once, then one small
network learns both questions from them (AdamW, one cycle of rates, cross entropy with smoothed
labels). How far to trust it beside the core is fitted on `tests/claims/sentences-test1.jsonl`,
which neither reader has learned from; the sets that are reported as held back are never read.
The same sentences give the same heads on the same machine. Needs torch and scipy, none at run time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lesson import Example, Lesson
from network import Network, batches, padded
from scipy.optimize import minimize
from torch.nn import functional

from musclegraph.claims.check import Checker
from musclegraph.claims.find import Finder
from musclegraph.claims.model import odds
from musclegraph.claims.semantic.encoder import Encoder
from musclegraph.claims.semantic.heads import HEADS, STEPS
from musclegraph.claims.semantic.reader import Opinion, SemanticReader
from musclegraph.core.settings import Settings

TUNING = Path(__file__).resolve().parent.parent / "tests/claims/sentences-test1.jsonl"
EPOCHS, RATE, DECAY = 14, 2e-3, 0.02
WAY = 1.5  # how much polarity counts beside the claim
EQUAL = {"core": 1.0, "semantic": 1.0, "none": 0.0, "core_way": 1.0, "semantic_way": 1.0}


def main() -> None:
    """Learn, write, weigh, write again."""
    lesson, encoder = Lesson(), Encoder()
    home = Settings.from_environment().home / "current"
    core = Checker(home.resolve(), Settings(semantic="no"))
    examples = [one for one in lesson.examples if one.hand != "elsewhere"]
    states = [encoder.states(one.text).astype(np.float16) for one in _told(examples)]
    labels = [core.answers[claim]["label"] for claim in lesson.claims]
    wordings = np.stack([encoder.states(label).mean(0) for label in labels])
    network = learned(examples, states, lesson.claims, wordings)
    write(network, lesson.claims, EQUAL)
    write(network, lesson.claims, weighed(core.finder))


def _told(examples: list[Example]) -> Any:
    for number, one in enumerate(examples):
        if number % 1000 == 0:
            print(f"{number} of {len(examples)} sentences read", file=sys.stderr)
        yield one


def learned(examples: list[Example], states: Any, claims: list[str], wordings: Any) -> Network:
    """Return a network that has learned from the states of labelled sentences."""
    torch.manual_seed(0)
    numbers = {claim: number for number, claim in enumerate([*claims, ""])}
    which = torch.tensor([numbers[one.claim] for one in examples])
    way = torch.tensor([0.98 if one.polarity > 0 else 0.02 for one in examples])
    network, random = Network(torch.from_numpy(wordings)), np.random.default_rng(0)
    plan = [batches(states, random) for _ in range(EPOCHS)]
    steps = sum(map(len, plan))
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps, pct_start=0.1)
    for epoch in plan:
        total = 0.0
        for chosen in epoch:
            loss = _loss(network, padded([states[n] for n in chosen]), which[chosen], way[chosen])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach())
        print(f"loss {total / len(epoch):.3f}", file=sys.stderr)
    return network.eval()


def _loss(network: Network, given: Any, which: Any, way: Any) -> Any:
    narrow, mask = network.read(*given), given[1]
    loss = functional.cross_entropy(network.which(narrow, mask), which, label_smoothing=0.05)
    made = which < network.none
    if not made.any():
        return loss
    speaks = network.way(narrow[made], mask[made], which[made])
    return loss + WAY * functional.binary_cross_entropy_with_logits(speaks, way[made])


def write(network: Network, claims: list[str], weights: dict[str, float]) -> None:
    """Write the heads: matrices as bytes with a step for each row, the rest as it is."""
    arrays: dict[str, Any] = {}
    for name, value in network.told().items():
        if value.ndim == 2:
            step = np.abs(value).max(1, keepdims=True) / 127
            arrays[name] = np.round(value / step).astype(np.int8)
            arrays[f"{name}{STEPS}"] = step.astype(np.float32)
        else:
            arrays[name] = value.astype(np.float32)
    about = json.dumps({"claims": claims, "layers": len(network.layers), "weights": weights})
    np.savez_compressed(HEADS, about=np.array(about), **arrays)


def weighed(finder: Finder) -> dict[str, float]:
    """Return how far each reader is to be trusted, by sentences that are new to both."""
    rows = [json.loads(line) for line in TUNING.read_text(encoding="utf-8").splitlines()]
    reader, seen = SemanticReader(), []
    for row in rows:
        core, speaks = _thoughts(finder, row)
        if core and (opinion := reader.read(row["text"], [claim for claim, _ in core])):
            seen.append((row, core, speaks, opinion))

    def claims_lost(values: Any) -> float:
        return -sum(np.log(max(1e-4, _share(one, values))) for one in seen) / len(seen)

    def ways_lost(values: Any) -> float:
        return sum(_way_lost(one, values) for one in seen if one[0]["claim"]) / len(seen)

    first = minimize(claims_lost, [0.6, 0.6, 0.0], method="Nelder-Mead").x
    second = minimize(ways_lost, [0.5, 0.5]).x
    found = dict(zip(EQUAL, (*first, *second), strict=True))
    return {name: round(float(value), 3) for name, value in found.items()}


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
    weights = dict(zip(EQUAL, (*values, 0, 0), strict=True))
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
    torch.set_num_threads(1)
    main()
