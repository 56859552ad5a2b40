"""R7: which studies are one and the same, and which reviews hold which. Read from the studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musclegraph.core.model import Study
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.standing import Standing


@dataclass(frozen=True, slots=True)
class Links:
    """
    The independent studies: groups of reports of the same data, named by the first member.

    `inside` gives the groups that the reviews of a group include, at any remove; `trials` the
    number of studies that a study stands for by itself, 1 unless it is a review.
    """

    group_of: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, frozenset[str]]
    trials: Mapping[str, int]

    def overlap(self, one: str, other: str) -> bool:
        """Tell whether two groups are one, or one is in the other, or both hold the same trial."""
        held = {one} | self.inside[one]
        return not held.isdisjoint({other} | self.inside[other])


def link(evidence: Evidence, standings: Mapping[str, Standing]) -> Links:
    """Return the groups among the studies that link at all."""
    alive = {study for study, standing in standings.items() if standing.links}
    group_of = _groups(evidence, alive)
    members: dict[str, tuple[str, ...]] = {}
    for study in sorted(group_of):
        members[group_of[study]] = (*members.get(group_of[study], ()), study)
    return Links(
        group_of,
        members,
        _inside(evidence, group_of, members),
        {study: _trials(evidence.studies[study], group_of) for study in group_of},
    )


def _groups(evidence: Evidence, alive: set[str]) -> dict[str, str]:
    group_of: dict[str, str] = {}
    for first in sorted(alive):
        ahead = set() if first in group_of else {first}
        while ahead:
            group_of |= dict.fromkeys(ahead, first)
            beyond = {other for study in ahead for other in evidence.kin[study]}
            ahead = (beyond & alive) - group_of.keys()
    return group_of


def _inside(
    evidence: Evidence, group_of: Mapping[str, str], members: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    direct = {
        group: {
            group_of[trial]
            for study in studies
            for trial in evidence.studies[study].includes & group_of.keys()
        }
        for group, studies in members.items()
    }
    return {group: _reach(direct, group) for group in members}


def _reach(direct: Mapping[str, set[str]], group: str) -> frozenset[str]:
    found: set[str] = set()
    ahead = direct[group]
    while ahead:
        found |= ahead
        ahead = {inner for held in ahead for inner in direct[held]} - found
    return frozenset(found - {group})


def _trials(study: Study, group_of: Mapping[str, str]) -> int:
    held = {group_of[trial] for trial in study.includes & group_of.keys()}
    return max(1, study.trial_count or 0, len(held))
