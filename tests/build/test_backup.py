"""A backup comes back whole, or not at all."""

import io
import random
import tarfile

import pytest

from musclegraph.build import snapshot
from musclegraph.build.backup import backup, restore
from musclegraph.core.errors import SnapshotError
from musclegraph.store.opened import CURRENT, open_current


@pytest.fixture(scope="module")
def packed(home, tmp_path_factory):
    """The real snapshot in a file."""
    file = tmp_path_factory.mktemp("backup") / "snapshot.tar.gz"
    backup((home / CURRENT).resolve(), file)
    return file


def _small(home):
    with snapshot.writing(home, "0123456789ab") as folder:
        (folder / "part").write_text("old")
        snapshot.write_manifest(folder, "0123456789ab", {}, {"quads": 1}, {})


def test_a_backup_comes_back(home, packed, tmp_path):
    """The restored snapshot is the one that was packed, in use, and it answers."""
    manifest = restore(packed, tmp_path)
    assert manifest == snapshot.verify((home / CURRENT).resolve())
    assert (tmp_path / CURRENT).resolve().name == manifest.id
    assert open_current(tmp_path).store.ask("ASK { ?s ?p ?o }")
    restore(packed, tmp_path)  # again is no harm


@pytest.mark.parametrize("place", [0, 5, 2000, 0.3, 0.7, -1, -5])
def test_a_flipped_byte_is_found(packed, tmp_path, place):
    """Wherever a byte differs, nothing is restored and what was in use stays."""
    _small(tmp_path)
    raw = bytearray(packed.read_bytes())
    raw[int(place * len(raw)) if isinstance(place, float) else place] ^= 1 + random.randrange(255)
    (tmp_path / "bad.tar.gz").write_bytes(raw)
    try:
        restore(tmp_path / "bad.tar.gz", tmp_path)
    except SnapshotError:
        assert snapshot.verify((tmp_path / CURRENT).resolve()).id == "0123456789ab"
    else:  # a byte of the gzip header that says nothing, as the time
        assert place == 5


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.999])
def test_a_part_of_a_backup_is_refused(packed, tmp_path, keep):
    """A copy that ended early is no backup."""
    raw = packed.read_bytes()
    (tmp_path / "bad.tar.gz").write_bytes(raw[: int(keep * len(raw)) if keep < 1 else keep])
    with pytest.raises(SnapshotError, match="no whole backup"):
        restore(tmp_path / "bad.tar.gz", tmp_path / "home")
    assert not (tmp_path / "home" / CURRENT).exists()


def test_a_place_that_is_none_is_named(home, tmp_path):
    """A file where a folder was meant is an error with what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match="Not a directory"):
        backup((home / CURRENT).resolve(), tmp_path / "file" / "snapshot.tar.gz")


def test_a_missing_file_is_refused(tmp_path):
    """A file that is not there is named."""
    with pytest.raises(SnapshotError, match="No such file"):
        restore(tmp_path / "none.tar.gz", tmp_path)


@pytest.mark.parametrize("name", ["../evil", "/evil-musclegraph"])
def test_a_hostile_archive_writes_nothing(tmp_path, name):
    """Names that lead out of the folder, and links, are refused before anything is unpacked."""
    for kind in (tarfile.REGTYPE, tarfile.SYMTYPE):
        with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
            member = tarfile.TarInfo(name if kind == tarfile.REGTYPE else "link")
            member.type, member.linkname, member.size = kind, name, 0
            archive.addfile(member, io.BytesIO())
        with pytest.raises(SnapshotError, match="no file of a snapshot"):
            restore(tmp_path / "evil.tar.gz", tmp_path / "home")
    assert not (tmp_path / "evil").exists()


def test_a_damaged_snapshot_is_not_backed_up(tmp_path):
    """What is not as it was published is no backup, and the file that was there stays."""
    _small(tmp_path)
    (tmp_path / "0123456789ab" / "part").write_text("olf")
    (tmp_path / "kept.tar.gz").write_text("the last good one")
    with pytest.raises(SnapshotError, match="not as it was published"):
        backup(tmp_path / "0123456789ab", tmp_path / "kept.tar.gz")
    assert (tmp_path / "kept.tar.gz").read_text() == "the last good one"
