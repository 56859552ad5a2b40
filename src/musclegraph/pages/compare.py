"""Two concepts side by side: names, claims, red flags, and what sources say tells them apart."""

from __future__ import annotations

from typing import NamedTuple

from musclegraph.core.errors import BadParameter
from musclegraph.core.names import CONCEPT_KINDS, compact, expand
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.concept import Group, groups, names
from musclegraph.pages.desk import Desk, Row

_FIRST, _SECOND = "symptom:muscle-spasm", "symptom:muscle-twitch"


class Side(NamedTuple):
    """One of the two."""

    iri: str
    about: Row
    names: dict[str, list[str]]
    groups: list[Group]
    flags: list[Row]


def compare_page(desk: Desk, _: str, asked: Asked) -> View:
    """
    Return the comparison of the concepts `a` and `b`, spasm and twitch unless asked otherwise.

    Raises:
        BadParameter: One of them is no concept here.
    """
    one, other = (
        _side(desk, asked.one(name, default)) for name, default in (("a", _FIRST), ("b", _SECOND))
    )
    shown = {
        "sides": (one, other),
        "differences": desk.ask("differences-between-concepts", concept=one.iri, other=other.iri),
        "pairs": desk.ask("differing-concepts"),
        "choices": [
            (compact(row[kind]), row[f"{kind}_label"])
            for kind in ("condition", "symptom")
            for row in desk.ask(f"{kind}s")
        ],
    }
    return View(template="compare.html", shown=shown)


def _side(desk: Desk, name: str) -> Side:
    try:
        node = expand(name)
    except ValueError:
        node = ""
    kind = compact(node).partition(":")[0]
    about = desk.ask("definition-of-concept", concept=node) if kind in CONCEPT_KINDS else []
    if not about:
        raise BadParameter(f"no concept {name[:100]!r}", hint=f"name two, as in a={_FIRST}")
    signs = desk.ask("concept-signs", concept=node)
    return Side(
        iri=node,
        about=about[0],
        names=names(desk, node),
        groups=groups(desk.ask("concept-edges", concept=node), node),
        flags=[row for row in signs if row["is_red_flag"] == "true"],
    )
