"""Evidence in a line each, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from musclegraph.core.model import (
    Claim,
    CompetingInterest,
    EvidenceLine,
    Finding,
    Publication,
    Study,
    Verdict,
)
from musclegraph.core.terms import Design, Direction, InterestKind, Question
from musclegraph.verdict.engine import verdict
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.rules import RuleTable

FOR, AGAINST, NEUTRAL = Direction.SUPPORTS, Direction.DISPUTES, Direction.NEUTRAL
COHORT, TRIAL = Design.PROSPECTIVE_COHORT, Design.RANDOMISED_TRIAL
REVIEW, CASE_SERIES = Design.SYSTEMATIC_REVIEW_OF_TRIALS, Design.CASE_SERIES


def claim(question: Question, iri: str = "claim:c") -> Claim:
    """A claim that puts one kind of question."""
    return Claim(iri=iri, label=iri, predicate="mg:p", question=question)


CAUSE, TREATMENT = claim(Question.CAUSE), claim(Question.TREATMENT)
PROGNOSIS = claim(Question.PROGNOSIS)


@dataclass(frozen=True)
class Told:
    """One study with its publication, what it found, and the line on the claim."""

    study: Study
    publication: Publication
    lines: tuple[EvidenceLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    interests: tuple[CompetingInterest, ...] = ()

    def with_study(self, **changes: Any) -> Told:
        """The same with other facts about the study."""
        return replace(self, study=replace(self.study, **changes))

    def with_publication(self, **changes: Any) -> Told:
        """The same with other facts about the publication."""
        return replace(self, publication=replace(self.publication, **changes))

    def with_line(self, **changes: Any) -> Told:
        """The same with other facts about its lines."""
        return replace(self, lines=tuple(replace(line, **changes) for line in self.lines))

    def with_finding(self, **facts: Any) -> Told:
        """The same with one finding that its lines rest on."""
        finding = Finding(iri=f"finding:{self.study.iri}", **facts)
        changed = self.with_line(findings=frozenset({finding.iri}))
        return replace(changed, findings=(finding,))

    def with_interest(self, kind: InterestKind = InterestKind.FUNDING) -> Told:
        """The same, paid for by somebody."""
        interest = CompetingInterest(
            iri=f"interest:{self.study.iri}", holder=self.study.iri, interest_kind=kind
        )
        return replace(self, interests=(interest,))


def told(name: str, design: Design, direction: Direction | None = None, **line: Any) -> Told:
    """A study called `name`, in an article of 2010, with one line unless `direction` is None."""
    study, publication = f"study:{name}", f"publication:{name}"
    lines = ()
    if direction:
        iri = f"line:{name}"
        lines = (EvidenceLine(iri=iri, claim="claim:c", study=study, direction=direction, **line),)
    return Told(
        Study(iri=study, label=name, design=design, reported_in=frozenset({publication})),
        Publication(iri=publication, issued="2010"),
        lines,
    )


def evidence(*items: Told) -> Evidence:
    """All of it together."""

    def every(name: str) -> Iterable[Any]:
        return (node for item in items for node in getattr(item, name))

    return Evidence.of(
        every("lines"),
        (item.study for item in items),
        (item.publication for item in items),
        every("findings"),
        every("interests"),
    )


def found(about: Claim, rules: RuleTable, *items: Told, **asked: Any) -> Verdict:
    """The verdict on the claim from these studies alone."""
    return verdict(about, evidence(*items), rules, **asked)


def answer(about: Claim, rules: RuleTable, *items: Told, **asked: Any) -> str:
    """The verdict in a word or two: "supported low", "insufficient supported", "conflicting"."""
    result = found(about, rules, *items, **asked)
    more = result.leaning or result.certainty
    return f"{result.result.slug} {more.words}" if more else result.result.slug
