"""A snapshot of another version is refused where it is opened, with what to do about it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from musclegraph.claims.check import Checker
from musclegraph.core.errors import SnapshotError
from musclegraph.core.manifest import FORMAT, MANIFEST
from musclegraph.store.opened import open_current


@pytest.fixture(scope="module", params=["missing", "older", "newer"])
def other(home, tmp_path_factory, request):
    """A folder with a snapshot whose manifest has another format, or none, as the first had."""
    copy = tmp_path_factory.mktemp("other") / "home"
    shutil.copytree(home, copy, symlinks=True)
    path = copy / "current" / MANIFEST
    manifest = json.loads(path.read_text())
    formats = {"older": FORMAT - 1, "newer": FORMAT + 1}
    manifest["format"] = formats.get(request.param)
    if request.param == "missing":
        del manifest["format"]
    path.write_text(json.dumps(manifest))
    return copy


def test_it_is_not_opened(other):
    """Neither the store nor the checker."""
    for opened in (lambda: open_current(other), lambda: Checker(other / "current")):
        with pytest.raises(SnapshotError) as caught:
            opened()
        assert "musclegraph build" in caught.value.hint


@pytest.mark.parametrize(
    "words",
    [
        ["serve", "--port", "1"],
        ["ask", "claims"],
        ["check", "-"],
        ["lint", __file__],
        ["verdict", "dehydration-causes-cramp"],
    ],
)
def test_commands_say_what_to_do(other, words):
    """Exit code 3, one error, no traceback."""
    program = Path(sys.executable).with_name("musclegraph")
    command = [program, *words, "--home", str(other)]
    done = subprocess.run(command, input="Cramps hurt.", capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert "build it again: musclegraph build" in done.stderr
    assert "Traceback" not in done.stderr


def _keys(value, deep):
    if not isinstance(value, dict) or not deep:
        return type(value).__name__
    return {key: _keys(value[key], deep - 1) for key in sorted(value)}


def test_format_is_raised_with_the_files(snapshot, golden):
    """
    What the files of a snapshot look like is recorded with the number of their format.

    If this fails, raise FORMAT in core/manifest.py; then record.
    """
    folder = snapshot.folder
    question = json.loads(snapshot.catalog_json.splitlines()[0])
    answers = json.loads((folder / "answers.json").read_text())
    shapes = {
        "files": sorted(path.name for path in folder.iterdir()),
        "manifest": _keys({**snapshot.manifest, "inputs": 0, "files": 0, "counts": 0}, 2),
        "question": _keys({**question, "params": 0, "columns": 0}, 1),
        "checker": _keys(json.loads((folder / "checker.json").read_text()), 1),
        "answer": _keys(answers["dehydration-causes-cramp"], 2),
    }
    with sqlite3.connect(folder / "text.sqlite") as index:
        tables = index.execute("SELECT sql FROM sqlite_master WHERE name = 'label'").fetchall()
    lines = (f"{name}\t{json.dumps(shape)}" for name, shape in shapes.items())
    golden(
        "snapshot/format.tsv",
        [f"format\t{FORMAT}", *lines, f"labels\t{' '.join(tables[0][0].split())}"],
    )


def test_server_ends_where_a_file_is_damaged(home, tmp_path):
    """It does not stay without listening, so that what started it notices."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    (tmp_path / "home" / "current" / "catalog.jsonl").write_text("damaged")
    command = [Path(sys.executable).with_name("musclegraph"), "serve", "--port", "1"]
    done = subprocess.run(
        [*command, "--home", str(tmp_path / "home")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 3, done.stderr
    assert "Application startup failed" in done.stderr
