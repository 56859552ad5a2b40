"""The front page: one box to ask in, what is contested, what is new, how to cite."""

from __future__ import annotations

from collections import Counter

from musclegraph.core.names import slug
from musclegraph.core.terms import Result
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.pages.words import count, result_of, spaced

_MYTHS, _NEW, _MOVED = 6, 6, 4
_TOLD = ("Claim", "Study", "EvidenceLine", "Source", "Harm")


def front_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the front page."""
    counts = {row["kind"]: row["count"] for row in desk.ask("counts")}
    changes = desk.ask("changes-since", since=desk.as_of)
    newest = changes[0]["changed_on"] if changes else ""
    came = Counter(row["kind"] for row in changes if slug(row["kind"]) in _TOLD)
    return View(
        template="front.html",
        shown={
            "myths": sorted(desk.ask("myths"), key=_decided)[:_MYTHS],
            "contested": desk.ask("contested-claims"),
            "new": desk.ask("newest-publications")[:_NEW],
            "moved": desk.moved[:_MOVED],
            "newest": newest,
            "came": [count(number, spaced(kind)) for kind, number in came.items()],
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
