"""Claims and labels out of the store, as the checker is compiled from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musclegraph.core.files import QUERIES
from musclegraph.core.names import slug
from musclegraph.store import Store

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Curated:
    """Values of each claim by local name of property; labels; all that is broader, transitively."""

    claims: Mapping[str, Values]
    labels: tuple[tuple[str, str], ...]
    broader: Mapping[str, frozenset[str]]


def load_curated(store: Store) -> Curated:
    """Read what `queries/claims/` asks for. Concepts and claims are named by slug."""
    claims: dict[str, dict[str, tuple[str, ...]]] = {}
    for claim, prop, value in _rows(store, "claims"):
        values = claims.setdefault(slug(claim), {})
        text = slug(value) if value.startswith("https://w3id.org/") else value
        values[slug(prop)] = (*values.get(slug(prop), ()), text)
    labels = tuple((slug(concept), label) for concept, label in _rows(store, "labels"))
    above: dict[str, set[str]] = {}
    for concept, broader in _rows(store, "broader"):
        above.setdefault(slug(concept), set()).add(slug(broader))
    return Curated(claims, labels, {concept: _all_above(concept, above) for concept in above})


def _all_above(concept: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = set(above.get(concept, ()))
    while ahead:
        found |= ahead
        ahead = {one for other in ahead for one in above.get(other, ())} - found
    return frozenset(found)


def _rows(store: Store, name: str) -> list[tuple[str, ...]]:
    text = (QUERIES / "claims" / f"{name}.rq").read_text(encoding="utf-8")
    rows = store.select(text).rows
    return [tuple(term.value if term else "" for term in row) for row in rows]
