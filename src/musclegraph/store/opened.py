"""A snapshot as it is used: its store, its text index and its compiled catalog."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musclegraph.core.errors import MuscleGraphError, SnapshotError
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.text import TextIndex

CURRENT = "current"
MANIFEST = "MANIFEST.json"
STORE = "store"
TEXT = "text.sqlite"
CATALOG = "catalog.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One opened snapshot. `manifest` is what its MANIFEST.json says."""

    folder: Path | None
    store: EmbeddedStore
    text: TextIndex
    manifest: dict[str, Any]

    is_union: bool = True
    """Whether the default graph of free SPARQL is the union of all graphs, unless set."""
    store_folder: Path | None = None
    """Where the store is on disk, for the workers that answer free SPARQL."""

    @property
    def catalog_json(self) -> str:
        """The questions, compiled when the snapshot was built."""
        return (self.folder / CATALOG).read_text(encoding="utf-8") if self.folder else "[]"


def open_current(home: Path) -> Snapshot:
    """
    Open the snapshot in use.

    Raises:
        SnapshotError: There is none in `home`.
        StoreError: It cannot be opened.
    """
    folder = (home / CURRENT).resolve()
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(
            f"no snapshot in {home}", hint="make one with: musclegraph build, or name --home"
        ) from error
    store = EmbeddedStore.open(folder / STORE, manifest["id"])
    text = TextIndex(folder / TEXT)
    return Snapshot(folder, store, text, manifest, store_folder=folder / STORE)


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
