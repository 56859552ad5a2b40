"""The fingerprint of the evidence behind a verdict."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from musclegraph.verdict.case import Case

_WORDS = {"label", "reason", "population"}


def digest(case: Case) -> str:
    """
    Return a SHA-256 over all that bears on the claim in this view, as weighed or left out.

    Labels and reasons are not part of it, nor is the order in which anything was given. The same
    evidence has the same digest, so taking back a retraction brings the old one back.
    """
    evidence = case.evidence
    nodes = [
        {key: _plain(value) for key, value in asdict(node).items() if key not in _WORDS}
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
