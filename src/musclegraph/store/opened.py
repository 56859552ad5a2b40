"""A snapshot as it is used: its store, its text index and its compiled catalog."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from musclegraph.core import manifest as manifests
from musclegraph.core.errors import SnapshotError
from musclegraph.core.files import CURRENT
from musclegraph.store import Store
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.text import TextIndex

STORE = "store"
TEXT = "text.sqlite"
CATALOG = "catalog.jsonl"


class Snapshot(NamedTuple):
    """One opened snapshot. `manifest` is what its MANIFEST.json says."""

    folder: Path | None
    store: Store
    text: TextIndex
    manifest: dict[str, Any]

    is_union: bool = True
    """Whether the default graph of free SPARQL is the union of all graphs, unless set."""
    store_folder: Path | None = None
    """Where the store is on disk, for the workers that answer free SPARQL; None if elsewhere."""

    def is_there(self) -> bool:
        """Tell whether the store is still where it was opened."""
        if self.store_folder is None:
            return self.store.is_there()
        return (self.store_folder / "CURRENT").is_file()

    @property
    def catalog_json(self) -> str:
        """The questions, compiled when the snapshot was built: JSON, one a line."""
        if self.folder is None:
            return ""
        try:
            return (self.folder / CATALOG).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise SnapshotError(
                f"{self.folder} lacks its questions", hint="build it again: musclegraph build"
            ) from error


def about(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return what every answer says of itself: the snapshot, its date, what the evidence is."""
    notes = manifest["notes"]
    return {
        "snapshot": manifest["id"],
        "as_of": notes["as_of"],
        "notice": f"{notes['selection']} {notes['advice']}".strip(),
    }


class Where(NamedTuple):
    """Where snapshots are: a folder, and the address of the server to ask instead of their stores.

    What belongs to a snapshot beside its store (questions, text index, the checker) is always read
    from the folder; the server has to have the same snapshot.
    """

    home: Path
    server: str = ""

    def open(self, name: str = CURRENT) -> Snapshot:
        """Open the snapshot in use, or the one of that id; errors as for `open_current`."""
        if not self.server:
            return open_named(self.home, name)
        # Only who asks a server pays for what talks to it.
        from musclegraph.core.extras import library
        from musclegraph.core.settings import Settings

        library("httpx2", "remote")
        from musclegraph.store.client import Client
        from musclegraph.store.remote import RemoteStore

        folder, manifest = _read(self.home, name)
        client = Client(self.server, Settings.from_environment())
        store = RemoteStore.open(client, manifest["id"])
        return Snapshot(folder, store, TextIndex(folder / TEXT), manifest)


def open_current(home: Path) -> Snapshot:
    """
    Open the snapshot in use.

    Raises:
        SnapshotError: There is none in `home`, or another version built it.
        StoreError: It cannot be opened.
    """
    return open_named(home, CURRENT)


def open_named(home: Path, name: str) -> Snapshot:
    """Open the snapshot of that id in `home`; errors as for `open_current`."""
    folder, manifest = _read(home, name)
    store = EmbeddedStore.open(folder / STORE, manifest["id"])
    text = TextIndex(folder / TEXT)
    return Snapshot(folder, store, text, manifest, store_folder=folder / STORE)


def _read(home: Path, name: str) -> tuple[Path, dict[str, Any]]:
    try:
        folder = (home / name).resolve()
        is_there = (folder / manifests.MANIFEST).is_file()
    except (OSError, RuntimeError, ValueError):
        is_there = False
    if not is_there:
        called = "" if name == CURRENT else f" called {name}"
        raise SnapshotError(
            f"no snapshot{called} in {home}",
            hint="make one with: musclegraph build, or name --home",
        )
    return folder, manifests.read(folder)
