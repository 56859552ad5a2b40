"""R9 and R10: two sides of votes to a result, its level and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from musclegraph.core.model import FiredRule
from musclegraph.core.terms import Question, Result
from musclegraph.verdict import nulls
from musclegraph.verdict.case import Case
from musclegraph.verdict.votes import Ballot, Side, Vote, is_direct, voices


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result before it is written down: `level` is that of the side that won, or 0."""

    result: Result
    rests_on: tuple[str, ...]
    fired: tuple[FiredRule, ...]
    level: int = 0
    leaning: Result | None = None


@dataclass(frozen=True, slots=True)
class Bout:
    """The two levels that meet, and whether only direct lines were let in."""

    supports: int
    disputes: int
    direct: bool


def compare(ballot: Ballot, case: Case) -> Outcome:
    """Weigh the sides against each other."""
    bout = _meet(ballot.supports, ballot.disputes)
    if not bout.supports and not bout.disputes:
        return _neither(ballot, case)
    gap = abs(bout.supports - bout.disputes)
    if bout.supports and bout.disputes and gap <= case.rules.number("within"):
        return _tie(bout, ballot, case)
    return _win(bout, ballot, case)


def is_single(side: Side, case: Case) -> bool:
    """Tell whether a side has no two independent studies that would each decide by themselves."""
    threshold = case.rules.number("threshold")
    carrying = [line for vote in side.values() for line in vote.lines if line.level >= threshold]
    several = case.rules.number("independentStudies")
    if any(case.links.trials[line.study] >= several for line in carrying):
        return False
    groups = sorted({line.group for line in carrying})
    return all(case.links.overlap(one, other) for one, other in combinations(groups, 2))


def _meet(supports: Side, disputes: Side) -> Bout:
    best_for, best_against = _best(supports.values()), _best(disputes.values())
    direct_for = max((vote.direct for vote in supports.values()), default=0)
    direct_against = max((vote.direct for vote in disputes.values()), default=0)
    if direct_for and direct_against:
        return Bout(direct_for, direct_against, direct=True)
    if direct_for:
        return Bout(best_for, 0, direct=False)
    if direct_against:
        return Bout(0, best_against, direct=False)
    return Bout(best_for, best_against, direct=False)


def _neither(ballot: Ballot, case: Case) -> Outcome:
    if not ballot.neutral:
        return Outcome(Result.NOT_ASSESSED, (), ())
    return Outcome(
        Result.INSUFFICIENT,
        _speakers(ballot.neutral, case),
        (FiredRule("r9", "r9.neutralOnly", case.claim.iri),),
    )


def _tie(bout: Bout, ballot: Ballot, case: Case) -> Outcome:
    very_low = max(bout.supports, bout.disputes) <= case.rules.number("leaning")
    words = {
        "supports": case.rules.words_for(bout.supports),
        "disputes": case.rules.words_for(bout.disputes),
    }
    phrase = "r9.bothVeryLow" if very_low else "r9.conflict"
    return Outcome(
        Result.INSUFFICIENT if very_low else Result.CONFLICTING,
        _speakers(ballot.supports, case, direct=bout.direct)
        + _speakers(ballot.disputes, case, direct=bout.direct),
        (FiredRule("r9", phrase, case.claim.iri, tuple(words.items())),),
    )


def _win(bout: Bout, ballot: Ballot, case: Case) -> Outcome:
    supported = bout.supports > bout.disputes
    winner, loser = ballot.supports, ballot.disputes
    if not supported:
        winner, loser = loser, winner
    higher, lower = max(bout.supports, bout.disputes), min(bout.supports, bout.disputes)
    if supported and (faced := _facing_null(higher, ballot, case)):
        return faced
    level = higher - case.rules.number("conflictStep") if lower else higher
    fired = [_why_it_wins(higher, lower, loser, case)]
    cap = case.rules.number("singleStudyCap")
    if level > cap and is_single(winner, case):
        level = cap
        words = (("level", case.rules.words_for(cap)),)
        fired.append(FiredRule("r10", "r10", case.claim.iri, words))
    way = Result.SUPPORTED if supported else Result.CONTRADICTED
    decided = level >= case.rules.number("threshold")
    return Outcome(
        way if decided else Result.INSUFFICIENT,
        _speakers(winner, case, direct=bout.direct),
        tuple(fired),
        level,
        None if decided else way,
    )


def _why_it_wins(higher: int, lower: int, loser: Side, case: Case) -> FiredRule:
    if lower:
        words = (("higher", case.rules.words_for(higher)), ("lower", case.rules.words_for(lower)))
        return FiredRule("r9", "r9.outweighs", case.claim.iri, words)
    if loser:
        return FiredRule("r9", "r9.directOnly", case.claim.iri)
    return FiredRule("r9", "r9.unopposed", case.claim.iri)


def _facing_null(level: int, ballot: Ballot, case: Case) -> Outcome | None:
    """Return the outcome if a benefit that rests on one study meets a null result as good."""
    if case.claim.question is not Question.TREATMENT or not is_single(ballot.supports, case):
        return None
    least = max(level - case.rules.number("within"), 1)
    facing = {
        vote.speaker: found
        for vote in sorted(ballot.neutral.values(), key=lambda vote: vote.speaker)
        if _is_another_study(vote, ballot.supports, case)
        and (found := _null_level(vote, ballot.supports, case)) >= least
    }
    if not facing:
        return None
    very_low = max(level, *facing.values()) <= case.rules.number("leaning")
    phrase = "r9.nullCancels" if very_low else "r9.nullConflicts"
    return Outcome(
        Result.INSUFFICIENT if very_low else Result.CONFLICTING,
        _speakers(ballot.supports, case) + tuple(facing),
        (FiredRule("r9", phrase, case.claim.iri, (("other", next(iter(facing))),)),),
    )


def _is_another_study(vote: Vote, supports: Side, case: Case) -> bool:
    return all(
        vote.group != group and vote.group not in case.links.inside[group] for group in supports
    )


def _null_level(vote: Vote, supports: Side, case: Case) -> int:
    direct_only = any(other.direct for other in supports.values())
    return _best_line(
        line.level
        for line in vote.lines
        if nulls.is_null_result(case.evidence.lines[line.line], case)
        and (is_direct(line) or not direct_only)
    )


def _speakers(side: Side, case: Case, *, direct: bool = False) -> tuple[str, ...]:
    return tuple(vote.speaker for vote in voices(side, case.links) if vote.direct or not direct)


def _best(votes: Iterable[Vote]) -> int:
    return _best_line(vote.level for vote in votes)


def _best_line(levels: Iterable[int]) -> int:
    return max(levels, default=0)
