"""A sentence to the states of its pieces in MiniLM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musclegraph.claims.semantic.pinned import model_bytes, vocabulary
from musclegraph.claims.semantic.wordpiece import WordPiece

WIDTH = 384


class Encoder:
    """
    all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957), its weights adapted to claims.

    Each weight gets the product of two thin matrices added (LoRA; Hu et al. 2021,
    arXiv:2106.09685), so that what was learned is a hundredth of the model's size.
    """

    def __init__(self, updates: Mapping[str, tuple[Any, Any]]) -> None:
        """
        Open the model; takes some tenths of a second.

        Args:
            updates: For each weight, by its name in the model, what is multiplied and added to it:
                matrices of inputs by rank and of rank by outputs.

        Raises:
            StoreError: Model or vocabulary is missing or not the pinned one.
        """
        import onnxruntime

        self._pieces = WordPiece(vocabulary())
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # a sentence is too short to share out
        self._session = onnxruntime.InferenceSession(
            _adapted(model_bytes(), updates), options, providers=["CPUExecutionProvider"]
        )

    def states(self, text: str) -> Any:
        """Return a row of `WIDTH` numbers for each piece, start and end marks included."""
        import numpy

        ids = numpy.array([self._pieces.encode(text)], numpy.int64)
        given = {
            "input_ids": ids,
            "attention_mask": numpy.ones_like(ids),
            "token_type_ids": numpy.zeros_like(ids),
        }
        return self._session.run(["last_hidden_state"], given)[0][0]


def _adapted(model: bytes, updates: Mapping[str, tuple[Any, Any]]) -> bytes:
    """Return the model with its weights updated; the sums are made once, when it is opened."""
    import onnx
    from onnx import helper, numpy_helper

    changed = onnx.load_from_string(model)
    nodes = []
    for node in changed.graph.node:
        nodes.append(node)
        name = node.output[0]
        if name in updates:
            # A weight is what its bytes and its steps, multiplied, give; whoever reads it under
            # its name reads the sum now.
            plain, thin, wide, product = (f"{name}.{part}" for part in ("was", "a", "b", "ab"))
            node.output[0] = plain
            changed.graph.initializer.extend(
                numpy_helper.from_array(array, key)
                for key, array in zip((thin, wide), updates[name], strict=True)
            )
            nodes.append(helper.make_node("MatMul", [thin, wide], [product]))
            nodes.append(helper.make_node("Add", [plain, product], [name]))
    del changed.graph.node[:]
    changed.graph.node.extend(nodes)
    made: bytes = changed.SerializeToString()
    return made
