"""The evidence on a claim as a field: which way each study points, and at what level it counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from musclegraph.core.model import EvidenceLine, Publication, Study
from musclegraph.core.terms import Direction, Directness, EvidenceRole
from musclegraph.verdict.assess import Assessment
from musclegraph.verdict.case import Case
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.words import name_of, people_in

_SMALLEST, _LARGEST, _MOST_PEOPLE = 5.0, 17.0, 10_000
LEVELS = (4, 3, 2, 1, 0)
SIDES = (Direction.DISPUTES, Direction.NEUTRAL, Direction.SUPPORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """
    One study's bearing on the claim, as it is drawn and listed.

    `level` is 0 to 4; `left_out` says why the study is struck through, empty if it counts;
    `radius` is in pixels, its area growing with the square root of the number of people.
    """

    line: EvidenceLine
    study: Study
    name: str
    people: str
    direction: Direction
    level: int
    words: str
    radius: float
    left_out: str
    is_critical: bool
    rests_on_it: bool
    findings: tuple[str, ...]
    interests: tuple[str, ...]
    publications: tuple[Publication, ...]

    @property
    def is_indirect(self) -> bool:
        """Whether it tested something near the claim, not the claim."""
        return self.line.directness is Directness.INDIRECT

    @property
    def is_remark(self) -> bool:
        """Whether it only mentions the claim."""
        return self.line.evidence_role is EvidenceRole.BACKGROUND_REMARK


def dots(found: Assessment, case: Case, known: Knowledge) -> list[Dot]:
    """Return the studies on a claim, those that weigh most first, the struck ones last."""
    weighed = {line.line: line for line in found.verdict.weighed}
    reread = {old for line in case.evidence.lines.values() for old in line.replaces}
    made = []
    for line in case.evidence.lines.values():
        counted = weighed.get(line.iri)
        if counted is None and line.iri in reread:
            continue
        left_out = "" if counted or not case.standings else _why(case, line)
        made.append(_dot(line, counted.level if counted else 0, left_out, found, known))
    order = {side: place for place, side in enumerate(SIDES)}
    return sorted(
        made, key=lambda dot: (bool(dot.left_out), -dot.level, order[dot.direction], dot.name)
    )


def field(shown: list[Dot]) -> list[tuple[int, list[list[Dot]]]]:
    """Return a row a level, from high to none, each with its three cells in order of SIDES."""
    levels = LEVELS if any(dot.level == 0 for dot in shown) else LEVELS[:-1]
    return [
        (level, [[d for d in shown if d.level == level and d.direction is side] for side in SIDES])
        for level in levels
    ]


def radius(people: int | None) -> float:
    """
    Return the radius of a study's dot in pixels; one of unknown size is as small as can be.

    >>> radius(None), radius(10_000)
    (5.0, 17.0)
    """
    share = sqrt(sqrt(min(people or 0, _MOST_PEOPLE) / _MOST_PEOPLE))
    return round(_SMALLEST + share * (_LARGEST - _SMALLEST), 1)


def _why(case: Case, line: EvidenceLine) -> str:
    said = {
        "r1.removed": "left out here",
        "r1.retracted": "retracted",
        "r1.withdrawn": "withdrawn",
        "r1.superseded": "superseded by a later version",
        "r1.undated": "undated, so it counts for today only",
        "r1.unpublished": "not published then",
    }
    return said.get(case.standings[line.study].case, "")


def _dot(line: EvidenceLine, level: int, left_out: str, found: Assessment, known: Knowledge) -> Dot:
    study = known.evidence.studies[line.study]
    weighed = {one.line: one for one in found.verdict.weighed}
    evidence = known.evidence
    return Dot(
        line=line,
        study=study,
        name=name_of(study),
        people=people_in(study).removeprefix(", "),
        direction=weighed[line.iri].direction if line.iri in weighed else line.direction,
        level=level,
        words=known.rules.words_for(level),
        radius=radius(study.sample_size),
        left_out=left_out,
        is_critical=study.iri in found.fragility.critical_studies,
        rests_on_it=study.iri in found.verdict.rests_on,
        findings=tuple(evidence.findings[iri].label for iri in sorted(line.findings)),
        interests=tuple(one.label for one in evidence.interests_of.get(study.iri, ())),
        publications=tuple(evidence.publications[iri] for iri in sorted(study.reported_in)),
    )
