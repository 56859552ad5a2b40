"""The front page: one box to ask in, what is contested, what is new, how to cite."""

from __future__ import annotations

from musclegraph.core.terms import Result
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.pages.words import result_of

_MYTHS, _NEW = 6, 6


def front_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the front page."""
    counts = {row["kind"]: row["count"] for row in desk.ask("counts")}
    return View(
        template="front.html",
        shown={
            "myths": sorted(desk.ask("myths"), key=_decided)[:_MYTHS],
            "contested": desk.ask("contested-claims"),
            "new": desk.ask("newest-publications")[:_NEW],
            "counts": counts,
        },
    )


def files_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the front page of files that are served as they are."""
    return View(template="files.html", shown={"counts": desk.snapshot.manifest["counts"]})


def _decided(row: Row) -> int:
    """Order beliefs by how much studies have to say of them."""
    result = result_of(row["result"])
    return list(Result).index(result) if result else len(Result)
