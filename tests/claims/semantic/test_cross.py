"""A reader's own cross-encoder: a tiny one that takes "not" for a contradiction."""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from musclegraph.claims.check import Checker
from musclegraph.claims.semantic.cross import CrossEncoder
from musclegraph.core.errors import RequestError
from musclegraph.core.settings import Settings

PIECES = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "not"]
UNSURE = "Nobody will not be told that a dry athlete is no likelier to seize up than a wet one."


def model():
    """Return ONNX that scores contradiction 5 if one piece is "not", else entailment 5."""
    constants = {
        "not": np.array(4, np.int64),
        "way": np.array([[5, -5, 0]], np.float32),
        "usual": np.array([0, 5, 0], np.float32),
    }
    nodes = [
        helper.make_node("Equal", ["input_ids", "not"], ["same"]),
        helper.make_node("Cast", ["same"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMax", ["number"], ["any"], axes=[1], keepdims=1),
        helper.make_node("MatMul", ["any", "way"], ["turned"]),
        helper.make_node("Add", ["turned", "usual"], ["logits"]),
    ]
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"])
        for name in ("input_ids", "attention_mask")
    ]
    told = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])]
    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "not", given, told, kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


@pytest.fixture
def folder(tmp_path):
    """A folder as the documentation wants it."""
    onnx.save(model(), tmp_path / "model.onnx")
    (tmp_path / "vocab.txt").write_text("\n".join(PIECES))
    labels = {"0": "contradiction", "1": "entailment", "2": "neutral"}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}))
    return tmp_path


def test_pairs_are_scored(folder):
    """Contradiction denies, entailment asserts, by the labels of its configuration."""
    reader = CrossEncoder(folder, lambda: {"a": "Cramp hurts", "b": "Cramp is not odd"})
    opinion = reader.read("It does.", ["a", "b"])
    assert opinion.speaks["a"] > 2
    assert opinion.speaks["b"] < -2
    assert opinion.shares["a"] > 0.9
    assert opinion.reader == "cross-encoder"


def test_it_is_asked_in_place_of_ours(folder, snapshot):
    """The setting names it, and the trace says that it was asked."""
    checker = Checker(snapshot.folder, Settings(cross_encoder=str(folder)))
    found = checker.check(UNSURE, layer="articles")["sentences"][0]["matches"]
    assert found[0]["trace"]["readers"] == ["core", "cross-encoder"]
    assert found[0]["polarity"] == "denies"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("model.onnx", None, "has no model.onnx"),
        ("model.onnx", b"nonsense", "cannot be opened"),
        ("config.json", b'{"id2label": {"0": "good"}}', "does not name entailment"),
        ("config.json", b"[", "does not name entailment"),
        ("vocab.txt", b"a", "cannot be opened"),
    ],
)
def test_what_is_wrong_is_named(folder, name, content, problem):
    """A missing or unusable file is refused, with what to do."""
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(RequestError) as caught:
        CrossEncoder(folder, lambda: {"a": "Cramp hurts"}).read("It does.", ["a"])
    assert problem in caught.value.problem
    assert "docs/semantic.md" in caught.value.hint
