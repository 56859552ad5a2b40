"""How a verdict would move without a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from musclegraph.core.model import Claim, Verdict, View
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.words import list_words, name_of

_MOST_IFS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class If:
    """What the verdict would be if some studies did not exist."""

    without: tuple[str, ...]
    names: str
    verdict: Verdict


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
