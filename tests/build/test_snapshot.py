"""A snapshot is published whole or not at all, whenever the writer is killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from musclegraph.build import snapshot
from musclegraph.core.errors import SnapshotError
from musclegraph.store.opened import CURRENT

# A writer that fills a folder slowly enough to be killed in the middle of anything.
WRITER = """
import sys
from pathlib import Path
from musclegraph.build import snapshot
home, name = Path(sys.argv[1]), sys.argv[2]
print("started", flush=True)
with snapshot.writing(home, name) as folder:
    for number in range(200):
        (folder / f"part-{number}").write_text(name * 500)
    snapshot.write_manifest(folder, name, {"input": name}, {"quads": 1}, {})
"""


def write(home, name):
    """Publish a small snapshot called `name`."""
    with snapshot.writing(home, name) as folder:
        (folder / "part").write_text(name)
        snapshot.write_manifest(folder, name, {"input": name}, {"quads": 1}, {})


def test_current_is_the_newest(tmp_path):
    """Each publication switches `current`, and the one before stays."""
    write(tmp_path, "old")
    write(tmp_path, "new")
    assert (tmp_path / CURRENT).resolve().name == "new"
    assert snapshot.verify(tmp_path / "old").id == "old"


def test_error_while_writing_publishes_nothing(tmp_path):
    """A block that fails leaves no folder behind and the old snapshot in place."""
    write(tmp_path, "old")
    with pytest.raises(ZeroDivisionError), snapshot.writing(tmp_path, "new") as folder:
        (folder / "part").write_text(str(1 / 0))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "old"]


@pytest.mark.parametrize("change", ["flip", "delete", "add"])
def test_verify_finds_damage(tmp_path, change):
    """A flipped byte, a lost file and an extra one are all found."""
    write(tmp_path, "one")
    part = tmp_path / "one" / "part"
    {
        "flip": lambda: part.write_text("onf"),
        "delete": part.unlink,
        "add": lambda: (tmp_path / "one" / "extra").touch(),
    }[change]()
    with pytest.raises(SnapshotError, match="not as it was published"):
        snapshot.verify(tmp_path / "one")


def test_same_inputs_same_id():
    """The order of inputs does not matter, their content does."""
    one = snapshot.snapshot_id({"a": "1", "b": "2"})
    assert one == snapshot.snapshot_id({"b": "2", "a": "1"})
    assert one != snapshot.snapshot_id({"a": "1", "b": "3"})


def kill_after(home, name, delay):
    """Start a writer, kill it after `delay` seconds, and reap it."""
    started = [sys.executable, "-c", WRITER, str(home), name]
    with subprocess.Popen(started, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    "kills", [pytest.param(12, id="sample"), pytest.param(300, id="all", marks=pytest.mark.soak)]
)
def test_kill_leaves_a_whole_snapshot(tmp_path, kills):
    """Whenever the writer dies, `current` is whole: the old snapshot or the new one."""
    write(tmp_path, "old")
    seen = set()
    for number in range(kills):
        kill_after(tmp_path, f"new-{number}", delay=0.06 * number / kills)
        seen.add(snapshot.verify((tmp_path / CURRENT).resolve()).id)
    assert "old" in seen
    write(tmp_path, "last")
    assert not list(tmp_path.glob(".writing-*")), "the next writer sweeps what the dead left"
