"""What was learned is added to MiniLM's weights, and nothing else is changed."""

import numpy as np
import onnx
from onnx import numpy_helper

from musclegraph.claims.semantic.encoder import WIDTH, Encoder
from musclegraph.claims.semantic.heads import Heads
from musclegraph.claims.semantic.pinned import model_bytes

TEXT = "Cramps are not caused by dehydration."


def weights():
    """Return the shapes of the weights that can be updated, by name."""
    graph = onnx.load_from_string(model_bytes()).graph
    return {
        one.name.removesuffix("_q"): numpy_helper.to_array(one).shape
        for one in graph.initializer
        if one.name.startswith("val_") and one.name.endswith("_q")
    }


def test_updates_are_of_weights_that_are_there():
    """Each is a pair of thin matrices of the shape of its weight."""
    shapes = weights()
    updates = Heads().updates
    assert updates
    for name, (thin, wide) in updates.items():
        assert (thin @ wide).shape == shapes[name]
        assert np.abs(thin @ wide).max() > 0


def test_updates_of_nothing_change_nothing():
    """Products of zeros leave the states as they are, real ones do not."""
    plain = Encoder({}).states(TEXT)
    nothing = {
        name: (np.zeros((inputs, 2), np.float32), np.ones((2, outputs), np.float32))
        for name, (inputs, outputs) in weights().items()
    }
    assert plain.shape[1] == WIDTH
    assert np.abs(Encoder(nothing).states(TEXT) - plain).max() < 1e-5
    assert np.abs(Encoder(Heads().updates).states(TEXT) - plain).max() > 0.1


def test_product_is_added_to_the_weight():
    """To double the last weights from outside is to add them to themselves."""
    name, (inputs, outputs) = list(weights().items())[-1]
    graph = onnx.load_from_string(model_bytes()).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weight = arrays[f"{name}_q"].astype(np.float32) * arrays[f"{name}_scale"]
    away = Encoder({name: (weight, -np.eye(outputs, dtype=np.float32))}).states(TEXT)
    none = Encoder({name: (-np.eye(inputs, dtype=np.float32), weight)}).states(TEXT)
    assert np.abs(away - none).max() < 1e-4
    assert np.abs(away - Encoder({}).states(TEXT)).max() > 0.1
