"""
Learn the second reader; write what was learned.

    make learn-semantic     # 17 minutes of two cores with bfloat16 in hardware

MiniLM's upper layers are adapted by low-rank updates while one small network learns both questions
from its states (AdamW, one cycle of rates, cross entropy with smoothed labels). How far to trust it
beside the core is fitted afterwards, by `weigh.py`. The sentences that the evaluation uses are
never read. Needs torch and onnx.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
import torch
from lesson import Example, Lesson
from minilm import MiniLM
from network import Network, batches, padded
from torch.nn import functional

from musclegraph.claims.semantic.heads import ENCODER, HEADS, STEPS

EPOCHS, RATE, OWN_RATE, DECAY = 8, 2e-3, 1e-3, 0.02
WAY = 1.5  # how much polarity counts beside the claim
EQUAL = {"core": 1.0, "semantic": 1.0, "none": 0.0, "core_way": 1.0, "semantic_way": 1.0}


def main() -> None:
    """Learn and write; `weigh.py` then says how far to trust it."""
    torch.manual_seed(0)
    lesson, minilm = Lesson(), MiniLM()
    examples = [one for one in lesson.examples if one.hand != "elsewhere"]
    states = [minilm.lower(one.text) for one in examples]
    print(f"{len(states)} sentences read", file=sys.stderr)
    labels = [lesson.curated.claims[claim]["prefLabel"][0] for claim in lesson.claims]
    network = Network(_means(minilm, [minilm.lower(label) for label in labels]))
    learn(minilm, network, states, _wanted(examples, lesson.claims))
    write(minilm, network, lesson.claims)


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
    minilm.train()
    network.train()
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
    minilm.eval()
    network.eval()


def _loss(network: Network, given: Any, which: Any, way: Any) -> Any:
    narrow, mask = network.read(given[0]), given[1]
    loss = functional.cross_entropy(network.which(narrow, mask), which, label_smoothing=0.05)
    made = which < network.none
    if not made.any():
        return loss
    speaks = network.way(narrow[made], mask[made], which[made])
    return loss + WAY * functional.binary_cross_entropy_with_logits(speaks, way[made])


def write(minilm: MiniLM, network: Network, claims: list[str]) -> None:
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
    about = json.dumps({"claims": claims, "weights": EQUAL})
    np.savez_compressed(HEADS, about=np.array(about), **arrays)


if __name__ == "__main__":
    torch.set_num_threads(2)  # always: by another number of them, sums would differ
    main()
