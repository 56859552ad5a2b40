"""docs/conformance.md: what passes, group by group, and what fails on both servers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.conformance.servers import PATHS

_PACKAGES = ("musclegraph", "pyoxigraph", "oxigraph")
_ABOUT = """# The official SPARQL tests

Made by `make conformance`, which serves each dataset of
[w3c/rdf-tests](https://github.com/w3c/rdf-tests) with `musclegraph serve --data` and with
Oxigraph's own server, asks both the same over HTTP, and lets one judge compare. SERVICE and
entailment are left out: neither server answers them. What fails on both are the engine's ways, such
as numbers kept by value rather than by spelling.
"""
_TITLES = (
    ("Passed by Oxigraph's server and not here", False, True),
    ("Passed here and not by Oxigraph's server", True, False),
    ("Passed by neither", False, False),
)

Outcomes = Mapping[str, Mapping[str, bool]]


def written(outcomes: Outcomes, folder: Path) -> str:
    """Return the page for the outcomes of the suite in `folder`: by test, what passes where."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    made = f"{datetime.now(UTC):%Y-%m-%d}; {versions}; suite sha256 {_digest(folder)}."
    return "\n".join((_ABOUT, made, "", *_table(outcomes), "", *_failed(outcomes), ""))


def _digest(folder: Path) -> str:
    """Return what tells one state of the suite from another: a hash over the files asked."""
    found = hashlib.sha256()
    for suite in ("sparql10", "sparql11"):
        for path in sorted((folder / suite).rglob("*")):
            if path.is_file():
                found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def _table(outcomes: Outcomes) -> list[str]:
    groups: dict[str, list[Mapping[str, bool]]] = defaultdict(list)
    for name, passed in sorted(outcomes.items()):
        groups[name.rpartition("/")[0]].append(passed)
    head = ["| group | tests | " + " | ".join(PATHS) + " |", "|---|---:|" + "---:|" * len(PATHS)]
    rows = [_row(name, found) for name, found in groups.items()]
    return [*head, *rows, _row("**all**", list(outcomes.values()))]


def _row(name: str, found: list[Mapping[str, bool]]) -> str:
    counts = (len(found), *(sum(passed[server] for passed in found) for server in PATHS))
    return f"| {name} | " + " | ".join(map(str, counts)) + " |"


def _failed(outcomes: Outcomes) -> list[str]:
    lines = []
    for title, ours, theirs in _TITLES:
        wanted = {"musclegraph": ours, "oxigraph": theirs}
        names = sorted(name for name, passed in outcomes.items() if passed == wanted)
        lines += [f"{title}: {len(names)}.", "", *(f"* `{name}`" for name in names)]
        lines += [""] if names else []
    return lines[:-1]
