"""A snapshot as it is used: its store, its text index and its compiled catalog."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musclegraph.core.errors import SnapshotError
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
    return Snapshot(folder, store, TextIndex(folder / TEXT), manifest)


def from_files(paths: tuple[Path, ...]) -> Snapshot:
    """
    Hold RDF files in memory as if they were a snapshot without questions and labels.

    Raises:
        DataError: A file is not valid RDF.
    """
    store = EmbeddedStore.from_files(*paths)
    names = ", ".join(path.name for path in paths)
    notes = {"as_of": "", "selection": f"Files served as they are: {names}.", "advice": ""}
    manifest = {"id": store.snapshot_id, "notes": notes, "counts": {"quads": len(store)}}
    return Snapshot(None, store, TextIndex(None), manifest)
