"""The learned model: tables on disk, packing, spelling."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musclegraph.claims.packing import Packed, read_packed, write_packed
from musclegraph.claims.spelling import Speller
from musclegraph.claims.table import LARGEST, MOST, Table, table_bytes
from musclegraph.core.errors import SnapshotError

NUMBER = st.integers(-LARGEST, LARGEST)
COMPILE = """
import sys
from musclegraph.claims.compile import compile_checker
from musclegraph.store.embedded import EmbeddedStore
sys.stdout.buffer.write(compile_checker(EmbeddedStore.open(sys.argv[1], "x"))["checker.json"])
"""
ROWS = st.lists(st.lists(NUMBER, min_size=3, max_size=3), min_size=1, max_size=8)


def _table(folder, rows):
    path = folder / "x.rows"
    path.write_bytes(table_bytes(rows))
    return Table(path, {"terms": "\n".join(map(str, range(len(rows)))), "columns": 3})


@given(ROWS)
def test_rows_are_added_up(tmp_path_factory, rows):
    """Adding big integers gives what adding the columns gives."""
    table = _table(tmp_path_factory.mktemp("table"), rows)
    terms = [str(number) for number in range(len(rows))]
    lanes, taken = table.sums([*terms, "unknown"])
    wanted = [sum(column) for column in zip(*rows, strict=True)]
    assert [lane - taken for lane in lanes] == wanted
    assert table.pair(terms, 0, 2) == (wanted[0], wanted[2])


def test_many_rows_do_not_run_over(tmp_path):
    """More rows than a lane can hold are added in parts."""
    table = _table(tmp_path, [[LARGEST] * 3] * (3 * MOST))
    lanes, taken = table.sums([str(number) for number in range(3 * MOST)])
    assert lanes[0] - taken == 3 * MOST * LARGEST


def test_a_table_that_is_not_whole_is_refused(tmp_path):
    """A cut file is not read as if it were good."""
    (tmp_path / "x.rows").write_bytes(b"123")
    with pytest.raises(SnapshotError, match="not whole"):
        Table(tmp_path / "x.rows", {"terms": "a", "columns": 3})


def test_packing_keeps_everything(tmp_path):
    """What is written is read, and the same tables give the same bytes."""
    rows = {"cramp": {0: 5, 1: -127}, "a b": {}}
    table = Packed(["x", "y"], 0.5, 0.1, {"a b": 3, "cramp": 9}, rows, {"bias": [1.0]})
    write_packed(tmp_path / "one", {"t": table})
    write_packed(tmp_path / "two", {"t": table})
    assert read_packed(tmp_path / "one") == {"t": table}
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("dehydraton", "dehydration"),
        ("dehyrdation", "dehydration"),
        ("dehydrration", "dehydration"),
        ("dehydrotion", "dehydration"),
        ("hydration", "hydration"),
    ],
)
def test_one_slip_is_mended(word, meant):
    """Left out, exchanged, doubled, changed; what is further away stays."""
    assert Speller(["dehydration"], []).correct(word) == meant


def test_same_data_give_the_same_checker(snapshot):
    """Another process, which hashes words otherwise, compiles the same bytes."""
    command = [sys.executable, "-c", COMPILE, str(snapshot.folder / "store")]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    assert done.stdout == (snapshot.folder / "checker.json").read_bytes()
