"""The page of a concept: what it is, what is said of it, when to worry, what is not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.core.names import BASE, iri, slug
from musclegraph.core.terms import Question, Result
from musclegraph.pages import meta
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.pages.words import result_of

_HELPS = "What it is said to help"
_ROLES = ("layLabel", "altLabel", "hiddenLabel")


class Group(NamedTuple):
    """Claims of one kind about the concept."""

    title: str
    rows: list[Row]


def concept_page(kind: str) -> Callable[[Desk, str, Asked], View]:
    """Return the maker of the pages of one kind of concept."""

    def page(desk: Desk, name: str, asked: Asked) -> View:
        node = _node(kind, name)
        about = desk.ask("definition-of-concept", concept=node)
        if not about:
            raise NotFound(f"no {kind} {name[:200]!r}", hint="search for it by name")
        edges = desk.ask("concept-edges", concept=node)
        signs = desk.ask("concept-signs", concept=node)
        called = names(desk, node)
        codes = desk.ask("mappings-of-concept", concept=node)
        told = groups(edges, node)
        by_result: dict[Result, list[Row]] = {}
        for row in _once(edges):
            by_result.setdefault(Result(slug(row["result"])), []).append(row)
        shown = {
            "iri": node,
            "kind": kind.replace("-", " "),
            "this": about[0],
            "names": called,
            "codes": codes,
            "kin": _kin(desk, node),
            "groups": told,
            "short": [(len(rows), one) for one in Result if (rows := by_result.get(one))],
            "helps": next((one.rows for one in told if one.title == _HELPS), []),
            "flags": [row for row in signs if row["is_red_flag"] == "true"],
            "signs": [row for row in signs if row["is_red_flag"] != "true"],
            "harms": desk.ask("harms-of-treatment", treatment=node) if kind == "treatment" else [],
            "unstudied": sum(row["studies"] == "0" for row in _once(edges)),
            "gaps": desk.ask("concept-gaps", concept=node),
            "machine": meta.of_concept(
                node,
                kind.replace("-", " "),
                about[0],
                [*called["layLabel"], *called["altLabel"]],
                codes,
            ),
            "graph": graph(node, about[0]["concept_label"], edges),
        }
        return View(template="concept.html", shown=shown)

    return page


def names(desk: Desk, node: str) -> dict[str, list[str]]:
    """Return what else a concept is called, by role."""
    found: dict[str, list[str]] = {role: [] for role in _ROLES}
    for row in desk.ask("names-of-concept", concept=node):
        found.setdefault(slug(row["role"]), []).append(row["name"])
    return found


def groups(edges: list[Row], node: str) -> list[Group]:
    """Return the claims about a concept by what they ask, those with most to say first."""
    causes = [r for r in edges if _asks(r, Question.CAUSE)]
    told = {
        "What is said to bring it on": [r for r in causes if _is_object(r)],
        "What it is said to bring on": [r for r in causes if not _is_object(r)],
        "What is said to help": [
            r for r in edges if _asks(r, Question.TREATMENT) and _is_object(r)
        ],
        _HELPS: [r for r in edges if _asks(r, Question.TREATMENT) and not _is_object(r)],
        "What is said of its course": [r for r in edges if _asks(r, Question.PROGNOSIS)],
        "How it is said to be told": [r for r in edges if _asks(r, Question.DIAGNOSIS)],
        "How it is said to work": [r for r in edges if _asks(r, Question.MECHANISM)],
    }
    taken = {r["claim"] for rows in told.values() for r in rows}
    told["What else is said"] = [r for r in edges if r["claim"] not in taken]
    return [Group(title, _once(rows)) for title, rows in told.items() if rows]


def graph(node: str, label: str, edges: list[Row]) -> dict[str, list[dict[str, str]]]:
    """Return the neighbourhood as nodes and edges, for drawing."""
    nodes = {node: label}
    drawn = []
    for row in edges:
        if row["other"] and row["other"] != node:
            nodes.setdefault(row["named"], row["named_label"])
            nodes.setdefault(row["other"], row["other_label"])
            ends = (row["other"], row["named"]) if _is_object(row) else (row["named"], row["other"])
            result = result_of(row["result"])
            drawn.append(
                {
                    "id": slug(row["claim"]),
                    "source": ends[0].removeprefix(BASE),
                    "target": ends[1].removeprefix(BASE),
                    "label": row["predicate_label"],
                    "result": result.slug if result else "",
                }
            )
    shown = [{"id": iri.removeprefix(BASE), "label": name} for iri, name in nodes.items()]
    return {"nodes": shown, "edges": list({edge["id"]: edge for edge in drawn}.values())}


def _node(kind: str, name: str) -> str:
    try:
        return iri(kind, name)
    except ValueError:
        raise NotFound(f"no {kind} {name[:200]!r}", hint="search for it by name") from None


def _kin(desk: Desk, node: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in desk.ask("concept-kin", concept=node):
        found.setdefault(slug(row["link"]), []).append(row)
    return found


def _asks(row: Row, question: Question) -> bool:
    return slug(row["question"]) == question.value


def _is_object(row: Row) -> bool:
    return slug(row["end"]) == "object"


def _once(rows: list[Row]) -> list[Row]:
    order = list(Result)
    once = {row["claim"]: row for row in rows}
    return sorted(
        once.values(),
        key=lambda row: (order.index(Result(slug(row["result"]))), row["claim_label"]),
    )
