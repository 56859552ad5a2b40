"""Model and vocabulary are the pinned ones, or nothing is read."""

import pytest

from musclegraph.claims.semantic import pinned
from musclegraph.claims.semantic.wordpiece import LONGEST, WordPiece
from musclegraph.core.errors import StoreError


@pytest.fixture(scope="module")
def pieces():
    """The pieces of bert-base-uncased."""
    return WordPiece(pinned.vocabulary())


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hello, world!", [7592, 1010, 2088, 999]),
        ("CRÈME brûlée", [13675, 21382, 7987, 9307, 2063]),
        ("magnesium-rich", [24983, 1011, 4138]),
        ("a\\b", [1037, 1032, 1038]),
        ("", []),
        ("x" * 101, [100]),
    ],
)
def test_text_is_cut_as_bert_cuts_it(pieces, text, ids):
    """Small letters, no accents, punctuation apart, longest pieces first."""
    assert pieces.encode(text) == [101, *ids, 102]


def test_long_text_is_cut_off(pieces):
    """No more pieces than the model takes, and the end mark stays."""
    found = pieces.encode("cramp " * 1000)
    assert len(found) == LONGEST
    assert found[-1] == 102


def test_vocabulary_is_whole():
    """All pieces are there, those after the backslash in their places."""
    pieces = pinned.vocabulary()
    assert len(pieces) == 30522
    assert pieces[1031:1034] == ["[", "\\", "]"]


@pytest.mark.parametrize("ask", [pinned.model_bytes, pinned.vocabulary])
def test_other_file_is_refused(ask, tmp_path, monkeypatch):
    """A file with another hash is named, with both hashes and what to do."""
    other = tmp_path / "other"
    other.write_text('x = """a\nb"""')
    monkeypatch.setattr(pinned, "_path", lambda package, name: other)
    with pytest.raises(StoreError) as caught:
        ask()
    assert str(other) in caught.value.problem
    assert "wanted" in caught.value.problem
    assert "pip install" in caught.value.hint
