"""What moved from each snapshot of a folder to the next one."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.manifest import MANIFEST
from musclegraph.store.opened import Snapshot
from musclegraph.verdict.changes import Change, find_changes, status_reasons
from musclegraph.verdict.evidence import Knowledge, load_knowledge

Open = Callable[[str], Snapshot]
Read = Callable[[Snapshot], Knowledge]
_KEPT = 200  # of these what moved is kept in memory; a step never changes


class Step(NamedTuple):
    """From one snapshot (its id) to the next, when that was made, and the verdicts that moved."""

    before: str
    after: str
    created: str
    changes: Sequence[Change]

    def on_all(self) -> Step:
        """Return what of it moved on all evidence, not on what the articles cite."""
        return self._replace(changes=[one for one in self.changes if one.layer == "all"])


def read_knowledge(snapshot: Snapshot) -> Knowledge:
    """Return all that the verdicts of a snapshot are made from."""
    return load_knowledge(snapshot.store)


class Steps:
    """
    The snapshots of one folder, in the order in which they were made.

    Args:
        home: The folder.
        open_named: What opens one of them by its name there.
        read: What reads the knowledge of one; who has that of one already need not read it twice.
    """

    def __init__(self, home: Path, open_named: Open, read: Read = read_knowledge) -> None:
        self._home, self._open, self._read = home, open_named, read
        self._known = lru_cache(2)(self._load)
        self.between = lru_cache(_KEPT)(self._compared)

    def line(self, name: str) -> list[str]:
        """Return the snapshot called `name` and those made before it, the newest first."""
        made = self._made()
        older = [one for one in made if name in made and made[one] < made[name]]
        return [name, *sorted(older, key=lambda one: (made[one], one), reverse=True)]

    def last(self, line: Sequence[str], most: int) -> tuple[list[Step], str]:
        """
        Return at most so many steps along `line`, and the snapshot to go on from, if any.

        What this version cannot read is passed over: the step then leads from the one before it.
        """
        found: list[Step] = []
        after, *older = line
        for before in older:
            if len(found) == most:
                return found, after
            with contextlib.suppress(MuscleGraphError):
                found.append(self.between(before, after))
                after = before
        return found, ""

    def _made(self) -> dict[str, datetime]:
        found = {}
        for path in self._home.glob(f"[!.]*/{MANIFEST}"):
            # What was not finished, or is being swept away, is no snapshot; `current` is a link.
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                made = datetime.fromisoformat(json.loads(path.read_text("utf-8"))["created"])
                if not path.parent.is_symlink():
                    found[path.parent.name] = made.astimezone()
        return found

    def _compared(self, before: str, after: str) -> Step:
        old, new = self._known(before), self._known(after)
        moved = find_changes(old.knowledge, new.knowledge, new.reasons)
        return Step(old.id, new.id, new.created, moved)

    def _load(self, name: str) -> _State:
        snapshot = self._open(name)
        known, reasons = self._read(snapshot), status_reasons(snapshot.store)
        return _State(snapshot.manifest["id"], snapshot.manifest["created"], known, reasons)


class _State(NamedTuple):
    id: str
    created: str
    knowledge: Knowledge
    reasons: Mapping[str, Sequence[str]]
