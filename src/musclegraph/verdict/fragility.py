"""How easily a verdict would change: the smallest sets of studies whose loss changes it."""

from __future__ import annotations

from itertools import combinations

from musclegraph.core.model import Fragility, Verdict
from musclegraph.core.terms import Result
from musclegraph.verdict.case import Case
from musclegraph.verdict.compare import Outcome, compare
from musclegraph.verdict.votes import count_votes
from musclegraph.verdict.words import count_words, list_words, name_of

SHOWN = 3
_DECIDED = (Result.SUPPORTED, Result.CONTRADICTED)


def find_fragility(case: Case, found: Verdict) -> Fragility:
    """
    Return the smallest sets of independent studies whose loss would change result or leaning.

    A study that is lost takes its group along: reports of the same data, superseded versions.
    Of n votes, as many as the rules consider, sets of up to k are tried: n choose k comparisons.
    """
    speakers = _speakers(case, found)
    if not speakers:
        return Fragility(sentence=case.rules.say("fragility.nothing"))
    most = case.rules.number("votes")
    for size in range(1, min(most, len(speakers)) + 1):
        changes = {
            groups: left
            for groups in combinations(sorted(speakers), size)
            if _differs(left := _without(case, found, groups), found)
        }
        if changes:
            sets = tuple(tuple(speakers[group] for group in groups) for groups in changes)
            sentence = _sentence(sets, found, list(changes.values()), case)
            return Fragility(sets=sets, votes=size, sentence=sentence)
    return Fragility(sentence=case.rules.say("fragility.robust", count=count_words(most)))


def _speakers(case: Case, found: Verdict) -> dict[str, str]:
    """Return the study that speaks for each group with a vote, for the best votes."""
    best = sorted(found.weighed, key=lambda line: (-line.level, line.study))
    speakers: dict[str, str] = {}
    for line in best:
        if line.level and len(speakers) < case.rules.number("considered"):
            speakers.setdefault(line.group, line.study)
    return speakers


def _without(case: Case, found: Verdict, groups: tuple[str, ...]) -> Outcome:
    kept = [line for line in found.weighed if line.group not in groups]
    return compare(count_votes(kept, case.links), case)


def _differs(left: Outcome, found: Verdict) -> bool:
    return (left.result, left.leaning) != found.direction


def _sentence(
    sets: tuple[tuple[str, ...], ...], found: Verdict, left: list[Outcome], case: Case
) -> str:
    named = [list_words([_name(study, case) for study in group]) for group in sets]
    shown = list_words(named[:SHOWN], "or") + ", among others" * (len(named) > SHOWN)
    if len(sets[0]) > 1:
        return case.rules.say("fragility.several", count=count_words(len(sets[0])), studies=shown)
    if not found.level and all(other.result in _DECIDED for other in left):
        return case.rules.say("fragility.settled", studies=shown)
    return case.rules.say("fragility.one" if len(sets) == 1 else "fragility.anyOne", studies=shown)


def _name(iri: str, case: Case) -> str:
    """Return the name of a study; of a review, with how many studies would go with it."""
    study = case.evidence.studies[iri]
    if (study.trial_count or 0) < 2:
        return name_of(study)
    return case.rules.say("fragility.review", study=name_of(study), count=study.trial_count)
