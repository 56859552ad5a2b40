"""What moved since the snapshot before this one, if that is still at hand."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.manifest import MANIFEST
from musclegraph.store.opened import Snapshot, open_named
from musclegraph.verdict.changes import Change, find_changes, status_reasons
from musclegraph.verdict.evidence import Knowledge, load_knowledge


def moved(snapshot: Snapshot, known: Knowledge) -> list[Change]:
    """
    Return what `musclegraph changes` tells of the snapshot made before this one, on all evidence.

    Nothing if there is none beside it, or none that this version can read.
    """
    if snapshot.folder is None:
        return []
    before = _before(snapshot.folder, snapshot.manifest["created"])
    if not before:
        return []
    with contextlib.suppress(MuscleGraphError):
        store = open_named(snapshot.folder.parent, before).store
        reasons = status_reasons(snapshot.store)
        found = find_changes(load_knowledge(store), known, reasons)
        return [one for one in found if one.layer == "all"]
    return []


def _before(folder: Path, created: str) -> str:
    """Return the id of the youngest snapshot beside `folder` that is older than it."""
    found: list[tuple[datetime, str]] = []
    for path in folder.parent.glob(f"*/{MANIFEST}"):
        # A folder that was not finished, or is being swept away, is no snapshot.
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            made = json.loads(path.read_text(encoding="utf-8"))["created"]
            if datetime.fromisoformat(made) < datetime.fromisoformat(created):
                found.append((datetime.fromisoformat(made), path.parent.name))
    return max(found, default=(None, ""))[1]
