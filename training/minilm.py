"""
MiniLM in torch, with low-rank updates of its upper layers to learn (LoRA; Hu et al. 2021).

The layers below stay as they are, so that what they make of a sentence is worked out once. Numbers
are bfloat16: learning needs no finer ones. `claims/semantic/encoder.py` adds what was learned to
the weights in full precision.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

from musclegraph.claims.semantic.encoder import WIDTH
from musclegraph.claims.semantic.pinned import model_bytes, vocabulary
from musclegraph.claims.semantic.wordpiece import WordPiece

LAYERS, UPPER = 6, 2  # how many there are, and the first whose weights are updated
RANK, DROPPED, ATTENTIONS = 4, 0.1, 12
LONGEST = 64  # pieces of a sentence that are learned from
_COARSE = torch.bfloat16
_TINY = 1e-12  # added to a variance, as in BERT


class MiniLM(nn.Module):
    """all-MiniLM-L6-v2, read from the file that the second reader runs."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = WordPiece(vocabulary())
        graph = onnx.load_from_string(model_bytes()).graph
        self._arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self._names = _weight_names(graph, self._arrays)
        self._fixed = {part: _tensor(self._dense(name)).T for part, name in self._names.items()}
        self._rest = {
            name.removeprefix("inner."): _tensor(array)
            for name, array in self._arrays.items()
            if name.endswith(("bias", "LayerNorm.weight"))
        }
        words = self._dense("inner.embeddings.word_embeddings.weight")
        places = self._dense("inner.embeddings.position_embeddings.weight")
        kind = self._arrays["inner.embeddings.token_type_embeddings.weight"][0]
        self._words, self._places = _tensor(words), _tensor(places + kind)
        self.a, self.b = nn.ParameterDict(), nn.ParameterDict()
        for part, name in self._names.items():
            if int(part.split(".")[2]) >= UPPER:
                inputs, outputs = self._arrays[f"{name}_q"].shape
                self.a[_key(part)] = nn.Parameter(torch.randn(inputs, RANK) * 0.02)
                self.b[_key(part)] = nn.Parameter(torch.zeros(RANK, outputs))

    def _dense(self, name: str) -> Any:
        return self._arrays[f"{name}_q"].astype(np.float32) * self._arrays[f"{name}_scale"]

    @torch.no_grad()
    def lower(self, text: str) -> Any:
        """Return what the fixed layers make of one sentence, a row of `WIDTH` for each piece."""
        pieces = self._pieces.encode(text)[:LONGEST]
        x = self._words[pieces] + self._places[: len(pieces)]
        x, bias = self._norm(x[None], "embeddings"), torch.zeros(1, dtype=_COARSE)
        for layer in range(UPPER):
            x = self._layer(x, bias, f"encoder.layer.{layer}")
        return x[0].float().numpy().astype(np.float16)

    def forward(self, x: Any, mask: Any) -> Any:
        """Return the last states of sentences, given what `lower` made of them and a mask."""
        bias = torch.zeros(mask.shape, dtype=_COARSE).masked_fill(~mask, -1e4)[:, None, None]
        x = x.to(_COARSE)
        for layer in range(UPPER, LAYERS):
            x = self._layer(x, bias, f"encoder.layer.{layer}")
        return x.float()

    @torch.no_grad()
    def updates(self) -> dict[str, Any]:
        """Return the matrices that were learned, `RANK` rows each, by the names of the weights."""
        found = {}
        for part, name in self._names.items():
            if _key(part) in self.a:
                found[f"{name}.a"] = self.a[_key(part)].T.numpy()
                found[f"{name}.b"] = self.b[_key(part)].numpy()
        return found

    def _layer(self, x: Any, bias: Any, layer: str) -> Any:
        count, length, _ = x.shape
        q, k, v = (
            self._linear(x, f"{layer}.attention.self.{part}")
            .view(count, length, ATTENTIONS, -1)
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        weights = (q / (WIDTH // ATTENTIONS) ** 0.5 @ k.transpose(2, 3) + bias).softmax(-1)
        told = (weights @ v).transpose(1, 2).reshape(x.shape)
        told = self._drop(self._linear(told, f"{layer}.attention.output.dense"))
        x = self._norm(x + told, f"{layer}.attention.output")
        inner = functional.gelu(self._linear(x, f"{layer}.intermediate.dense"))
        told = self._drop(self._linear(inner, f"{layer}.output.dense"))
        return self._norm(x + told, f"{layer}.output")

    def _linear(self, x: Any, part: str) -> Any:
        weight, key = self._fixed[part], _key(part)
        if key in self.a:
            weight = weight + (self.a[key].to(_COARSE) @ self.b[key].to(_COARSE)).T
        return functional.linear(x, weight, self._rest[f"{part}.bias"])

    def _norm(self, x: Any, part: str) -> Any:
        weight, bias = (self._rest[f"{part}.LayerNorm.{name}"] for name in ("weight", "bias"))
        return functional.layer_norm(x, (WIDTH,), weight, bias, _TINY)

    def _drop(self, x: Any) -> Any:
        return functional.dropout(x, DROPPED, self.training)


def _weight_names(graph: Any, arrays: Any) -> dict[str, str]:
    """Return the names that weights have in the file, by what they are part of, as biases are."""
    readers = {given: node for node in graph.node for given in node.input}
    found = {}
    for node in graph.node:
        if node.op_type == "MatMul" and f"{node.input[1]}_q" in arrays:
            bias = next(one for one in readers[node.output[0]].input if one in arrays)
            found[bias.removeprefix("inner.").removesuffix(".bias")] = node.input[1]
    return found


def _tensor(array: Any) -> Any:
    return torch.from_numpy(array.astype(np.float32)).to(_COARSE)


def _key(part: str) -> str:
    return part.replace(".", "-")  # torch takes no dots in names
