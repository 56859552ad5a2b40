"""
What curators write, as frozen dataclasses: claims, statements, studies, findings, lines.

Fields carry the names of the properties of the ontology, plural where there may be several.
Other nodes are named by IRI, so that a record can be built, hashed and compared by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from musclegraph.core.terms import (
    Concern,
    Design,
    Direction,
    Directness,
    EvidenceRole,
    InterestKind,
    Layer,
    Position,
    PublicationType,
    Question,
    ReadFrom,
    Severity,
    Status,
    Upgrade,
)

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A proposition about concepts; `question` is what its predicate asks."""

    iri: str
    label: str
    predicate: str
    question: Question
    subject: str = ""
    object: str = ""
    about: frozenset[str] = NONE
    popular_belief: bool = False

    @property
    def concepts(self) -> frozenset[str]:
        """Every concept the claim names."""
        return self.about | {concept for concept in (self.subject, self.object) if concept}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A record with a PMID or DOI; `issued` is a year, a month or a day, or empty if unknown."""

    iri: str
    label: str = ""
    publication_type: PublicationType = PublicationType.JOURNAL_ARTICLE
    status: Status = Status.CURRENT
    issued: str = ""
    superseded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A piece of research, reported in publications."""

    iri: str
    label: str
    design: Design
    sample_size: int | None = None
    trial_count: int | None = None
    population: str = ""
    reported_in: frozenset[str] = NONE
    shares_data_with: frozenset[str] = NONE
    includes: frozenset[str] = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A number or result of a study; numbers keep the spelling of their source."""

    iri: str
    label: str = ""
    effect_measure: str = ""
    effect: str = ""
    unit: str = ""
    ci_low: str = ""
    ci_high: str = ""
    is_null: bool | None = None
    lower_is_better: bool | None = None
    worthwhile_difference: str = ""
    worthwhile_difference_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """Which way one study points on one claim. Its strength is never typed in."""

    iri: str
    claim: str
    study: str
    direction: Direction
    directness: Directness = Directness.DIRECT
    read_from: ReadFrom = ReadFrom.FULL_TEXT
    evidence_role: EvidenceRole = EvidenceRole.OWN_FINDING
    concerns: frozenset[Concern] = frozenset()
    upgrades: frozenset[Upgrade] = frozenset()
    findings: frozenset[str] = NONE
    replaces: frozenset[str] = NONE
    layer: Layer = Layer.ARTICLES
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetingInterest:
    """What an agent or a study stands to gain from a claim."""

    iri: str
    holder: str
    interest_kind: InterestKind
    interest_in: frozenset[str] = NONE
    is_declared: bool | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What a treatment is known to do to people; shown beside its benefit."""

    iri: str
    label: str
    treatment: str
    severity: Severity
    gist: str = ""
    reported_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article or book that takes positions; `label` is its publisher, `agents` are behind it."""

    iri: str
    label: str
    agents: frozenset[str] = NONE
    layer: Layer = Layer.ARTICLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One place where a source asserts, denies or hedges a claim; `stated_on` may be unknown."""

    iri: str
    source: str
    claim: str
    position: Position
    stated_on: date | None = None
    calls_it_myth: bool = False
    cites: frozenset[str] = NONE
