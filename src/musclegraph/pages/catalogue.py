"""The query catalogue: each named question with its form, its SPARQL and its answer."""

from __future__ import annotations

from musclegraph.core.errors import NotFound
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk
from musclegraph.queries.answer import refuse_unknown
from musclegraph.queries.catalog import NamedQuery

_MOST_ROWS = 200


def catalogue_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the list of questions by subject."""
    groups: dict[str, list[NamedQuery]] = {}
    for query in desk.questions.values():
        groups.setdefault(query.tags[0], []).append(query)
    return View(template="questions.html", shown={"groups": dict(sorted(groups.items()))})


def question_page(desk: Desk, name: str, asked: Asked) -> View:
    """
    Return one question; its example is filled in unless values are given.

    Raises:
        NotFound: There is no such question, or a value names nothing here.
        BadParameter: A value is malformed.
    """
    if name not in desk.questions:
        raise NotFound(f"no question is called {name[:100]!r}", hint="see the list of questions")
    query = desk.questions[name]
    given = {one: asked.one(one) for one in query.params if asked.one(one)}
    values = given or query.examples
    text = query.bind(values)
    rows = desk.run(query, values)
    if not rows:
        refuse_unknown(query, values, desk.snapshot.store)
    shown = {
        "query": query,
        "values": values,
        "is_example": not given,
        "route": _route(query, values),
        "sparql": "\n".join(line for line in text.splitlines() if not line.startswith("#+")),
        "rows": rows[:_MOST_ROWS],
        "total": len(rows),
        "columns": _shown(query),
    }
    return View(template="question.html", shown=shown)


def _shown(query: NamedQuery) -> list[tuple[str, str]]:
    """Return the columns to show, each with that of its label; labels stand in their node's."""
    labelled = {name for name in query.columns if f"{name}_label" in query.columns}
    return [
        (name, f"{name}_label" if name in labelled else "")
        for name in query.columns
        if name.removesuffix("_label") not in labelled or not name.endswith("_label")
    ]


def _route(query: NamedQuery, values: dict[str, str]) -> str:
    inside = {name: value for name, value in values.items() if f"{{{name}}}" in query.path}
    rest = [f"{name}={value}" for name, value in values.items() if name not in inside]
    return f"/v1{query.path.format(**inside)}" + (f"?{'&'.join(rest)}" if rest else "")
