"""
What stands of a folder of reviews.

A file there is never changed. A review that names an earlier one (`mg:revises`) takes its place:
the earlier decision stays on record, and what it brought counts no more, unless something that
stands still needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from musclegraph.core.names import BASE, PREFIXES
from musclegraph.store.quads import Quad, described, value

GRAPH = f"{BASE}graph/evidence/reviewed"
_MG = PREFIXES["mg"]
_KEPT = frozenset((f"{_MG}Review", f"{_MG}Objection"))
_DATE = f"{PREFIXES['dcterms']}date"
_TYPE = f"{PREFIXES['rdf']}type"

Files = Mapping[Path, list[Quad]]


def settle(files: Files) -> dict[Path, list[Quad]]:
    """Return what counts of each file: all of it, or of a revised one the decision alone."""
    revised = _values(files, f"{_MG}revises")
    over = {path: found for path, found in files.items() if _nodes(found, "Review") & revised}
    kept = {path: list(found) for path, found in files.items() if path not in over}
    own = {path: _kept_nodes(found) for path, found in over.items()}
    earlier = {
        value(quad.subject): value(quad.object)
        for found in files.values()
        for quad in found
        if value(quad.predicate) == f"{_MG}revises"
    }
    for path, found in over.items():
        kept[path] = [quad for quad in found if value(quad.subject) in own[path]]
    there = {node for found in kept.values() for node in described(found)}
    wanted = {node for path, found in kept.items() if path not in over for node in _points(found)}
    # What a decision that stands still needs is taken from the latest file that described it.
    while missing := [node for node in _old(over) if node in wanted and node not in there]:
        for node in missing:
            ways = [path for path, found in over.items() if node in set(described(found))]
            path = max(ways, key=lambda one: (_depth(own[one], earlier), one))
            block = [quad for quad in over[path] if value(quad.subject) == node]
            kept[path] += block
            there.add(node)
            wanted |= _points(block)
    return {path: _without_lost_lines(kept[path], there) for path in files}


def newest(found: Iterable[Quad]) -> str:
    """Return the latest day on which a review or an objection was signed; empty if none was."""
    days, signed = {}, set()
    for quad in found:
        if value(quad.predicate) == _DATE:
            days[value(quad.subject)] = value(quad.object)
        elif _is_a(quad, _KEPT):
            signed.add(value(quad.subject))
    return max((day for node, day in days.items() if node in signed), default="")


def standing(found: Iterable[Quad]) -> dict[tuple[str, str], str]:
    """Return the review that stands for each claim and record, or claim and objection."""
    facts: dict[str, dict[str, str]] = {}
    for quad in found:
        if value(quad.graph_name) != GRAPH:
            continue
        facts.setdefault(value(quad.subject), {})[value(quad.predicate)] = value(quad.object)
    revised = {values.get(f"{_MG}revises") for values in facts.values()}
    matters = {}
    for node, values in facts.items():
        if values.get(_TYPE) == f"{_MG}Review" and node not in revised:
            matter = values.get(f"{_MG}reviewedRecord") or values.get(f"{_MG}reviewedObjection")
            matters[values.get(f"{_MG}claim", ""), matter or ""] = node
    return matters


def _depth(reviews: set[str], earlier: Mapping[str, str]) -> int:
    """Return how many reviews lie before these, one revising the other; a circle ends it."""
    seen = set(reviews)
    while further := {earlier[one] for one in seen if one in earlier} - seen:
        seen |= further
    return len(seen)


def _values(files: Files, predicate: str) -> set[str]:
    every = (quad for found in files.values() for quad in found)
    return {value(quad.object) for quad in every if value(quad.predicate) == predicate}


def _nodes(found: list[Quad], kind: str) -> set[str]:
    return {value(q.subject) for q in found if _is_a(q, frozenset((f"{_MG}{kind}",)))}


def _kept_nodes(found: list[Quad]) -> set[str]:
    return {value(quad.subject) for quad in found if _is_a(quad, _KEPT)}


def _is_a(quad: Quad, kinds: frozenset[str]) -> bool:
    return value(quad.predicate) == _TYPE and value(quad.object) in kinds


def _points(found: Iterable[Quad]) -> set[str]:
    return {value(quad.object) for quad in found if value(quad.predicate) != _TYPE}


def _old(over: Files) -> list[str]:
    return list(dict.fromkeys(node for found in over.values() for node in described(found)))


def _without_lost_lines(found: list[Quad], there: set[str]) -> list[Quad]:
    """Leave out that a revised review brought a line which is not there any more."""
    brings = f"{_MG}brings"
    return [q for q in found if value(q.predicate) != brings or value(q.object) in there]
