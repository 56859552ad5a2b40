"""How a verdict came to be over the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from musclegraph.core.model import Claim, Verdict, View
from musclegraph.verdict.case import Case
from musclegraph.verdict.dates import last_day
from musclegraph.verdict.engine import judge
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.words import list_words, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    A year whose studies gave the claim another standing; `studies` are those that came.

    `year` is 0 for what stands today, with the studies whose date is not known.
    """

    year: int
    verdict: Verdict
    studies: str


def turns(claim: Claim, known: Knowledge, layer: View, until: date | None = None) -> list[Turn]:
    """
    Return the years in which the verdict on a claim changed, the first verdict included.

    With `until`, what came after that day is not looked at, and nothing is told of today.
    """
    if claim.iri not in known.evidence.lines_on:
        return []
    came: dict[int, list[str]] = {}
    undated: list[str] = []
    near = known.evidence.about(claim.iri, layer)
    for study in {line.study for line in near.lines.values()}:
        days = [last_day(near.publications[one].issued) for one in near.studies[study].reported_in]
        if dated := [day for day in days if day]:
            if until is None or min(dated) <= until:
                came.setdefault(min(dated).year, []).append(name_of(near.studies[study]))
        else:
            undated.append(name_of(near.studies[study]))
    found: list[Turn] = []
    since: list[str] = []
    for year in sorted(came):
        since += sorted(came[year])
        day = min(date(year, 12, 31), until or date.max)
        verdict = judge(Case.open(claim, known.evidence, known.rules, layer, day))
        if not found or _differs(found[-1].verdict, verdict):
            found.append(Turn(year=year, verdict=verdict, studies=list_words(since)))
            since = []
    now = judge(Case.open(claim, known.evidence, known.rules, layer))
    if found and until is None and _differs(found[-1].verdict, now):
        found.append(Turn(year=0, verdict=now, studies=list_words(sorted(undated) or since)))
    return found


def _differs(one: Verdict, other: Verdict) -> bool:
    return (*one.direction, one.certainty) != (*other.direction, other.certainty)
