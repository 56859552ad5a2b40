"""The fingerprint of the evidence behind a verdict."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields

from musclegraph.core.model import CompetingInterest, EvidenceLine, Finding, Publication, Study
from musclegraph.verdict.case import Case

_WORDS = {"label", "reason", "population"}
# None of these holds another dataclass, so that what is in their fields need not be copied.
_NAMES = {
    kind: tuple(field.name for field in fields(kind) if field.name not in _WORDS)
    for kind in (EvidenceLine, Study, Publication, Finding, CompetingInterest)
}


def digest(case: Case) -> str:
    """
    Return a SHA-256 over all that bears on the claim in this view, as weighed or left out.

    Labels and reasons are not part of it, nor is the order in which anything was given. The same
    evidence has the same digest, so taking back a retraction brings the old one back.
    """
    evidence = case.evidence
    nodes = [
        {name: _plain(getattr(node, name)) for name in _NAMES[type(node)]}
        for mapping in (
            evidence.lines,
            {study: evidence.studies[study] for study in _present(case)},
            evidence.publications,
            evidence.findings,
            evidence.interests,
        )
        for node in mapping.values()
    ]
    claim = [case.claim.iri, case.claim.question, case.view]
    text = json.dumps([claim, nodes], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _present(case: Case) -> list[str]:
    return sorted(
        study for study, standing in case.standings.items() if standing.case != "r1.removed"
    )


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
