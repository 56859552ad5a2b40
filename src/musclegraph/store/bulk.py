"""A snapshot as one file that a server's own bulk loader takes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from musclegraph.core.errors import SnapshotError
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.remote import Names


def write_bulk(store: EmbeddedStore, folder: Path) -> Path:
    """
    Write all quads into a file of `folder`, N-Quads with the names that graphs have on a server.

    The graph that says that the snapshot is whole is not in it: `push` writes that when the server
    has counted. The file's name has the snapshot's id: Virtuoso loads no file of one name twice.

    Raises:
        SnapshotError: The file cannot be written; then none is there that was not before.
    """
    names = Names(store.snapshot_id)
    path = folder / f"musclegraph-{store.snapshot_id}.nq"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8", newline="\n") as out:
            for graph in sorted(store.graphs()):
                there = names.there(graph)
                out.writelines(
                    f"{names.there(str(one))} <{there}> .\n" for one in store.each(graph)
                )
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise SnapshotError(
            f"cannot write into {folder}: {error.strerror or error}",
            hint="make room, or name a folder elsewhere",
        ) from error
    finally:
        with contextlib.suppress(OSError):  # where it could not be made, it cannot be taken away
            unfinished.unlink(missing_ok=True)
    return path
