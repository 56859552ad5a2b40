"""Measured text never comes out narrower than the fonts we name draw it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musclegraph.paths.widths import width, wrap

# Advance widths in Liberation Sans, in thousandths of the size, summed from its hmtx table.
DRAWN = [
    ("Prospective cohort of Ironman triathletes, n = 210", False, 21873),
    ("Prospective cohort of Ironman triathletes, n = 210", True, 23534),
]


@pytest.mark.parametrize(("text", "is_bold", "thousandths"), DRAWN)
def test_width_has_a_reserve(text, is_bold, thousandths):
    """A text is taken to be wider than Helvetica draws it, never narrower."""
    assert thousandths < 1000 * width(text, 1, is_bold) < 1.2 * thousandths


@given(st.text(), st.floats(40, 600), st.sampled_from([11.5, 13, 25]), st.booleans())
def test_rows_fit_and_hold_the_text(text, room, size, is_bold):
    """No row is wider than the room, and without a limit no character but space is lost."""
    rows = wrap(text, room, size, is_bold, most=10_000)
    assert all(width(row, size, is_bold) <= room for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


@given(st.text(min_size=1), st.integers(1, 4))
def test_rows_are_as_many_as_asked(text, most):
    """What does not fit into the rows is cut, and the cut shows."""
    rows = wrap(text, 60, 13, most=most)
    whole = wrap(text, 60, 13, most=10_000)
    assert len(rows) <= most
    assert (rows == whole) or rows[-1].endswith("…")
