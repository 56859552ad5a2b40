"""Every claim through the verdict engine: verdicts in both layers, and the myths."""

from __future__ import annotations

from collections.abc import Iterator

from musclegraph.core.model import FiredRule, View
from musclegraph.core.names import BASE, PREFIXES, iri, slug
from musclegraph.store import Store
from musclegraph.store.quads import Quad, literal, quad, typed
from musclegraph.verdict.assess import Assessment, assess
from musclegraph.verdict.evidence import load_knowledge

_GRAPH = f"{BASE}graph/verdicts"
_MG, _LABEL = PREFIXES["mg"], f"{PREFIXES['rdfs']}label"
_VIEWS: tuple[View, ...] = ("articles", "all")


def judge(store: Store, as_of: str) -> Iterator[Quad]:
    """
    Yield the verdicts on every claim and the myths, for the graph of verdicts.

    Args:
        store: The curated graph.
        as_of: The day the curation stands at, YYYY-MM-DD; undated publications count too.
    """
    known = load_knowledge(store)
    for claim in known.claims.values():
        for view in _VIEWS:
            yield from _verdict(assess(claim, known, view), as_of)
        yield from _myth(assess(claim, known))


def _verdict(found: Assessment, as_of: str) -> Iterator[Quad]:
    verdict, fragility = found.verdict, found.fragility
    subject = f"{BASE}verdict/{verdict.layer}/{slug(verdict.claim)}"
    yield typed(subject, f"{_MG}Verdict", _GRAPH)
    label = f"{found.claim.label}: {verdict.result.words}, from {_from(verdict.layer)}"
    yield quad(subject, _LABEL, literal(label, language="en"), _GRAPH)
    links = {
        "claim": [verdict.claim],
        "layer": [_MG + verdict.layer],
        "result": [_MG + verdict.result],
        "certainty": [_MG + verdict.certainty] if verdict.certainty else [],
        "leaning": [_MG + verdict.leaning] if verdict.leaning else [],
        "restsOn": verdict.rests_on,
        "criticalStudy": fragility.critical_studies,
        "firedRule": sorted({_rule(rule) for rule in verdict.fired}),
    }
    for name, values in links.items():
        for value in values:
            yield quad(subject, _MG + name, value, _GRAPH)
    texts = {
        "explanation": found.explanation,
        "fragility": fragility.sentence,
        "positionSentence": found.positions.sentence,
    }
    for name, text in texts.items():
        if text:
            yield quad(subject, _MG + name, literal(text, language="en"), _GRAPH)
    yield quad(subject, f"{_MG}evidenceDigest", literal(verdict.evidence_digest), _GRAPH)
    yield quad(subject, f"{_MG}rulesVersion", literal(verdict.rules_version), _GRAPH)
    day = literal(as_of, datatype=f"{PREFIXES['xsd']}date")
    yield quad(subject, f"{_MG}asOf", day, _GRAPH)


def _myth(found: Assessment) -> Iterator[Quad]:
    if found.myth is None:
        return
    subject = iri("myth", slug(found.claim.iri))
    yield typed(subject, f"{_MG}Myth", _GRAPH)
    label = f"Popular belief: {found.claim.label}"
    yield quad(subject, _LABEL, literal(label, language="en"), _GRAPH)
    yield quad(subject, f"{_MG}claim", found.claim.iri, _GRAPH)
    yield quad(subject, f"{_MG}studiesSay", _MG + found.myth.studies_say, _GRAPH)


def _rule(rule: FiredRule) -> str:
    return iri("rule", rule.rule)


def _from(view: View) -> str:
    return "what the articles cite" if view == "articles" else "all evidence"
