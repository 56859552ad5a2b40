"""
Learn the second reader, and how it is weighed beside the core; write what was learned.

    make learn-semantic     # 20 minutes of two cores

MiniLM's upper layers are adapted by low-rank updates while one small network learns both questions
from its states (AdamW, one cycle of rates, cross entropy with smoothed labels). How far to trust it
beside the core is fitted on `tests/claims/sentences-test1.jsonl`, which neither reader has learned
from; the sets that are reported as held back are never read. The same sentences give nearly the
same on one machine. Needs torch and scipy, none of them at run time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lesson import Example, Lesson
from minilm import MiniLM, cutter
from network import Network, batches, padded
from scipy.optimize import minimize
from torch.nn import functional

from musclegraph.claims.check import Checker
from musclegraph.claims.find import Finder
from musclegraph.claims.model import odds
from musclegraph.claims.semantic.heads import ENCODER, HEADS, STEPS
from musclegraph.claims.semantic.reader import Opinion, SemanticReader
from musclegraph.core.settings import Settings

TUNING = Path(__file__).resolve().parent.parent / "tests/claims/sentences-test1.jsonl"
EPOCHS, RATE, OWN_RATE, DECAY = 8, 2e-3, 1e-3, 0.02
LONGEST = 64  # pieces of a sentence that are learned from
PRIOR = 0.01  # how firmly both readers are held to be equally good
WAY = 1.5  # how much polarity counts beside the claim
EQUAL = {"core": 1.0, "semantic": 1.0, "none": 0.0, "core_way": 1.0, "semantic_way": 1.0}


def main() -> None:
    """Learn, write, weigh, write again."""
    torch.manual_seed(0)
    lesson, minilm, pieces = Lesson(), MiniLM(), cutter()
    home = Settings.from_environment().home / "current"
    core = Checker(home.resolve(), Settings(semantic="no"))
    examples = [one for one in lesson.examples if one.hand != "elsewhere"]
    states = [minilm.lower(pieces.encode(one.text)[:LONGEST]) for one in examples]
    print(f"{len(states)} sentences read", file=sys.stderr)
    labels = [minilm.lower(pieces.encode(core.answers[one]["label"])) for one in lesson.claims]
    network = Network(_means(minilm, labels))
    learn(minilm, network, states, _wanted(examples, lesson.claims))
    write(minilm, network, lesson.claims, EQUAL)
    write(minilm, network, lesson.claims, weighed(core.finder))


@torch.no_grad()
def _means(minilm: MiniLM, wordings: list[Any]) -> Any:
    """Return the mean state of each canonical wording, as MiniLM has it before it is adapted."""
    minilm.eval()
    return torch.stack([minilm(*padded([one]))[0].mean(0) for one in wordings])


def _wanted(examples: list[Example], claims: list[str]) -> tuple[Any, Any]:
    """Return the number of each example's claim, and the chance that it is asserted."""
    numbers = {claim: number for number, claim in enumerate([*claims, ""])}
    way = [0.98 if one.polarity > 0 else 0.02 for one in examples]
    return torch.tensor([numbers[one.claim] for one in examples]), torch.tensor(way)


def learn(minilm: MiniLM, network: Network, states: list[Any], wanted: tuple[Any, Any]) -> None:
    """Teach both from the lower states of labelled sentences."""
    random = np.random.default_rng(0)
    plan = [batches(states, random) for _ in range(EPOCHS)]
    own = {"params": minilm.parameters(), "lr": OWN_RATE, "weight_decay": 0.0}
    optimizer = torch.optim.AdamW([own, {"params": network.parameters()}], RATE, weight_decay=DECAY)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [OWN_RATE, RATE], sum(map(len, plan)), pct_start=0.1
    )
    parameters = [*minilm.parameters(), *network.parameters()]
    minilm.train(), network.train()
    for epoch in plan:
        total = 0.0
        for chosen in epoch:
            x, mask = padded([states[number] for number in chosen])
            which, way = (part[chosen] for part in wanted)
            loss = _loss(network, (minilm(x, mask), mask), which, way)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach())
        print(f"loss {total / len(epoch):.3f}", file=sys.stderr)
    minilm.eval(), network.eval()


def _loss(network: Network, given: Any, which: Any, way: Any) -> Any:
    narrow, mask = network.read(given[0]), given[1]
    loss = functional.cross_entropy(network.which(narrow, mask), which, label_smoothing=0.05)
    made = which < network.none
    if not made.any():
        return loss
    speaks = network.way(narrow[made], mask[made], which[made])
    return loss + WAY * functional.binary_cross_entropy_with_logits(speaks, way[made])


def write(minilm: MiniLM, network: Network, claims: list[str], weights: dict[str, float]) -> None:
    """Write what was learned: matrices as bytes with a step for each row, the rest as it is."""
    arrays: dict[str, Any] = {}
    updates = {f"{ENCODER}{name}": value for name, value in minilm.updates().items()}
    for name, value in {**network.told(), **updates}.items():
        if value.ndim == 2:
            step = np.abs(value).max(1, keepdims=True) / 127
            arrays[name] = np.round(value / step).astype(np.int8)
            arrays[f"{name}{STEPS}"] = step.astype(np.float32)
        else:
            arrays[name] = value.astype(np.float32)
    about = json.dumps({"claims": claims, "weights": weights})
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
        lost = -sum(np.log(max(1e-4, _share(one, values))) for one in seen) / len(seen)
        return lost + _far(values, (1, 1, 0))

    def ways_lost(values: Any) -> float:
        lost = sum(_way_lost(one, values) for one in seen if one[0]["claim"]) / len(seen)
        return lost + _far(values, (1, 1))

    first = minimize(claims_lost, [0.6, 0.6, 0.0], method="Nelder-Mead").x
    second = minimize(ways_lost, [0.5, 0.5]).x
    found = dict(zip(EQUAL, (*first, *second), strict=True))
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
    torch.set_num_threads(2)  # always: by another number of them, sums would differ
    main()
