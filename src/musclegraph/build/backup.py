"""A snapshot in one file, to be kept elsewhere, and back."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import tarfile
import zlib
from pathlib import Path
from typing import IO, Any

from musclegraph.build import snapshot
from musclegraph.core.errors import SnapshotError
from musclegraph.core.manifest import MANIFEST

_BROKEN = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, KeyError, TypeError)
_PIECE = 1_000_000


def backup(folder: Path, file: Path) -> snapshot.Manifest:
    """
    Write the snapshot in `folder` into `file`, a gzipped tar; one that is there is replaced.

    Every file is compared with its hash in the manifest before and after.

    Raises:
        SnapshotError: The snapshot is damaged, or `file` cannot be written; then it is as it was.
    """
    manifest = snapshot.verify(folder)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with unfinished.open("xb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
                for name in (MANIFEST, *sorted(manifest.files)):
                    archive.add(folder / name, name, recursive=False)
            raw.flush()
            os.fsync(raw.fileno())
        snapshot.verify(folder)
        with unfinished.open("rb") as raw:
            _read_to_the_end(raw)
        unfinished.replace(file)
    except (OSError, EOFError, zlib.error) as error:
        raise SnapshotError(
            f"cannot write {file}: {getattr(error, 'strerror', None) or error}",
            hint="make room, or name a file elsewhere",
        ) from error
    finally:
        with contextlib.suppress(OSError):  # where it could not be made, it cannot be taken away
            unfinished.unlink(missing_ok=True)
    return manifest


def restore(file: Path, home: Path) -> snapshot.Manifest:
    """
    Unpack a backup into `home` and make it the snapshot in use.

    Raises:
        SnapshotError: `file` is not there, not whole, or no backup; or `home` cannot be written.
            What was in use is as it was.
    """
    try:
        with file.open("rb") as raw:
            _read_to_the_end(raw)
            name = _name(raw)
    except _BROKEN as error:
        raise _damaged(file, error) from error
    with file.open("rb") as raw, snapshot.writing(home, name) as folder:
        with tarfile.open(fileobj=raw, mode="r:gz") as archive:
            archive.extractall(folder, members=_plain(archive), filter="data")
        return snapshot.verify(folder)


def _read_to_the_end(raw: IO[bytes]) -> None:
    """Read what is packed up to its checksum, which stands at the very end."""
    with gzip.open(raw) as packed:
        while packed.read(_PIECE):
            pass


def _name(raw: IO[bytes]) -> str:
    raw.seek(0)
    with tarfile.open(fileobj=raw, mode="r:gz") as archive:
        found: dict[str, Any] = {}
        for member in archive:
            if not member.isfile() or member.name.startswith(("/", "..")):
                raise ValueError(f"{member.name[:100]!r} is no file of a snapshot")
            if member.name == MANIFEST:
                packed = archive.extractfile(member)
                assert packed
                found = json.load(packed)
    name = found["id"]
    if not re.fullmatch(r"[0-9a-f]{12}", name):
        raise ValueError(f"{name[:100]!r} is no id of a snapshot")
    return str(name)


def _plain(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    return [member for member in archive if member.isfile()]


def _damaged(file: Path, error: Exception) -> SnapshotError:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return SnapshotError(
        f"{file} is no whole backup: {why}", hint="nothing was changed; take another backup"
    )
