"""How a verdict came to be over the years, and how it would move without a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from musclegraph.core.model import Claim, Verdict, View
from musclegraph.verdict.case import Case
from musclegraph.verdict.dates import last_day
from musclegraph.verdict.engine import judge
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.words import list_words, name_of

_MOST_IFS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    A year whose studies gave the claim another standing; `studies` are those that came.

    `year` is 0 for what stands today, with the studies whose date is not known.
    """

    year: int
    verdict: Verdict
    studies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class If:
    """What the verdict would be if some studies did not exist."""

    without: tuple[str, ...]
    names: str
    verdict: Verdict


def turns(claim: Claim, known: Knowledge, layer: View) -> list[Turn]:
    """Return the years in which the verdict on a claim changed, the first verdict included."""
    if claim.iri not in known.evidence.lines_on:
        return []
    came: dict[int, list[str]] = {}
    undated: list[str] = []
    near = known.evidence.about(claim.iri, layer)
    for study in {line.study for line in near.lines.values()}:
        days = [last_day(near.publications[one].issued) for one in near.studies[study].reported_in]
        if years := [day.year for day in days if day]:
            came.setdefault(min(years), []).append(name_of(near.studies[study]))
        else:
            undated.append(name_of(near.studies[study]))
    found: list[Turn] = []
    since: list[str] = []
    for year in sorted(came):
        since += sorted(came[year])
        verdict = judge(Case.open(claim, known.evidence, known.rules, layer, date(year, 12, 31)))
        if not found or _differs(found[-1].verdict, verdict):
            found.append(Turn(year=year, verdict=verdict, studies=list_words(since)))
            since = []
    now = judge(Case.open(claim, known.evidence, known.rules, layer))
    if found and _differs(found[-1].verdict, now):
        found.append(Turn(year=0, verdict=now, studies=list_words(sorted(undated) or since)))
    return found


def ifs(claim: Claim, known: Knowledge, layer: View, sets: Sequence[tuple[str, ...]]) -> list[If]:
    """Return the verdict without each of some sets of studies."""
    studies = known.evidence.studies
    return [
        If(
            without=group,
            names=list_words([name_of(studies[study]) for study in group]),
            verdict=judge(Case.open(claim, known.evidence, known.rules, layer, None, group)),
        )
        for group in sets[:_MOST_IFS]
    ]


def _differs(one: Verdict, other: Verdict) -> bool:
    return (*one.direction, one.certainty) != (*other.direction, other.certainty)
