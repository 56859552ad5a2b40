"""The first use: whoever has installed the program wants an answer, not a second command."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from musclegraph.core.errors import SnapshotError
from musclegraph.core.files import CURRENT, ONTOLOGY, QUERIES, SNAPSHOTS


def snapshot_folder(home: Path) -> Path:
    """
    Return the folder of the snapshot in use; build it if this installation has never had one.

    Raises:
        SnapshotError: There is none in `home`, and it is not ours to build there.
    """
    folder = home / CURRENT
    if not folder.exists():
        if home != SNAPSHOTS or find_spec("shifty") is None:
            hint = "make one with: musclegraph build, or name --home"
            raise SnapshotError(f"no snapshot in {home}", hint=hint)
        from musclegraph.build.pipeline import build

        print("building the graph, once; this takes some seconds", file=sys.stderr)
        build(ONTOLOGY, QUERIES, home, None, lambda line: None)
    return folder.resolve()
