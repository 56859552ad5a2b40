"""The evidence domain: what a verdict is made from, and the verdict itself."""

from __future__ import annotations

from musclegraph.core.curated import (
    Claim,
    CompetingInterest,
    EvidenceLine,
    Finding,
    Harm,
    Publication,
    Source,
    Statement,
    Study,
)
from musclegraph.core.judgement import (
    FiredRule,
    Fragility,
    Myth,
    Positions,
    SourcePosition,
    Verdict,
    View,
    WeighedLine,
)

__all__ = [
    "Claim",
    "CompetingInterest",
    "EvidenceLine",
    "Finding",
    "FiredRule",
    "Fragility",
    "Harm",
    "Myth",
    "Positions",
    "Publication",
    "Source",
    "SourcePosition",
    "Statement",
    "Study",
    "Verdict",
    "View",
    "WeighedLine",
]
