"""What is asked: the questions of the product itself, about things drawn with a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph import SEED
from peers import JSON

from musclegraph.core.names import compact, slug
from musclegraph.queries import catalog
from musclegraph.queries.catalog import NamedQuery
from musclegraph.store.opened import Snapshot

LISTS = ("myths", "contested-claims", "counts-by-condition")
# What look-ups are about: every question of ours that needs one of these, and nothing else.
_THINGS = ("claim", "condition", "study")
# Queries of benchmarks/queries/typical on one thing, for engines that know no questions of ours;
# the thing that each names is replaced by others.
POINTS = (
    ("claim-verdicts", "claim"),
    ("claim-evidence", "claim"),
    ("condition-causes", "condition"),
    ("study-findings", "study"),
)
_PER_KIND = 100  # things drawn; a question is asked about so many of them:
_PER_QUESTION = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its values: as SPARQL, and as a route of ours."""

    sparql: str
    route: str


class Cases:
    """Everything that is asked of one snapshot."""

    def __init__(self, snapshot: Snapshot, texts: Path) -> None:
        self.questions = catalog.from_json(snapshot.catalog_json)
        self._texts, rng = texts, random.Random(SEED)
        things = {kind: self._things(snapshot, kind, rng) for kind in _THINGS}
        self.mix = {name: kind for name, kind in map(_needs, self.questions.values()) if kind}
        self.look_ups = [
            self._asked(name, {kind: thing})
            for name, kind in self.mix.items()
            for thing in rng.sample(things[kind], min(len(things[kind]), _PER_QUESTION))
        ]
        rng.shuffle(self.look_ups)
        self.points = [
            Asked(re.sub(rf"\b{kind}:[a-z][a-z0-9-]*", thing, self.typical()[name]), "")
            for name, kind in POINTS
            for thing in things[kind]
        ]
        rng.shuffle(self.points)

    def typical(self) -> Mapping[str, str]:
        """Return the ten typical queries, as they stand in their files."""
        files = sorted((self._texts / "typical").glob("*.rq"))
        return {path.stem: _bare_text(path.read_text(encoding="utf-8")) for path in files}

    def lists(self) -> Mapping[str, Asked]:
        """Return the lists that are answered from rollups."""
        return {name: self._asked(name, {}) for name in LISTS}

    def _asked(self, name: str, values: Mapping[str, str]) -> Asked:
        query = self.questions[name]
        return Asked(_bare_text(query.bind(values)), _route(query, values))

    def _things(self, snapshot: Snapshot, kind: str, rng: random.Random) -> list[str]:
        text = (self._texts / f"{kind}.rq").read_text(encoding="utf-8")
        found = [compact(row[0].value) for row in snapshot.store.select(text).rows if row[0]]
        return rng.sample(found, min(len(found), _PER_KIND))


def _needs(query: NamedQuery) -> tuple[str, str]:
    """Return the name of a question and the kind of the one thing that it needs; else nothing."""
    needed = [param.kind for param in query.params.values() if not param.optional]
    return query.name, needed[0] if len(needed) == 1 and needed[0] in _THINGS else ""


def route(asked: Asked) -> dict[str, Any]:
    """Return the request of our own route, for the same form that the peers are asked for."""
    return {"path": asked.route, "headers": {"Accept": JSON}}


def _route(query: NamedQuery, values: Mapping[str, str]) -> str:
    path = query.path
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", slug(value) if "/" in value else value.split(":")[1])
    return f"/v1{path}"


def _bare_text(text: str) -> str:
    return re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
