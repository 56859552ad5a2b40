"""A sentence to the states of its pieces in MiniLM."""

from __future__ import annotations

from typing import Any

from musclegraph.claims.semantic.pinned import model_bytes, vocabulary
from musclegraph.claims.semantic.wordpiece import WordPiece

WIDTH = 384


class Encoder:
    """all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957) as it is, unchanged."""

    def __init__(self) -> None:
        """
        Open the model; takes some tenths of a second.

        Raises:
            StoreError: Model or vocabulary is missing or not the pinned one.
        """
        import onnxruntime

        self._pieces = WordPiece(vocabulary())
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # a sentence is too short to share out
        self._session = onnxruntime.InferenceSession(
            model_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def states(self, text: str) -> Any:
        """Return a row of `WIDTH` numbers for each piece, start and end marks included."""
        import numpy

        # One sentence at a time: int8 steps are set for a whole batch, and would depend on it.
        ids = numpy.array([self._pieces.encode(text)], numpy.int64)
        given = {
            "input_ids": ids,
            "attention_mask": numpy.ones_like(ids),
            "token_type_ids": numpy.zeros_like(ids),
        }
        return self._session.run(["last_hidden_state"], given)[0][0]
