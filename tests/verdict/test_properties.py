"""
What holds for any evidence whatever: the five properties that the rules promise, and one more.

Each is tried on a few hundred random sets in every run, and on thousands with `-m soak` or with
MUSCLEGRAPH_PROOF=1.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from musclegraph.core.model import Verdict
from musclegraph.core.terms import Result, Status
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge, verdict
from musclegraph.verdict.fragility import find_fragility
from musclegraph.verdict.rules import RuleTable

from .conftest import published_rules
from .strategies import World, supporters, worlds

SAMPLE, PROOF = 300, 4_000
HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@cache
def table() -> RuleTable:
    """The published rules, read once."""
    return published_rules()


def ask(world: World, **changes: Any) -> Verdict:
    """The verdict on a world."""
    asked = replace(world, **changes)
    return verdict(asked.asked, asked.evidence, table(), asked.view, asked.as_of)


def said(found: Verdict) -> tuple[object, ...]:
    """What a reader is told."""
    return found.result, found.certainty, found.leaning


def rank(found: Verdict) -> int:
    """How far a verdict is on the side of the claim: 4 supported, high; -4 contradicted, high."""
    way = {Result.SUPPORTED: 1, Result.CONTRADICTED: -1}
    return found.level * way.get(found.leaning or found.result, 0)


def order_does_not_matter(data: st.DataObject) -> None:
    """The same evidence in another order gives the same verdict to the last rule and digest."""
    world = data.draw(worlds())
    shuffle = random.Random(data.draw(st.integers(0, 99)))
    nodes = {
        name: tuple(shuffle.sample(getattr(world, name), len(getattr(world, name))))
        for name in ("lines", "studies", "publications", "interests")
    }
    assert ask(world, **nodes) == ask(world)


def a_duplicate_report_changes_nothing(data: st.DataObject) -> None:
    """A second report of the same study, with the same lines, changes nothing that is said."""
    world = data.draw(worlds())
    copy = duplicate(world, data.draw(st.sampled_from(world.studies)).iri)
    assert said(ask(world.and_also(copy))) == said(ask(world))
    assert ask(world.and_also(world)) == ask(world)


def a_retracted_study_counts_for_nothing(data: st.DataObject) -> None:
    """A retracted study is as one that never was, if no review includes it."""
    world = data.draw(worlds())
    study = data.draw(st.sampled_from(world.studies))
    others = [other for other in world.studies if other != study]
    assume(not any(study.iri in other.includes for other in others))
    assume(not any(study.reported_in & other.reported_in for other in others))
    gone = replace(
        world,
        studies=tuple(others),
        publications=tuple(p for p in world.publications if p.iri not in study.reported_in),
        lines=tuple(line for line in world.lines if line.study != study.iri),
    )
    retracted = ask(with_status(world, study.reported_in, Status.RETRACTED))
    assert said(retracted) == said(ask(gone))
    assert retracted.rests_on == ask(gone).rests_on


def support_never_hurts(data: st.DataObject) -> None:
    """A supporting line from a new, current study never lowers a verdict's rank or certainty."""
    world = data.draw(worlds())
    new = data.draw(supporters(world))
    assert rank(ask(world.and_also(new))) >= rank(ask(world))


def unretracting_restores_the_digest(data: st.DataObject) -> None:
    """Retracting changes the digest of the verdicts it touches; taking it back restores it."""
    world = data.draw(worlds())
    paper = data.draw(st.sampled_from(world.publications))
    retracted = with_status(world, frozenset({paper.iri}), Status.RETRACTED)
    restored = with_status(retracted, frozenset({paper.iri}), paper.status)
    before = ask(world)
    assert ask(restored) == before
    if paper.status is not Status.RETRACTED and paper.iri in read_for(world):
        assert ask(retracted).evidence_digest != before.evidence_digest


def losing_a_critical_set_changes_the_verdict(data: st.DataObject) -> None:
    """The sets that fragility names are right, by the verdict found anew without them."""
    world = data.draw(worlds())
    evidence = world.evidence
    case = Case.open(world.asked, evidence, table(), world.view, world.as_of)
    before = judge(case)
    for critical in find_fragility(case, before).sets:
        groups = {case.links.group_of[study] for study in critical}
        lost = {study for group in groups for study in case.links.members[group]}
        after = verdict(world.asked, evidence, table(), world.view, world.as_of, lost)
        assert after.direction != before.direction


def duplicate(world: World, iri: str) -> World:
    """A copy of one study with publications, lines and interests of its own, sharing its data."""

    def copied(names: frozenset[str]) -> frozenset[str]:
        return frozenset(f"{name}-copy" for name in names)

    study = next(study for study in world.studies if study.iri == iri)
    shares = study.shares_data_with | {iri}
    return World(
        world.asked,
        tuple(
            replace(line, iri=f"{line.iri}-copy", study="copy", replaces=copied(line.replaces))
            for line in world.lines
            if line.study == iri
        ),
        (
            replace(
                study, iri="copy", reported_in=copied(study.reported_in), shares_data_with=shares
            ),
        ),
        tuple(
            replace(paper, iri=f"{paper.iri}-copy")
            for paper in world.publications
            if paper.iri in study.reported_in
        ),
        tuple(
            replace(interest, iri=f"{interest.iri}-copy", holder="copy")
            for interest in world.interests
            if interest.holder == iri
        ),
    )


def with_status(world: World, papers: frozenset[str], status: Status) -> World:
    """The same world with another status of some publications."""
    changed = tuple(
        replace(paper, status=status) if paper.iri in papers else paper
        for paper in world.publications
    )
    return replace(world, publications=changed)


def read_for(world: World) -> frozenset[str]:
    """The publications that the verdict reads."""
    return frozenset(world.evidence.about(world.asked.iri, world.view).publications)


PROPERTIES = [
    order_does_not_matter,
    a_duplicate_report_changes_nothing,
    a_retracted_study_counts_for_nothing,
    support_never_hurts,
    unretracting_restores_the_digest,
    losing_a_critical_set_changes_the_verdict,
]
by_name = pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)


def try_out(holds: Any, times: int) -> None:
    """Try one property on that many random worlds, the same ones in every run of a sample."""
    fixed = times == SAMPLE
    tried = settings(
        max_examples=times, deadline=None, derandomize=fixed, suppress_health_check=HEALTH
    )
    # A fresh function each time: hypothesis keeps its settings on the function it is given.
    tried(given(st.data())(lambda data: holds(data)))()


@by_name
def test_property_holds_on_a_sample(holds: Any) -> None:
    """The property holds on a few hundred random sets of evidence."""
    try_out(holds, PROOF if os.environ.get("MUSCLEGRAPH_PROOF") else SAMPLE)


@pytest.mark.soak
@by_name
def test_property_holds_on_thousands(holds: Any) -> None:
    """The property holds on thousands of random sets of evidence."""
    try_out(holds, PROOF)
