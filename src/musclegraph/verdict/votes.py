"""R7: weighed lines to one vote for each independent study and side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from musclegraph.core.model import FiredRule, WeighedLine
from musclegraph.core.terms import Direction, Directness
from musclegraph.verdict.links import Links


@dataclass(frozen=True, slots=True)
class Vote:
    """What one independent study says on one side; `lines` are its own, the best first."""

    group: str
    lines: tuple[WeighedLine, ...]

    @property
    def level(self) -> int:
        """Its best level."""
        return self.lines[0].level

    @property
    def direct(self) -> int:
        """Its best direct level, 0 if none; R9 may ask for it where an indirect one is higher."""
        return max((line.level for line in self.lines if is_direct(line)), default=0)

    @property
    def speaker(self) -> str:
        """The study whose line is the best, for all that report the same data."""
        return self.lines[0].study


Side = Mapping[str, Vote]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes of level 1 or more on each side, and why some studies have none of their own."""

    supports: Side
    disputes: Side
    neutral: Side
    fired: tuple[FiredRule, ...]


def is_direct(line: WeighedLine) -> bool:
    """Tell whether a line bears directly on the claim."""
    return line.directness is Directness.DIRECT


def count_votes(lines: Iterable[WeighedLine], links: Links) -> Ballot:
    """Return the votes. A trial that opposes a review that holds it and is no lower has none."""
    weighing = [line for line in lines if line.level > 0]
    supports, disputes, neutral = (_side(weighing, direction) for direction in Direction)
    fired = [
        *_overruled(supports, disputes, links),
        *_overruled(disputes, supports, links),
    ]
    lost = {rule.about for rule in fired}
    sides = [_keep(supports, lost), _keep(disputes, lost), neutral]
    for side in sides:
        fired += [*_same_data(side), *_within_reviews(side, links)]
    return Ballot(sides[0], sides[1], sides[2], tuple(fired))


def voices(side: Side, links: Links) -> list[Vote]:
    """Return the votes without those trials that a review on the same side speaks for."""
    return [
        vote
        for vote in sorted(side.values(), key=lambda vote: (-vote.level, vote.speaker))
        if _review_of(vote, side, links) is None
    ]


def _side(lines: Iterable[WeighedLine], direction: Direction) -> dict[str, Vote]:
    groups: dict[str, list[WeighedLine]] = {}
    for line in lines:
        if line.direction is direction:
            groups.setdefault(line.group, []).append(line)
    return {group: Vote(group, tuple(sorted(found, key=_rank))) for group, found in groups.items()}


def _rank(line: WeighedLine) -> tuple[int, bool, str, str]:
    return -line.level, not is_direct(line), line.study, line.line


def _review_of(vote: Vote, side: Side, links: Links) -> Vote | None:
    """Return a vote on `side` whose reviews hold this one and which is no lower."""
    for review in sorted(side.values(), key=lambda other: (-other.level, other.group)):
        if vote.group in links.inside[review.group] and review.level >= vote.level:
            return review
    return None


def _overruled(side: Side, opposite: Side, links: Links) -> Iterator[FiredRule]:
    for vote in side.values():
        if review := _review_of(vote, opposite, links):
            for line in vote.lines:
                yield _note("overruled", line.line, review.speaker)


def _keep(side: Side, lost: set[str]) -> dict[str, Vote]:
    return {group: vote for group, vote in side.items() if vote.lines[0].line not in lost}


def _same_data(side: Side) -> Iterator[FiredRule]:
    for vote in side.values():
        told = {vote.speaker}
        for line in vote.lines:
            if line.study not in told:
                told.add(line.study)
                yield _note("sameData", line.line, vote.speaker)


def _within_reviews(side: Side, links: Links) -> Iterator[FiredRule]:
    for vote in side.values():
        if review := _review_of(vote, side, links):
            yield _note("withinReview", vote.lines[0].line, review.speaker)


def _note(case: str, about: str, other: str) -> FiredRule:
    return FiredRule("r7", f"r7.{case}", about, (("other", other),))
