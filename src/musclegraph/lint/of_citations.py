"""MG011 to MG014 and MG020: what a draft cites against what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from musclegraph.lint.citations import Citation, identify
from musclegraph.lint.diagnostic import Diagnostic, diagnose
from musclegraph.lint.numbers import check_numbers
from musclegraph.lint.reading import Line, Match, Reading
from musclegraph.lint.rules import Level
from musclegraph.lint.titles import disagree
from musclegraph.lint.works import Work

_STATUS: dict[str, tuple[Level, str]] = {
    "retracted": ("error", "is retracted and weighs nothing"),
    "withdrawn": ("error", "is withdrawn and weighs nothing"),
    "expressionOfConcern": ("warning", "stands under an expression of concern"),
    "corrected": ("note", "was corrected; read it with its correction"),
}
_OPPOSITE = {"asserts": "disputes", "denies": "supports"}
_INTEREST = re.compile(
    r"\b(?:sells?|sold|selling|maker|manufactur\w+|fund\w*|sponsor\w*|paid|conflicts?|interests?"
    r"|stake|commercial\w*|marketing|advert\w*|profits?|offers?)\b",
    re.I,
)


def check_citations(reading: Reading) -> Iterator[Diagnostic]:
    """Yield what the citations of a draft and its references call for."""
    for line in reading.lines:
        for citation in line.citations:
            yield from _bearing(line, citation)
            yield from _interest(line, citation)
        yield from check_numbers(line)
    yield from _statuses(reading)
    yield from disagree(reading)


def _bearing(line: Line, citation: Citation) -> Iterator[Diagnostic]:
    """Yield MG011 or MG012 for a citation; one work of several that bears on it is enough."""
    known = [work for work in citation.works if "/source/" not in work.iri]
    if not known or not line.matches:
        return
    judged = [(work, match) for work in known for match in line.matches]
    if any(_carries(work, match) for work, match in judged):
        return
    for work, match in judged:
        if work.directions.get(match["claim"]) == {_OPPOSITE[match["polarity"]]}:
            yield _opposite(citation, work, match)
            return
    yield _not_bearing(citation, known[0], line.matches[0])


def _carries(work: Work, match: Match) -> bool:
    """Tell whether a work found what is told; one that could not tell carries doubt and denial."""
    asserts = match["polarity"] == "asserts"
    found = work.directions.get(match["claim"], set())
    return ("supports" if asserts else "disputes") in found or (
        "neutral" in found and (match["hedged"] or not asserts)
    )


def _opposite(citation: Citation, work: Work, match: Match) -> Diagnostic:
    direction = _OPPOSITE[match["polarity"]]
    return diagnose(
        "MG011",
        (citation.start, citation.end),
        f"{work.name} {direction} this: {match['label']}. The sentence tells the opposite.",
        claim=match["claim"],
        evidence=(f"{work.name} ({work.reference}) {direction}",),
    )


def _not_bearing(citation: Citation, work: Work, match: Match) -> Diagnostic:
    if match["claim"] in work.directions:
        found = "its finding on this points neither way"
    elif match["claim"] in work.remarks:
        found = "it only remarks on this and measured something else"
    else:
        found = "no finding of it on this is on record here"
    return diagnose(
        "MG012",
        (citation.start, citation.end),
        f"{work.name} is cited for: {match['label']}; {found}.",
        claim=match["claim"],
    )


def _interest(line: Line, citation: Citation) -> Iterator[Diagnostic]:
    for work in citation.works:
        if work.interests and not _INTEREST.search(line.plain):
            yield diagnose(
                "MG020",
                (citation.start, citation.end),
                f"{work.name}: {work.interests[0]}, and does not declare it.",
            )


def _statuses(reading: Reading) -> Iterator[Diagnostic]:
    """Yield MG013 once for each place that names a work: a reference, or the text itself."""
    for entry in reading.draft.entries:
        for one in identify(entry.text, reading.works, entry.start):
            if one.work:
                yield from _status(one.work, (one.start, one.end))
    for citation in reading.citations:
        for work in citation.works:
            if not _stands_in_reference(work, reading):
                yield from _status(work, (citation.start, citation.end))


def _stands_in_reference(work: Work, reading: Reading) -> bool:
    return any(
        one.work is work
        for entry in reading.draft.entries
        for one in identify(entry.text, reading.works)
    )


def _status(work: Work, span: tuple[int, int]) -> Iterator[Diagnostic]:
    if work.status in _STATUS:
        level, words = _STATUS[work.status]
        yield diagnose("MG013", span, f"{work.name} ({work.reference}) {words}.", level=level)
