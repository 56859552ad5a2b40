"""The manifest of a snapshot: whether this version can read what another has built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from musclegraph.core.errors import SnapshotError

MANIFEST = "MANIFEST.json"
# Raised whenever a file of a snapshot changes its form; a test notices when one does.
FORMAT = 1


def read(folder: Path) -> dict[str, Any]:
    """
    Return what the manifest of the snapshot in `folder` says.

    Raises:
        SnapshotError: There is none, or it was built by a version with files of another form.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, RuntimeError, ValueError) as error:
        raise SnapshotError(
            f"no snapshot in {folder}", hint="make one with: musclegraph build, or name --home"
        ) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise SnapshotError(
            f"the snapshot {folder.name} was built by another version, whose files this one "
            "cannot read",
            hint="build it again: musclegraph build",
        )
    return found
