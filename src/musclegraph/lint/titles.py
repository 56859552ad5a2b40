"""MG014: a reference whose identifier belongs to another work than its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from musclegraph.lint.citations import Identified, identify
from musclegraph.lint.diagnostic import Diagnostic, diagnose
from musclegraph.lint.reading import Reading
from musclegraph.lint.works import Work

_WORD = re.compile(r"[^\W\d_]{4,}")
_NOISE = re.compile(r"https?://\S+|10\.\d{4,9}/\S+|<[^>]*>|\b(?:PMID|doi)\b", re.I)
_ALIKE = 0.5  # of the words of the title; less is another title
_TELLING = 5  # words; a shorter reference need not hold a title


def disagree(reading: Reading) -> Iterator[Diagnostic]:
    """Yield the references of a draft, and of its bibliographies, that contradict themselves."""
    for entry in reading.draft.entries:
        found = [one for one in identify(entry.text, reading.works, entry.start) if one.work]
        yield from _apart(found)
        for one in found[:1]:
            if one.work and _is_other(entry.text, one.work):
                yield _diagnostic(one.work, (one.start, one.end))
    yield from _of_records(reading)


def _of_records(reading: Reading) -> Iterator[Diagnostic]:
    """Yield entries of bibliography files, at the place that cites them."""
    for citation in reading.citations:
        key = reading.draft.text[citation.start : citation.end].lstrip("@")
        record = reading.records.get(key)
        if record and record.title:
            for work in citation.works:
                if _is_other(record.title, work):
                    yield _diagnostic(work, (citation.start, citation.end))


def _apart(found: list[Identified]) -> Iterator[Diagnostic]:
    works = {one.work.iri: (one, one.work) for one in found if one.work}
    names = [f"{work.name} ({work.reference})" for _, work in works.values()]
    for (place, _), name in islice(zip(works.values(), names, strict=True), 1, None):
        yield diagnose(
            "MG014",
            (place.start, place.end),
            f"One reference names two works: {names[0]} and {name}.",
        )


def _is_other(text: str, work: Work) -> bool:
    """Tell whether a text that is long enough to hold the title of a work holds another."""
    told, title = _words(text), _words(work.title)
    if len(told) < min(_TELLING, len(title)) or not title:
        return False
    return len(told & title) / len(title) < _ALIKE


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(_NOISE.sub(" ", text))}


def _diagnostic(work: Work, span: tuple[int, int]) -> Diagnostic:
    return diagnose(
        "MG014", span, f"{work.reference} is “{work.title}”, and the reference has another title."
    )
