"""What was learned is read whole, or not at all."""

import numpy as np
import pytest

from musclegraph.claims.semantic.heads import HEADS, Heads
from musclegraph.core.errors import StoreError


@pytest.mark.parametrize("part", [0, 10, 100_000, 250_000])
def test_cut_off_file_is_refused(tmp_path, part):
    """With its name and what to do, and no traceback."""
    path = tmp_path / "semantic.npz"
    path.write_bytes(HEADS.read_bytes()[:part])
    with pytest.raises(StoreError, match=path.name) as caught:
        Heads(path)
    assert "reinstall" in caught.value.hint


def test_flipped_byte_is_refused(tmp_path):
    """The checksums of the archive are heeded."""
    path, data = tmp_path / "semantic.npz", bytearray(HEADS.read_bytes())
    data[150_000] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(StoreError):
        Heads(path)


def test_missing_file_and_missing_part_are_refused(tmp_path):
    """A file that is not there, and one that does not say what it holds."""
    with pytest.raises(StoreError):
        Heads(tmp_path / "none.npz")
    np.savez(tmp_path / "other.npz", narrow=np.zeros(3))
    with pytest.raises(StoreError):
        Heads(tmp_path / "other.npz")
