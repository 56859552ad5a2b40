"""Where a node is described: file and line, found without a second parser."""

from __future__ import annotations

import re
from pathlib import Path

from musclegraph.core.names import expand

_SUBJECT = re.compile(r"\s*(<[^>\s]*>|[a-z][\w-]*:[\w.-]*[\w-]|HP:\d+)(?=\s|$)")


class Places:
    """The first line of every block, by the IRI of the block's subject."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[Path, int]]] = {}
        self._files: list[Path] = []

    def add(self, path: Path) -> None:
        """Index one Turtle or TriG file: a block starts where the one before has ended."""
        self._files.append(path)
        fresh = True
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            stripped = line.strip()
            if not stripped or stripped.startswith(("#", "@prefix", "PREFIX")):
                continue
            if fresh and (subject := _SUBJECT.match(line)):
                self._note(subject[1], path, number)
            fresh = stripped.endswith((" .", "{", "}")) or stripped == "."

    def _note(self, subject: str, path: Path, line: int) -> None:
        try:
            node = subject[1:-1] if subject.startswith("<") else expand(subject)
        except ValueError:
            return
        self._found.setdefault(node, []).append((path, line))

    def of(self, node: str, inside: Path | None = None) -> tuple[Path, int] | None:
        """Return file and line (from 1) of the node's block; within `inside` if given."""
        known = self._found.get(node, [])
        chosen = [place for place in known if inside is None or place[0] == inside]
        return chosen[0] if chosen else (inside, 1) if inside else None

    def text(self, node: str, not_in: Path) -> str:
        """Return `file:line` of the node's block in another file than `not_in`."""
        others = [place for place in self._found.get(node, []) if place[0] != not_in]
        return f"{others[0][0]}:{others[0][1]}" if others else "another file"
