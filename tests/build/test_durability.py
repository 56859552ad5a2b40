"""What a machine does to a writer: no room, no right to write, another writer, an old lock."""

import os
import subprocess
import sys

import pytest
from filesystems import filesystem
from test_snapshot import WRITER, write

from musclegraph.build import snapshot
from musclegraph.build.backup import backup
from musclegraph.core.errors import SnapshotError
from musclegraph.store import large, text
from musclegraph.store.opened import CURRENT
from musclegraph.store.text import Label


def test_full_disk(tmp_path, home):
    """Without room the error says so, the old snapshot stays, and nothing half lies there."""
    with filesystem(tmp_path, "1m"):
        write(tmp_path, "old")
        with (
            pytest.raises(SnapshotError, match="No space left"),
            snapshot.writing(tmp_path, "new") as folder,
        ):
            (folder / "part").write_bytes(os.urandom(3_000_000))
        assert snapshot.verify((tmp_path / CURRENT).resolve()).id == "old"
        with pytest.raises(SnapshotError, match="No space left"):
            backup((home / CURRENT).resolve(), tmp_path / "all.tar.gz")
        assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "old"]


@pytest.mark.parametrize("write_index", [text.write, large.write], ids=["sqlite", "tantivy"])
def test_full_disk_under_an_index(tmp_path, write_index):
    """Who writes an index meets a full disk alone; the error is the same, and nothing is left."""
    rows = ((f"a label {n} " * 20, "some more " * 20, f"urn:{n}", "2001") for n in range(5000))
    if write_index is text.write:
        rows = (Label(*row, "") for row in rows)
    with filesystem(tmp_path, "200k"):
        with (
            pytest.raises(SnapshotError, match=r"full|No space"),
            snapshot.writing(tmp_path, "new") as folder,
        ):
            write_index(rows, folder / "index")
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_read_only_folder(tmp_path):
    """A folder that may not be written is named, and its snapshot can be read."""
    with filesystem(tmp_path, "1m"):
        write(tmp_path, "old")
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        with pytest.raises(SnapshotError, match=r"cannot write snapshots into .* Read-only"):
            write(tmp_path, "new")
        assert snapshot.verify((tmp_path / CURRENT).resolve()).id == "old"


def test_stale_lock(tmp_path):
    """The lock of a writer that is gone stops nobody, whatever it holds."""
    (tmp_path / ".lock").write_text("12345")
    (tmp_path / ".lock").chmod(0o600)
    write(tmp_path, "new")
    assert snapshot.verify(tmp_path / CURRENT).id == "new"


def test_two_writers(tmp_path):
    """Two writers at once wait for each other; both snapshots are whole, one of them in use."""
    names = ("one", "two")
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, n], stdout=subprocess.DEVNULL) for n in names]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert [snapshot.verify(tmp_path / name).id for name in names] == list(names)
    assert (tmp_path / CURRENT).resolve().name in names
