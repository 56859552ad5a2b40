"""The page of a source: who stands behind it, what it says, where it errs, what it lacks."""

from __future__ import annotations

from musclegraph.core.errors import NotFound
from musclegraph.core.names import iri
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row


def source_page(desk: Desk, name: str, asked: Asked) -> View:
    """
    Return the page of a source.

    Raises:
        NotFound: There is no such source.
    """
    try:
        node = iri("source", name)
    except ValueError:
        node = ""
    about = [row for row in desk.ask("sources") if row["source"] == node]
    if not about:
        raise NotFound(f"no source {name[:200]!r}", hint="see the list of sources")
    said: dict[str, list[Row]] = {}
    for row in desk.ask("said-by-source", source=node):
        said.setdefault(row["claim"], []).append(row)
    shown = {
        "this": about[0],
        "authors": list(dict.fromkeys(row["author_label"] for row in about if row["author_label"])),
        "positions": desk.ask("positions-of-source", source=node),
        "said": said,
        "interests": desk.ask("interests-of-source", source=node),
        "issues": desk.ask("issues-of-source", source=node),
        "gaps": desk.ask("gaps-of-source", source=node),
        "updates": desk.ask("updates-of-source", source=node),
    }
    return View(template="source.html", shown=shown)
