"""What moves between two states of the real evidence, and that nothing else does."""

import dataclasses
import json
import os
from xml.etree import ElementTree

import pytest

from musclegraph.core.terms import Status
from musclegraph.verdict import feed
from musclegraph.verdict.assess import assess
from musclegraph.verdict.changes import VIEWS, fallen, find_changes, touched
from musclegraph.verdict.evidence import load_knowledge
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.steps import Step

PUBLICATION = "https://w3id.org/musclegraph/publication/"
IRONMAN = f"{PUBLICATION}pmid-21148567"
ABOUT = {
    "snapshot": "0123456789ab", "as_of": "2026-11-22", "notice": "Not advice.",
    "created": "2026-11-28T12:00:00+00:00",
}  # fmt: skip


@pytest.fixture(scope="module")
def known(snapshot):
    return load_knowledge(snapshot.store)


def with_status(known, iri, status):
    """Return the same knowledge with one publication of another status."""
    evidence = known.evidence
    changed = {iri: dataclasses.replace(evidence.publications[iri], status=status)}
    publications = {**evidence.publications, **changed}.values()
    parts = (evidence.lines, evidence.studies, evidence.findings, evidence.interests)
    lines, studies, findings, interests = (part.values() for part in parts)
    made = Evidence.of(lines, studies, publications, findings, interests)
    return dataclasses.replace(known, evidence=made)


def assessed(known, claims):
    return {(iri, view): assess(known.claims[iri], known, view) for iri in claims for view in VIEWS}


def _sample(known):
    """Return some publications, all of them in a soak."""
    reported = sorted(
        {one for study in known.evidence.studies.values() for one in study.reported_in}
    )
    step = 1 if os.environ.get("MUSCLEGRAPH_SOAK") else 20
    return [IRONMAN, *reported[::step], *[harm.reported_in for harm in known.harms][::step]]


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.EXPRESSION_OF_CONCERN])
def test_only_what_hangs_on_it_is_made_anew(known, status):
    """The rest comes out word for word as before: incrementally is as good as from scratch."""
    full = assessed(known, known.claims)
    for iri in _sample(known):
        later = with_status(known, iri, status)
        changed = touched(known, later)
        assert len(changed) < len(known.claims) / 4
        incremental = {**full, **assessed(later, changed)}
        assert incremental == assessed(later, known.claims)


def test_taking_back_a_retraction_brings_everything_back(known):
    """The same verdicts, with the same digests."""
    back = with_status(fallen(known, {IRONMAN}), IRONMAN, Status.CURRENT)
    assert touched(known, back) == frozenset()
    assert find_changes(known, back) == []


def test_retraction_says_from_what_to_what_and_why(known):
    """Every verdict that moved, none that did not."""
    later = fallen(known, {IRONMAN})
    reasons = {IRONMAN: ["RetractionIn PMID 4"]}
    found = {(one.claim.iri, one.layer): one for one in find_changes(known, later, reasons)}
    before, after = (assessed(state, known.claims) for state in (known, later))
    moved = {
        key
        for key in before
        if (before[key].verdict.direction, before[key].verdict.certainty)
        != (after[key].verdict.direction, after[key].verdict.certainty)
    }
    assert found.keys() == moved
    one = found["https://w3id.org/musclegraph/claim/dehydration-causes-cramp", "articles"]
    assert one.because == (
        "publication:pmid-21148567 is retracted, it was current (RetractionIn PMID 4)",
    )
    assert feed.standing(one.before) == "contradicted, low"
    assert feed.standing(one.after) == "not assessed"


def test_correction_moves_nothing(known):
    """A corrected publication counts as before."""
    assert find_changes(known, with_status(known, IRONMAN, Status.CORRECTED)) == []


def test_harm_that_goes_is_told(known):
    """A retracted report of harm is news, even where no verdict moves."""
    harm = next(one for one in known.harms if one.reported_in)
    found = find_changes(known, fallen(known, {harm.reported_in}))
    assert any(f"- {harm.label}" in change.harms for change in found)


def test_lost_claim_is_told(known):
    """A claim that is not there any more has no verdict after."""
    iri, *rest = known.claims
    found = find_changes(
        known, dataclasses.replace(known, claims={one: known.claims[one] for one in rest})
    )
    assert {(one.claim.iri, one.after) for one in found} == {(iri, None)}


def test_forms_hold_each_change(known):
    """Text, JSON, Atom and JSON Feed have each change, with its steps, date, id and reason."""
    changes = find_changes(known, fallen(known, {IRONMAN}))
    steps = [Step("ba9876543210", ABOUT["snapshot"], "2026-11-27T12:00:00+00:00", changes)]
    atom = ElementTree.fromstring(feed.as_atom(steps, ABOUT))
    items = json.loads(feed.as_json_feed(steps, ABOUT))["items"]
    plain = json.loads(feed.as_json(steps, ABOUT))["changes"]
    name = {"a": "http://www.w3.org/2005/Atom"}
    entries = atom.findall("a:entry", name)
    assert len(entries) == len(items) == len(plain) == len(changes) > 3
    for entry, item, one in zip(entries, items, plain, strict=True):
        assert entry.findtext("a:id", namespaces=name) == item["id"]
        assert entry.findtext("a:title", namespaces=name) == item["title"]
        assert "is retracted" in entry.findtext("a:content", namespaces=name)
        assert item["date_published"] == entry.findtext("a:updated", namespaces=name)
        assert item["date_published"] == one["created"] == steps[0].created
        assert (one["from"], one["to"]) == (steps[0].before, steps[0].after)
    assert feed.as_text(steps, ABOUT).startswith("from ba9876543210 to 0123456789ab, made 2026-11")
    assert feed.as_text([], ABOUT) == "no verdict moved"
