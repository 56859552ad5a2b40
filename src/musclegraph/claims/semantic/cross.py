"""
A reader's own cross-encoder in place of ours: a folder that MUSCLEGRAPH_CROSS_ENCODER names.

It holds `model.onnx`, which reads pairs of texts (`input_ids`, `attention_mask` and, if it has
them, `token_type_ids`; pairs by pieces) and gives three scores a pair; `vocab.txt`, its WordPiece
vocabulary, a piece a line; and `config.json`, whose `id2label` says which score is entailment,
contradiction and neutral, as models of natural language inference are published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from musclegraph.claims.model import odds
from musclegraph.claims.semantic.reader import REMEMBERED, Opinion
from musclegraph.claims.semantic.wordpiece import WordPiece
from musclegraph.core.errors import RequestError

FILES = ("model.onnx", "vocab.txt", "config.json")
LABELS = ("entailment", "contradiction", "neutral")
_WEIGHTS = {"core": 0.5, "semantic": 0.5, "none": 0.0, "core_way": 0.5, "semantic_way": 0.5}


class CrossEncoder:
    """Scores a sentence with the canonical wording of each claim that it may make."""

    name = "cross-encoder"

    def __init__(self, folder: Path, labels: Callable[[], Mapping[str, str]]) -> None:
        """
        Look at the folder; the model is opened when it is first asked.

        Args:
            folder: Where its three files are.
            labels: Gives the canonical wording of each claim.

        Raises:
            RequestError: A file is missing, or `config.json` does not name the three scores.
        """
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise _refused(folder, f"it has no {', '.join(missing)}")
        self._folder, self._labels = folder, labels
        self._places = _places(folder)
        self._scores = lru_cache(maxsize=REMEMBERED)(self._asked)

    def read(self, text: str, claims: Sequence[str]) -> Opinion:
        """Return what the model makes of a sentence, of these claims alone."""
        rows = self._scores(text, tuple(claims))
        said = {claim: row[0] + row[1] for claim, row in zip(claims, rows, strict=True)}
        speaks = {
            claim: odds(row[0] / max(1e-9, row[0] + row[1]))
            for claim, row in zip(claims, rows, strict=True)
        }
        return Opinion({**said, "": 1 - max(said.values())}, speaks, _WEIGHTS, self.name)

    @cached_property
    def _model(self) -> tuple[WordPiece, Any]:
        try:
            import onnxruntime

            session = onnxruntime.InferenceSession(
                self._folder / FILES[0], providers=["CPUExecutionProvider"]
            )
            vocabulary = (self._folder / FILES[1]).read_text(encoding="utf-8").splitlines()
            return WordPiece(vocabulary), session
        except ImportError as error:
            raise _refused(
                self._folder, "onnxruntime is not installed: pip install 'musclegraph[semantic]'"
            ) from error
        except Exception as error:  # onnxruntime raises many kinds of its own
            raise _refused(self._folder, f"it cannot be opened: {error}") from error

    def _asked(self, text: str, claims: tuple[str, ...]) -> list[list[float]]:
        """Return for each claim how likely it is asserted, denied, or neither."""
        pieces, session = self._model
        labels = self._labels()
        return [self._pair(session, *pieces.encode_pair(text, labels[claim])) for claim in claims]

    def _pair(self, session: Any, ids: list[int], kinds: list[int]) -> list[float]:
        import numpy

        row = numpy.array([ids], numpy.int64)
        given = {
            "input_ids": row,
            "attention_mask": numpy.ones_like(row),
            "token_type_ids": numpy.array([kinds], numpy.int64),
        }
        names = {one.name for one in session.get_inputs()}
        try:
            scores = session.run(None, {name: given[name] for name in names})[0][0]
            found = numpy.exp(scores - scores.max())
            return [float(found[place] / found.sum()) for place in self._places]
        except Exception as error:  # as above
            raise _refused(self._folder, f"it cannot be asked: {error}") from error


def _places(folder: Path) -> list[int]:
    """Return which of the scores are entailment, contradiction and neutral."""
    try:
        config = json.loads((folder / FILES[2]).read_text(encoding="utf-8"))
        places = {str(name).lower(): int(place) for place, name in config["id2label"].items()}
        return [places[label] for label in LABELS]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"the id2label of its {FILES[2]} does not name {', '.join(LABELS)}"
        raise _refused(folder, problem) from error


def _refused(folder: Path, problem: str) -> RequestError:
    return RequestError(
        f"the cross-encoder in {folder} cannot be used: {problem}",
        hint="see docs/semantic.md for what it has to be, or unset MUSCLEGRAPH_CROSS_ENCODER",
    )
