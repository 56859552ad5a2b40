"""The whole build on the real files: same inputs, same snapshot; a kill leaves the old one."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from musclegraph.build import snapshot as snapshots
from musclegraph.build.pipeline import build
from musclegraph.core.errors import PassageMismatch, ShapeViolation
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.store.opened import CURRENT, open_current

QUESTION = "dehydration-causes-cramp"


def quiet(line):
    """Take a line of progress and say nothing."""


@pytest.fixture
def changed(tmp_path):
    """A copy of the curated files with another date, so that it makes another snapshot."""
    ontology = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, ontology)
    dataset = ontology / "dataset.ttl"
    dataset.write_text(dataset.read_text().replace('mg:asOf "2026-11-22"', 'mg:asOf "2026-11-23"'))
    return ontology


def test_same_inputs_same_snapshot(home):
    """A second build finds the first one and writes nothing."""
    before = open_current(home).store.snapshot_id
    built = build(ONTOLOGY, QUERIES, home, None, quiet)
    assert (built.manifest.id, built.fresh) == (before, False)


def test_two_builds_hold_the_same_quads(home, tmp_path):
    """Built anew elsewhere, the snapshot has the same id, the same quads and the same counts."""
    built = build(ONTOLOGY, QUERIES, tmp_path, None, quiet)
    first = open_current(home)
    # The lists of the ontology are blank nodes, which have no name to compare by.
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (!ISBLANK(?s) && !ISBLANK(?o)) }"
    assert built.manifest.id == first.store.snapshot_id
    assert built.manifest.counts == first.manifest["counts"]
    assert set(open_current(tmp_path).store.construct(text)) == set(first.store.construct(text))


def test_wrong_file_stops_before_anything_is_written(changed, tmp_path):
    """A claim without its predicate is refused, and there is no snapshot folder."""
    path = changed / "claims" / "exercise-cramp.ttl"
    path.write_text(path.read_text().replace("    mg:predicate mg:causes ;\n", "", 1))
    with pytest.raises(ShapeViolation, match=r"exercise-cramp\.ttl:\d+: claim:dehydration"):
        build(changed, QUERIES, tmp_path / "home", None, quiet)
    assert not (tmp_path / "home").exists()


def test_changed_text_is_noticed(tmp_path):
    """A source text with one character more is not the one that was curated."""
    (tmp_path / "relatyv-spasm-twitch.txt").write_text("x")
    for name in ("relatyv-spasm-vs-twitch.txt", "painscience-cramps-spasms.txt"):
        (tmp_path / name).write_text("not the article")
    with pytest.raises(PassageMismatch, match="not the text that was curated"):
        build(ONTOLOGY, QUERIES, tmp_path / "home", tmp_path, quiet)


def kill_build(ontology, home, delay):
    """Start a real build, kill it after `delay` seconds, and reap it."""
    words = ["build", "--home", str(home), "--ontology", str(ontology)]
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *words]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    "delays",
    [
        pytest.param([0.2, 1.5, 3.0, 3.4], id="sample"),
        pytest.param([0.05 * n for n in range(1, 120)], id="all", marks=pytest.mark.soak),
    ],
)
def test_killed_build_leaves_the_old_snapshot_served(home, changed, tmp_path, delays):
    """Whenever a build is killed, what is in use is whole and answers."""
    own = tmp_path / "home"
    shutil.copytree(home, own, symlinks=True)
    for delay in delays:
        kill_build(changed, own, delay)
        manifest = snapshots.verify((own / CURRENT).resolve())
        rows = open_current(own).store.select("SELECT ?s WHERE { ?s a ?c } LIMIT 1").rows
        assert manifest.id
        assert rows
