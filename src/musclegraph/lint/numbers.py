"""MG015: a number of a sentence that does not stand in the study it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from musclegraph.lint.diagnostic import Diagnostic, diagnose
from musclegraph.lint.reading import Line
from musclegraph.lint.works import Work

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_PEOPLE = (
    "participants|patients|people|persons|subjects|volunteers|adults|men|women|children|students"
    "|athletes|runners|triathletes|cyclists|swimmers|players|examiners|therapists|doctors"
    "|trials|studies|reviews|cases|reports|crampers|users|workers"
)
_TOLD = re.compile(
    rf"(?P<about>\b(?:about|around|nearly|almost|close to|some|roughly|over|more than|under"
    rf"|at least)\s+)?\b{_NUMBER}"
    rf"(?:\s*(?P<share>%|per ?cent\b)|(?:\s+[a-z-]+){{0,2}}\s+(?P<people>{_PEOPLE})\b)",
    re.I,
)
_ANY = re.compile(rf"(?<![\w.]){_NUMBER}")
_ROUGHLY = 0.1  # what "about" allows


def check_numbers(line: Line) -> Iterator[Diagnostic]:
    """Yield the numbers of people and percentages that none of the cited works has."""
    works = [work for citation in line.citations for work in citation.works if work.texts]
    if not works:
        return
    known = _known(text for work in works for text in work.texts)
    for found in _TOLD.finditer(line.plain):
        if found["share"] or found["people"]:
            told = float(found[2].replace(",", ""))
            if not any(_same(told, number, found["about"]) for number in known):
                yield _diagnostic(line, found, works)


def _known(texts: Iterable[str]) -> set[float]:
    return {float(number.replace(",", "")) for text in texts for number in _ANY.findall(text)}


def _same(told: float, known: float, about: str | None) -> bool:
    if about:
        return abs(told - known) <= _ROUGHLY * max(told, known)
    # A writer may round 58.5 to 59 or to 58; half a unit of the last place is rounding.
    return abs(told - known) <= 0.5 if told == int(told) and known != int(known) else told == known


def _diagnostic(line: Line, found: re.Match[str], works: list[Work]) -> Diagnostic:
    names = " and ".join(dict.fromkeys(f"{work.name} ({work.reference})" for work in works))
    sizes = ", ".join(
        dict.fromkeys(text for work in works for text in work.texts if text.isdigit())
    )
    held = f" (numbers of people on record: {sizes})" if sizes and found["people"] else ""
    offset = line.source.find(found[0])
    span = (line.start + offset, line.start + offset + len(found[0])) if offset >= 0 else line.span
    return diagnose("MG015", span, f"“{found[0]}” stands nowhere in the record of {names}{held}.")
