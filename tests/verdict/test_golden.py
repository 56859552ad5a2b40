"""
The verdicts that a reader of the two articles and of the wider evidence has to see.

Each is built by hand from what the studies report; the curated graph has to give the same.
"""

from __future__ import annotations

from musclegraph.core.terms import Concern, Design, Directness, InterestKind, PublicationType
from musclegraph.core.terms import EvidenceRole, Layer, ReadFrom

from .build import AGAINST, CAUSE, COHORT, FOR, NEUTRAL, PROGNOSIS, REVIEW, TREATMENT
from .build import answer, found, told
