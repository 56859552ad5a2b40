"""Pages of a long answer: `limit`, `cursor`, and Link headers to the next and the first page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from musclegraph.core.errors import NotFound

MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """
    Some rows of an answer, from `start`, at most `limit`; all if `limit` is 0.

    A cursor holds the snapshot, because in another one the same place has another row.
    """

    snapshot_id: str
    start: int
    limit: int

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
        """Return the header Link (RFC 8288) for this page, if the answer has several."""
        if not self.limit:
            return {}
        first = request.url.remove_query_params("cursor")
        links = [f'<{first}>; rel="first"']
        if cursor := self.next_cursor(count):
            following = request.url.include_query_params(cursor=cursor)
            links.insert(0, f'<{following}>; rel="next"')
        return {"Link": ", ".join(links)}


def page(snapshot_id: str, limit: int | None, cursor: str | None) -> Page:
    """
    Return the page that a request asks for.

    Raises:
        NotFound: `cursor` is not of this snapshot.
    """
    start = _decode(snapshot_id, cursor) if cursor else 0
    return Page(snapshot_id, start, limit or (100 if cursor else 0))


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
