"""
Each fault that a curator could make is found, and the place named is the block it is in.

The faults are in tests/build/faults.py. Those that leave the files readable are all made in one
copy of the curated files and validated together, which also shows that none of them hides another
or raises a false alarm elsewhere.
"""

import importlib.util
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from musclegraph.build import collect
from musclegraph.build.validate import validate
from musclegraph.core.errors import DataError, DuplicateNode, ShapeViolation
from musclegraph.core.files import ONTOLOGY, QUERIES

_SPEC = importlib.util.spec_from_file_location("faults", Path(__file__).with_name("faults.py"))
faults = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(faults)

SPOILT = [(name, *fault) for name, found in faults.SPOILT.items() for fault in found]


def _head(block):
    return block if block.endswith("\t") else f"{block} "


def _spoil(path, block, old, new):
    """Make one edit inside one block; both must be there, so that no fault goes stale."""
    text = path.read_text(encoding="utf-8")
    if not old:
        path.write_text(f"{text}\n{new}", encoding="utf-8")
        return
    start = text.index(f"\n{_head(block)}") + 1
    end = text.find("\n\n", start) if path.suffix != ".tsv" else text.find("\n", start)
    at = text.index(old, start, end if end > 0 else len(text))
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """The curated files with every fault made in them, and what is reported at each place."""
    folder = tmp_path_factory.mktemp("spoilt") / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    for name, block, old, new, _ in SPOILT:
        _spoil(folder / name, block, old, new)
    collected = collect.collect(collect.input_files(folder, QUERIES))
    report = validate(collected.quads, collected.places, folder / "shapes", QUERIES / "checks")
    with pytest.raises(ShapeViolation, match="problems in"):
        report.raise_if_any()
    said = defaultdict(list)
    for problem in report.problems:
        said[problem.place].append(str(problem))
    return folder, said


def _place(folder, name, block, old, new):
    """Return the first line of the block in the spoilt file."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    head = _head(new if old == block else block)
    found = [number for number, line in enumerate(lines, start=1) if line.startswith(head)]
    return folder / name, found[-1] if not old else found[0]


@pytest.mark.parametrize("fault", SPOILT, ids=lambda fault: f"{fault[1].strip()} {fault[4]}")
def test_fault_is_found_at_its_block(fault, spoilt):
    """File, line of the block, and what to do about it."""
    folder, said = spoilt
    name, block, old, new, message = fault
    place = _place(folder, name, block, old, new)
    assert any(message in text for text in said[place]), said[place]
    assert all(text.startswith(f"{place[0]}:{place[1]}: ") for text in said[place])


def test_no_alarm_where_no_fault_is(spoilt):
    """Every problem reported is at a block that was spoilt, and nowhere else."""
    folder, said = spoilt
    blamed = {_place(folder, *fault[:4]) for fault in SPOILT}
    assert {place: texts for place, texts in said.items() if texts and place not in blamed} == {}


@pytest.mark.parametrize("fault", faults.UNREADABLE, ids=lambda fault: f"{fault[0]} {fault[4]}")
def test_unreadable_file_is_refused_with_its_line(fault, tmp_path):
    """A file that is not RDF, or not in its graph, stops the build at the line of the fault."""
    name, old, new, line, message = fault
    path = tmp_path / "ontology" / name
    path.parent.mkdir(parents=True)
    text = (ONTOLOGY / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message) as refused:
        collect.collect(collect.input_files(tmp_path / "ontology", QUERIES))
    where, number = refused.value.where
    assert where == path
    assert line in path.read_text(encoding="utf-8").splitlines()[number - 1]
    assert refused.value.hint


def test_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    """Latin-1 is not guessed at: the line of the first byte that is not UTF-8 is named."""
    path = tmp_path / "ontology" / "agents.ttl"
    path.parent.mkdir()
    path.write_bytes("# Agents\n# J\u00f6rg\n".encode("latin-1"))
    with pytest.raises(DataError, match="not UTF-8: byte 0xf6") as refused:
        collect.collect(collect.input_files(path.parent, QUERIES))
    assert refused.value.where == (path, 2)


def test_node_in_two_files_is_refused_with_both_places(tmp_path):
    """A slug used twice is an error at the second place that names the first."""
    folder = tmp_path / "ontology"
    for name in ("claims/care.ttl", "claims/care-again.ttl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ONTOLOGY / "claims/care.ttl", folder / name)
    with pytest.raises(DuplicateNode, match=r"claim:.* is described here and in .*:\d+") as refused:
        collect.collect(collect.input_files(folder, QUERIES))
    path, number = refused.value.where
    assert path == folder / "claims/care.ttl"
    assert path.read_text(encoding="utf-8").splitlines()[number - 1].endswith("a mg:Claim ;")


@pytest.mark.parametrize("name", ["claims/notes.txt", "claims/more.trig", "guesses/some.ttl"])
def test_file_of_a_wrong_kind_is_refused(name, tmp_path):
    """A file that no folder is for is not passed over in silence."""
    path = tmp_path / "ontology" / name
    path.parent.mkdir(parents=True)
    path.write_text("")
    with pytest.raises(DataError, match="is not a kind of file that belongs there"):
        collect.input_files(tmp_path / "ontology", QUERIES)


def test_empty_folder_is_refused(tmp_path):
    """No input is an error, not an empty graph."""
    with pytest.raises(DataError, match="no files in"):
        collect.input_files(tmp_path, QUERIES)


def test_there_are_many_faults():
    """The table stays as long as we say it is."""
    assert len(SPOILT) + len(faults.UNREADABLE) >= 60
    assert len({(name, block, new) for name, block, _, new, _ in SPOILT}) == len(SPOILT)
