"""
The small heads on MiniLM's states: which claim a sentence makes, and which way.

Four learned queries pool the states for the claim head; each claim's own query attends to them for
the polarity head. `training/learn_semantic.py` learns them; numpy alone runs them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from musclegraph.claims.semantic.pinned import HINT
from musclegraph.core.errors import StoreError

HEADS = Path(__file__).parent.parent / "data" / "semantic.npz"
ATTENTIONS = 4
STEPS, ENCODER = ".steps", "encoder:"
_TINY = 1e-5  # added to a variance, as in training


class Heads:
    """Scores the states of one sentence; rows are claims in the order of `claims`."""

    def __init__(self, path: Path = HEADS) -> None:
        """
        Read the weights: matrices kept as bytes with a step for each row, the rest as it is.

        Raises:
            StoreError: The file is missing or not whole.
        """
        try:
            with path.open("rb") as whole, np.load(whole, allow_pickle=False) as file:
                arrays = dict(file)
            self.about: dict[str, Any] = json.loads(str(arrays.pop("about")))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise StoreError(f"{path} is not whole: {error}", hint=HINT) from error
        self._weights: dict[str, Any] = {
            name: array * arrays[f"{name}{STEPS}"] if array.dtype == np.int8 else array
            for name, array in arrays.items()
            if not name.endswith(STEPS)
        }
        self.claims: list[str] = self.about["claims"]

    @property
    def updates(self) -> dict[str, tuple[Any, Any]]:
        """What is multiplied and added to MiniLM's weights, by their names: see `Encoder`."""
        thin = [name for name in self._weights if name.startswith(ENCODER) and name.endswith(".a")]
        return {
            name[len(ENCODER) : -2]: (self._weights[name].T, self._weights[f"{name[:-1]}b"])
            for name in thin
        }

    def read(self, states: Any) -> Any:
        """Return the states (pieces by `encoder.WIDTH`) as this sentence's own, narrowed."""
        return self._norm("out", self._linear("narrow", states))

    def claim_scores(self, narrow: Any) -> Any:
        """Return the logarithm of the share of each claim, and of none of them at the end."""
        attention = _softmax(self._linear("pool", narrow), 0)
        scores = self._linear("claim", (attention.T @ narrow).reshape(1, -1))[0]
        return scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())

    def polarity(self, narrow: Any, claims: Sequence[int]) -> Any:
        """Return for each of some claims how far it is asserted, below 0 denied, as log odds."""
        told = self._norm("told", self._layer("cross", self._weights["query"][claims], narrow))
        return (told * self._weights["way"][claims]).sum(1) + self._weights["way_bias"][claims]

    def _layer(self, name: str, x: Any, other: Any) -> Any:
        given = ("q", self._norm(f"{name}.n1", x)), ("k", other), ("v", other)
        queries, keys, values = (_split(self._linear(f"{name}.{p}", states)) for p, states in given)
        weights = _softmax(queries @ keys.transpose(0, 2, 1) / np.sqrt(keys.shape[-1]), -1)
        x = x + self._linear(f"{name}.o", (weights @ values).swapaxes(0, 1).reshape(x.shape))
        inner = _gelu(self._linear(f"{name}.a", self._norm(f"{name}.n2", x)))
        return x + self._linear(f"{name}.b", inner)

    def _linear(self, name: str, x: Any) -> Any:
        # For products as small as these BLAS would wake all cores, and they would wait for it.
        product = np.einsum("ij,kj->ik", x, self._weights[f"{name}.weight"])
        return product + self._weights[f"{name}.bias"]

    def _norm(self, name: str, x: Any) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        unit = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + _TINY)
        return unit * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _split(x: Any) -> Any:
    return x.reshape(len(x), ATTENTIONS, -1).swapaxes(0, 1)


def _softmax(x: Any, axis: int) -> Any:
    found = np.exp(x - x.max(axis, keepdims=True))
    return found / found.sum(axis, keepdims=True)


def _gelu(x: Any) -> Any:
    """Return x times the chance that a normal number is below it, by the usual tanh formula."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
