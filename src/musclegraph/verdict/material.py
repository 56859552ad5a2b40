"""The evidence in memory, and the part of it that bears on one claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from musclegraph.core.model import (
    CompetingInterest,
    EvidenceLine,
    Finding,
    Publication,
    Study,
    View,
)
from musclegraph.core.terms import Layer

Node = TypeVar("Node", CompetingInterest, EvidenceLine, Finding, Publication, Study)


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Lines, and the studies, publications, findings and interests they lead to, by IRI.

    `kin` links each study to those that share data with it, are reported in the same
    publication, or are another version of it. Make one with `Evidence.of`.
    """

    lines: Mapping[str, EvidenceLine]
    studies: Mapping[str, Study]
    publications: Mapping[str, Publication]
    findings: Mapping[str, Finding]
    interests: Mapping[str, CompetingInterest]
    kin: Mapping[str, frozenset[str]]
    lines_on: Mapping[str, tuple[EvidenceLine, ...]]
    interests_of: Mapping[str, tuple[CompetingInterest, ...]]

    @classmethod
    def of(
        cls,
        lines: Iterable[EvidenceLine] = (),
        studies: Iterable[Study] = (),
        publications: Iterable[Publication] = (),
        findings: Iterable[Finding] = (),
        interests: Iterable[CompetingInterest] = (),
    ) -> Evidence:
        """Index the nodes. Their order does not matter, and one given twice counts once."""
        by_study, by_publication = _by_iri(studies), _by_iri(publications)
        by_line, by_interest = _by_iri(lines), _by_iri(interests)
        return cls(
            by_line,
            by_study,
            by_publication,
            _by_iri(findings),
            by_interest,
            _kin(by_study, by_publication),
            _grouped((line.claim, line) for line in by_line.values()),
            _grouped((interest.holder, interest) for interest in by_interest.values()),
        )

    def about(self, claim: str, view: View) -> Evidence:
        """Return what bears on one claim: its lines in view and all that they are linked to."""
        lines = [line for line in self.lines_on.get(claim, ()) if _in_view(line, view)]
        near = self._linked({line.study for line in lines})
        studies = [self.studies[study] for study in near]
        publications = self._versions({iri for study in studies for iri in study.reported_in})
        cited = {finding for line in lines for finding in line.findings}
        return Evidence.of(
            lines,
            studies,
            [self.publications[iri] for iri in publications],
            [self.findings[iri] for iri in cited & self.findings.keys()],
            [interest for study in near for interest in self.interests_of.get(study, ())],
        )

    def _linked(self, start: set[str]) -> set[str]:
        found: set[str] = set()
        ahead = start & self.studies.keys()
        while ahead:
            found |= ahead
            beyond = {iri for study in ahead for iri in self._next_to(study)}
            ahead = (beyond & self.studies.keys()) - found
        return found

    def _next_to(self, study: str) -> frozenset[str]:
        return self.kin.get(study, frozenset()) | self.studies[study].includes

    def _versions(self, start: set[str]) -> set[str]:
        found: set[str] = set()
        ahead = start & self.publications.keys()
        while ahead:
            found |= ahead
            newer = {self.publications[iri].superseded_by for iri in ahead}
            ahead = (newer & self.publications.keys()) - found
        return found


def _by_iri(nodes: Iterable[Node]) -> dict[str, Node]:
    return {node.iri: node for node in sorted(nodes, key=lambda node: node.iri)}


def _grouped(pairs: Iterable[tuple[str, Node]]) -> dict[str, tuple[Node, ...]]:
    groups: dict[str, list[Node]] = {}
    for key, node in pairs:
        groups.setdefault(key, []).append(node)
    return {key: tuple(nodes) for key, nodes in groups.items()}


def _in_view(line: EvidenceLine, view: View) -> bool:
    return view == "all" or line.layer is Layer.ARTICLES


def _kin(
    studies: Mapping[str, Study], publications: Mapping[str, Publication]
) -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {study: set() for study in studies}
    for one, other in _pairs(studies, publications):
        if one != other and one in kin and other in kin:
            kin[one].add(other)
            kin[other].add(one)
    return {study: frozenset(others) for study, others in kin.items()}


def _pairs(
    studies: Mapping[str, Study], publications: Mapping[str, Publication]
) -> Iterable[tuple[str, str]]:
    reports: dict[str, list[str]] = {}
    for study in studies.values():
        for publication in study.reported_in:
            reports.setdefault(publication, []).append(study.iri)
        yield from ((study.iri, other) for other in study.shares_data_with)
    for publication, reported in reports.items():
        yield from combinations(reported, 2)
        if record := publications.get(publication):
            newer = reports.get(record.superseded_by, ())
            yield from ((one, other) for one in reported for other in newer)
