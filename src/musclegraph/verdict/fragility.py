"""How easily a verdict would change: the smallest sets of studies whose loss changes it."""

from __future__ import annotations

from itertools import combinations

from musclegraph.core.model import Fragility, Verdict
from musclegraph.core.terms import Result
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge
from musclegraph.verdict.words import count_words, list_words, name_of

SHOWN = 3
_DECIDED = (Result.SUPPORTED, Result.CONTRADICTED)


def find_fragility(case: Case, found: Verdict) -> Fragility:
    """
    Return the smallest sets of independent studies whose loss would change result or leaning.

    A study that is lost takes its group along: reports of the same data, superseded versions.
    With n votes and sets of up to k, the verdict is found anew at most n choose k times.
    """
    speakers = _speakers(found)
    if not speakers:
        return Fragility(sentence=case.rules.say("fragility.nothing"))
    most = case.rules.number("votes")
    for size in range(1, min(most, len(speakers)) + 1):
        changes = {
            groups: changed
            for groups in combinations(sorted(speakers), size)
            if (changed := _without(case, groups)).direction != found.direction
        }
        if changes:
            sets = tuple(tuple(speakers[group] for group in groups) for groups in changes)
            sentence = _sentence(sets, found, list(changes.values()), case)
            return Fragility(sets=sets, votes=size, sentence=sentence)
    return Fragility(sentence=case.rules.say("fragility.robust", count=count_words(most)))


def _speakers(found: Verdict) -> dict[str, str]:
    """Return the study that speaks for each group with a vote: the one with the best line."""
    best = sorted(found.weighed, key=lambda line: (-line.level, line.study))
    speakers: dict[str, str] = {}
    for line in best:
        if line.level:
            speakers.setdefault(line.group, line.study)
    return speakers


def _without(case: Case, groups: tuple[str, ...]) -> Verdict:
    return judge(case.losing({study for group in groups for study in case.links.members[group]}))


def _sentence(
    sets: tuple[tuple[str, ...], ...], found: Verdict, changed: list[Verdict], case: Case
) -> str:
    studies = case.evidence.studies
    named = [list_words([name_of(studies[study]) for study in group]) for group in sets]
    shown = list_words(named[:SHOWN], "or") + ", among others" * (len(named) > SHOWN)
    if len(sets[0]) > 1:
        return case.rules.say("fragility.several", count=count_words(len(sets[0])), studies=shown)
    if not found.level and all(other.result in _DECIDED for other in changed):
        return case.rules.say("fragility.settled", studies=shown)
    return case.rules.say("fragility.one" if len(sets) == 1 else "fragility.anyOne", studies=shown)
