"""Dates as records write them, to YYYY, YYYY-MM or YYYY-MM-DD: never more exact than they are."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # bibliographies are read where lxml is not installed
    from lxml import etree

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_WRITTEN = re.compile(
    r"\W*((?:1[5-9]|20)\d\d)(?:[\s/.-]+([A-Za-z]{3,9}|\d{1,2})\b(?:[\s/.-]+(\d{1,2})\b(?![\d-]))?)?"
)


def issued(node: etree._Element | None) -> str:
    """
    Return the date of an element with Year, Month and Day, or with MedlineDate; else empty.

    A season, or a stretch of time, is given by its year alone.
    """
    if node is None:
        return ""
    parts: Mapping[str, str] = {child.tag: (child.text or "").strip() for child in node}
    if "MedlineDate" in parts:
        return written(parts["MedlineDate"])
    return of(parts.get("Year", ""), parts.get("Month", ""), parts.get("Day", ""))


def written(text: str) -> str:
    """
    Return the date that a text begins with, as exactly as it is certain; else its first year.

    >>> written("1998 Dec-1999 Jan"), written("2011 Jun 3"), written("Spring 2004")
    ('1998-12', '2011-06-03', '2004')
    """
    found = _WRITTEN.match(text)
    if found is None:
        year = _YEAR.search(text)
        return year[0] if year else ""
    return of(found[1], found[2] or "", found[3] or "")


@lru_cache(maxsize=4096)  # a file has few different ones
def of(year: str, month: str = "", day: str = "") -> str:
    """
    Return year, month (name or number) and day in ISO form, up to the first that is not one.

    >>> of("2011", "June", "3"), of("2011", "Spring", "3"), of("2011", "2", "31")
    ('2011-06-03', '2011', '2011-02')
    """
    if not _YEAR.fullmatch(year):
        return ""
    name = month[:3].lower()
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(month) if month.isdecimal() else 0
    if not 1 <= number <= 12:
        return year
    if day.isdecimal() and 1 <= int(day) <= monthrange(int(year), number)[1]:
        return f"{year}-{number:02}-{int(day):02}"
    return f"{year}-{number:02}"
