"""Publication dates, known to the year, the month or the day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def last_day(issued: str) -> date | None:
    """
    Return the last day of a W3CDTF date, from which its publication counts; None if unreadable.

    >>> last_day("2011-06")
    datetime.date(2011, 6, 30)
    """
    found = _PARTIAL.fullmatch(issued)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except ValueError:
        return None
