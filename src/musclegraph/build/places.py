"""Where a node is described: file and line, found without a second parser."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from musclegraph.build import mappings
from musclegraph.store import quads

_SUBJECT = re.compile(r"\s*(<[^>\s]*>|[A-Za-z][\w-]*:[\w.-]*[\w-])(?=\s|$)")
_PREFIX = re.compile(r"\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)


class Places:
    """The first line of every block, by the IRI of the block's subject."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[Path, int]]] = {}

    def add(self, path: Path, but: Collection[str] = ()) -> None:
        """Index a Turtle or TriG file by its blocks, `but` for some; an SSSOM table by its rows."""
        if path.suffix == ".tsv":
            self._add_table(path)
        else:
            self._add_blocks(path, but)

    def _add_blocks(self, path: Path, but: Collection[str]) -> None:
        fresh = True
        prefixes: dict[str, str] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            stripped = line.strip()
            if prefix := _PREFIX.match(line):
                prefixes[prefix[1]] = prefix[2]
            if prefix or not stripped or stripped.startswith("#"):
                continue
            if fresh and (subject := _SUBJECT.match(line)):
                node = _iri(subject[1], prefixes)
                if node not in but:
                    self._found.setdefault(node, []).append((path, number))
            # A block starts where the one before has ended.
            fresh = stripped.endswith((" .", "{", "}")) or stripped == "."

    def _add_table(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = sum(1 for line in lines if line.startswith("#")) + 1
        rows = [number for number, line in enumerate(lines, start=1) if number > head and line]
        for number, node in zip(rows, quads.described(mappings.read(path, "graph:")), strict=True):
            self._found.setdefault(node, []).append((path, number))

    def repeated(self) -> Iterator[tuple[str, tuple[Path, int], int]]:
        """Yield each node that has two blocks in one file, its second place and its first line."""
        for node, places in self._found.items():
            first: dict[Path, int] = {}
            for path, line in places:
                if first.setdefault(path, line) != line:
                    yield node, (path, line), first[path]

    def of(self, node: str, inside: Path | None = None) -> tuple[Path, int] | None:
        """Return file and line (from 1) of the node's block; within `inside` if given."""
        known = self._found.get(node, [])
        chosen = [place for place in known if inside is None or place[0] == inside]
        return chosen[0] if chosen else (inside, 1) if inside else None

    def text(self, node: str, not_in: Path) -> str:
        """Return `file:line` of the node's block in another file than `not_in`."""
        others = [place for place in self._found.get(node, []) if place[0] != not_in]
        return f"{others[0][0]}:{others[0][1]}" if others else "another file"


def _iri(subject: str, prefixes: Mapping[str, str]) -> str:
    if subject.startswith("<"):
        return subject[1:-1]
    prefix, _, local = subject.partition(":")
    return prefixes.get(prefix, "") + local
