"""Write a snapshot into a directory of its own, then switch `current` to it in one step."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from musclegraph import __version__
from musclegraph.core.errors import SnapshotError
from musclegraph.core.files import CURRENT
from musclegraph.core.manifest import FORMAT, MANIFEST, read


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds. Everything but `created` follows from the inputs."""

    id: str
    format: int
    version: str
    created: str
    inputs: Mapping[str, str]
    counts: Mapping[str, int]
    notes: Mapping[str, str]
    files: Mapping[str, str]


def snapshot_id(inputs: Mapping[str, str]) -> str:
    """Return the first twelve hex digits of the hash over inputs, version and format."""
    lines = [f"version {__version__}", f"format {FORMAT}"]
    lines += (f"{name} {inputs[name]}" for name in sorted(inputs))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


@contextlib.contextmanager
def writing(home: Path, name: str) -> Iterator[Path]:
    """
    Give a fresh folder to fill; publish it as `home/name` when the block ends without error.

    One writer at a time; leftovers of killed ones are swept. Until the last rename the folder
    has a temporary name, so a kill at any moment leaves the old snapshot in place.

    Raises:
        SnapshotError: `home` cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / ".lock").open("w")
    except OSError as error:
        raise SnapshotError(
            f"cannot write snapshots into {home}: {error.strerror}",
            hint="choose another folder with --home",
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _sweep(home)
        folder = Path(tempfile.mkdtemp(prefix=".writing-", dir=home))
        folder.chmod(0o755)
        try:
            yield folder
            _publish(folder, home / name)
        except OSError as error:
            raise SnapshotError(
                f"cannot write the snapshot into {home}: {error.strerror or error}",
                hint="make room, or choose another folder with --home",
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def write_manifest(
    folder: Path,
    name: str,
    inputs: Mapping[str, str],
    counts: Mapping[str, int],
    notes: Mapping[str, str],
) -> None:
    """Write the manifest: inputs, counts, notes and the hash of every file in `folder`."""
    manifest = Manifest(
        id=name,
        format=FORMAT,
        version=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        inputs=dict(sorted(inputs.items())),
        counts=dict(counts),
        notes=dict(notes),
        files=_hashes(folder),
    )
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """
    Read a snapshot's manifest.

    Raises:
        SnapshotError: It is missing, not one, or of another version.
    """
    try:
        return Manifest(**read(folder))
    except TypeError as error:
        raise SnapshotError(
            f"{folder} has no readable manifest", hint="build it again: musclegraph build"
        ) from error


def verify(folder: Path) -> Manifest:
    """
    Compare every file of a snapshot with the hash in its manifest.

    Raises:
        SnapshotError: A file is missing, extra or changed.
    """
    manifest = read_manifest(folder)
    found = _hashes(folder)
    if wrong := sorted(set(found.items()) ^ set(manifest.files.items())):
        raise SnapshotError(
            f"{folder / wrong[0][0]} is not as it was published",
            hint="build it again: musclegraph build",
        )
    return manifest


def is_intact(folder: Path) -> bool:
    """Tell whether a snapshot is there and every file of it is as it was published."""
    try:
        verify(folder)
    except SnapshotError:
        return False
    return True


def _hashes(folder: Path) -> dict[str, str]:
    # RocksDB's lock and logs change when a store is opened; they hold no data.
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in paths
        if path.name not in (MANIFEST, "LOCK") and not path.name.startswith("LOG")
    }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def switch(home: Path, name: str) -> None:
    """Make `home/name` the snapshot in use, in one step."""
    link = home / f".writing-link-{os.getpid()}"
    link.symlink_to(name)
    link.rename(home / CURRENT)
    _sync(home)


def _publish(folder: Path, target: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync(path)
    if is_intact(target):
        # Another writer published the same while we waited; a published snapshot never changes.
        switch(target.parent, target.name)
        return
    if target.exists():
        target.rename(folder.with_name(f"{folder.name}-damaged"))
    folder.rename(target)
    switch(target.parent, target.name)


def _sweep(home: Path) -> None:
    for leftover in home.glob(".writing-*"):
        if leftover.is_symlink():
            leftover.unlink()
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
