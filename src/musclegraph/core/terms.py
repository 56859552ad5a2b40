"""The closed sets of the ontology, all in one place to import from."""

from __future__ import annotations

from musclegraph.core.evidence_terms import (
    Concern,
    Design,
    Direction,
    Directness,
    EvidenceRole,
    InterestKind,
    Layer,
    PublicationType,
    ReadFrom,
    Severity,
    Status,
    Upgrade,
)
from musclegraph.core.judgement_terms import (
    Certainty,
    Position,
    Question,
    Result,
    SourcesSay,
    StudiesSay,
)
from musclegraph.core.term import Term

__all__ = [
    "Certainty",
    "Concern",
    "Design",
    "Direction",
    "Directness",
    "EvidenceRole",
    "InterestKind",
    "Layer",
    "Position",
    "PublicationType",
    "Question",
    "ReadFrom",
    "Result",
    "Severity",
    "SourcesSay",
    "Status",
    "StudiesSay",
    "Term",
    "Upgrade",
]
