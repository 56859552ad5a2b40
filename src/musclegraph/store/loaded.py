"""RDF files as they are, opened as if they were a snapshot."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from pathlib import Path

from musclegraph.core.errors import MuscleGraphError
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import STORE, Snapshot
from musclegraph.store.text import TextIndex


def from_files(paths: tuple[Path, ...]) -> Snapshot:
    """
    Open RDF files as if they were a snapshot without questions and labels.

    They are loaded into a temporary store, which goes with the store object.

    Raises:
        DataError: A file is not valid RDF.
    """
    folder = Path(tempfile.mkdtemp(prefix="musclegraph-"))
    try:
        store = EmbeddedStore.load(folder / STORE, _hash(paths), paths)
    except MuscleGraphError:
        shutil.rmtree(folder)
        raise
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    names = ", ".join(path.name for path in paths)
    notes = {"as_of": "", "selection": f"Files served as they are: {names}.", "advice": ""}
    counts = {"quads": len(store), "graphs": len(store.graphs())}
    manifest = {"id": store.snapshot_id, "notes": notes, "counts": counts}
    return Snapshot(
        None, store, TextIndex(None), manifest, is_union=False, store_folder=folder / STORE
    )


def _hash(paths: tuple[Path, ...]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()[:12]
