"""
Pages of a long answer: `limit`, `cursor`, and Link headers to the next and the first page.

Who asks for no page gets a whole answer, up to the cap that free SPARQL has; beyond it the answer
is the first page, and says so.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request

from musclegraph.core.errors import NotFound

MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """
    Some rows of an answer, from `start`, at most `limit`.

    `limit` is 0 for a whole answer, which `most` rows may have at most. A cursor holds the
    snapshot, because in another one the same place has another row.
    """

    snapshot_id: str
    start: int
    limit: int
    most: int = 0
    is_cut: bool = False

    @property
    def end(self) -> int | None:
        """How many rows of the answer to read."""
        return self.start + (self.limit or self.most) or None

    def fitted(self, count: int) -> Page:
        """Return this page, or the first if it is all of `count` rows and they are too many."""
        if self.limit or not self.most or count <= self.most:
            return self
        return replace(self, limit=self.most, is_cut=True)

    def cut(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows of this page."""
        return rows[self.start : self.start + self.limit] if self.limit else rows[self.start :]

    def of(self, text: str) -> str:
        """Return a query without a LIMIT of its own so that it gives just this page."""
        return f"{text}\nLIMIT {self.limit}\nOFFSET {self.start}" if self.limit else text

    def next_cursor(self, count: int) -> str:
        """Return the cursor of the page after this one, of `count` rows in all; empty if none."""
        end = self.start + self.limit
        return _encode(self.snapshot_id, end) if self.limit and end < count else ""

    def links(self, request: Request, count: int) -> dict[str, str]:
        """Return the header Link (RFC 8288), if the answer has several pages, and Result-Cap."""
        if not self.limit:
            return {}
        cap = {"Result-Cap": str(self.most)} if self.is_cut else {}
        first = request.url.remove_query_params("cursor")
        links = [f'<{first}>; rel="first"']
        if cursor := self.next_cursor(count):
            following = request.url.include_query_params(cursor=cursor, limit=min(self.limit, MOST))
            links.insert(0, f'<{following}>; rel="next"')
        return {"Link": ", ".join(links), **cap}


def page(snapshot_id: str, limit: int | None, cursor: str | None, most: int = 0) -> Page:
    """
    Return the page that a request asks for; of a whole answer at most `most` rows.

    Raises:
        NotFound: `cursor` is not of this snapshot.
    """
    start = _decode(snapshot_id, cursor) if cursor else 0
    return Page(snapshot_id, start, limit or (100 if cursor else 0), most)


def _encode(snapshot_id: str, start: int) -> str:
    return base64.urlsafe_b64encode(f"{snapshot_id}.{start}".encode()).decode().rstrip("=")


def _decode(snapshot_id: str, cursor: str) -> int:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        owner, _, start = (
            base64.b64decode(padded, b"-_", validate=True).decode("ascii").partition(".")
        )
        is_number = start.isdecimal() and len(start) < 10
    except (binascii.Error, ValueError):
        owner, start, is_number = "", "", False
    if not is_number or owner != snapshot_id:
        raise NotFound(
            "the cursor is none of this snapshot's",
            hint="the data may have changed in between: start again without a cursor",
        )
    return int(start)
