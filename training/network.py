"""The network behind `claims/semantic/heads.py`, as torch learns it; see there for what it does."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from musclegraph.claims.semantic.encoder import WIDTH
from musclegraph.claims.semantic.heads import ATTENTIONS

NARROW, DROPPED, QUERIES = 96, 0.2, 4
BATCH, ALIKE = 64, 16  # sentences a step; steps whose sentences are sorted by length together


class Layer(nn.Module):
    """One transformer layer that attends to another row of states, then two linears."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.q, self.k = nn.Linear(NARROW, NARROW), nn.Linear(NARROW, NARROW)
        self.v, self.o = nn.Linear(NARROW, NARROW), nn.Linear(NARROW, NARROW)
        self.a, self.b = nn.Linear(NARROW, 2 * NARROW), nn.Linear(2 * NARROW, NARROW)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Any, other: Any, mask: Any) -> Any:
        """Return the states `x` after attending to `other`."""
        given = (self.q, self.n1(x)), (self.k, other), (self.v, other)
        q, k, v = (_split(part(states)) for part, states in given)
        told = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = x + self.drop(self.o(told.transpose(1, 2).reshape(x.shape)))
        return x + self.drop(self.b(functional.gelu(self.a(self.n2(x)), approximate="tanh")))


class Network(nn.Module):
    """Both heads. `wordings` holds the mean state of each claim's canonical wording."""

    def __init__(self, wordings: Any) -> None:
        super().__init__()
        self.none = len(wordings)
        self.register_buffer("wordings", wordings)
        self.narrow, self.out = nn.Linear(WIDTH, NARROW), nn.LayerNorm(NARROW)
        self.pool = nn.Linear(NARROW, QUERIES)
        self.claim = nn.Linear(QUERIES * NARROW, self.none + 1)
        self.own, self.worded = nn.Embedding(self.none, NARROW), nn.Linear(WIDTH, NARROW)
        self.cross, self.told_norm = Layer(), nn.LayerNorm(NARROW)
        self.shared = nn.Linear(NARROW, 1)
        self.ways, self.bias = nn.Embedding(self.none, NARROW), nn.Embedding(self.none, 1)
        self.drop = nn.Dropout(DROPPED)
        nn.init.normal_(self.own.weight, 0, 0.3)
        nn.init.zeros_(self.ways.weight)
        nn.init.zeros_(self.bias.weight)

    def read(self, states: Any) -> Any:
        """Return the states (sentences by pieces by WIDTH), narrowed."""
        return self.out(self.drop(self.narrow(states)))

    def which(self, narrow: Any, mask: Any) -> Any:
        """Return the scores of all claims and none."""
        shares = self.pool(narrow).masked_fill(~mask[..., None], -1e4).softmax(1)
        return self.claim(self.drop(torch.einsum("bnk,bnd->bkd", shares, narrow).flatten(1)))

    def way(self, narrow: Any, mask: Any, claims: Any) -> Any:
        """Return for each sentence log odds that it asserts the claim of that number."""
        query = self.own(claims) + self.worded(self.wordings[claims])
        told = self.drop(self.told_norm(self.cross(query[:, None], narrow, mask)[:, 0]))
        return (self.shared(told) + self.bias(claims))[:, 0] + (told * self.ways(claims)).sum(1)

    @torch.no_grad()
    def told(self) -> dict[str, Any]:
        """Return the arrays that the heads run on, what is fixed for a claim worked out."""
        left = ("own", "worded", "shared", "ways", "bias", "wordings")
        found = {
            name.replace("told_norm", "told"): value.numpy()
            for name, value in self.state_dict().items()
            if name.split(".")[0] not in left
        }
        found["query"] = (self.own.weight + self.worded(self.wordings)).numpy()
        found["way"] = (self.shared.weight + self.ways.weight).numpy()
        found["way_bias"] = (self.shared.bias + self.bias.weight[:, 0]).numpy()
        return dict(sorted(found.items()))


def batches(states: Any, random: Any) -> list[Any]:
    """Return the numbers of sentences a step, in random order, those of like length together."""
    order, found = random.permutation(len(states)), []
    for at in range(0, len(order), BATCH * ALIKE):
        part = sorted(order[at : at + BATCH * ALIKE], key=lambda number: len(states[number]))
        found += [part[start : start + BATCH] for start in range(0, len(part), BATCH)]
    return [found[number] for number in random.permutation(len(found))]


def padded(states: Any) -> tuple[Any, Any]:
    """Return sentences of one step as one array, and which of it is filled."""
    longest = max(map(len, states))
    array = np.zeros((len(states), longest, WIDTH), np.float32)
    mask = np.zeros((len(states), longest), bool)
    for number, one in enumerate(states):
        array[number, : len(one)], mask[number, : len(one)] = one, True
    return torch.from_numpy(array), torch.from_numpy(mask)


def _split(x: Any) -> Any:
    return x.view(*x.shape[:2], ATTENTIONS, -1).transpose(1, 2)
