"""
The evidence domain as frozen dataclasses: what a verdict is made from, and the verdict itself.

Fields carry the names of the properties of the ontology, plural where there may be several.
Other nodes are named by IRI, so that a record can be built, hashed and compared by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musclegraph.core.terms import (
    Certainty,
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
    Result,
    Severity,
    SourcesSay,
    Status,
    StudiesSay,
    Upgrade,
)

View = Literal["articles", "all"]
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


@dataclass(frozen=True, slots=True)
class FiredRule:
    """
    One rule that made a difference, to what, and the words it needs.

    `phrase` names the clause of the rule table that says it; `details` fills its placeholders.
    """

    rule: str
    phrase: str
    about: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedLine:
    """An evidence line after R1 to R8: which way it counts, at what level, for which group."""

    line: str
    study: str
    group: str
    direction: Direction
    directness: Directness
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the evidence lines add up to. `as_of` is None for today; `level` is 0 to 4."""

    claim: str
    layer: View
    result: Result
    certainty: Certainty | None = None
    leaning: Result | None = None
    level: int = 0
    rests_on: tuple[str, ...] = ()
    weighed: tuple[WeighedLine, ...] = ()
    fired: tuple[FiredRule, ...] = ()
    evidence_digest: str = ""
    rules_version: str = ""
    as_of: date | None = None

    @property
    def direction(self) -> tuple[Result, Result | None]:
        """What a change of evidence has to change before we call it another answer."""
        return self.result, self.leaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragility:
    """The smallest sets of studies whose loss changes the direction; none if `sets` is empty."""

    sets: tuple[tuple[str, ...], ...] = ()
    votes: int = 0
    sentence: str = ""

    @property
    def critical_studies(self) -> tuple[str, ...]:
        """Every study that is in one of the sets."""
        return tuple(sorted({study for group in self.sets for study in group}))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePosition:
    """What one source says of a claim, by its statements of the latest date."""

    source: str
    position: Position
    statements: tuple[str, ...]
    stated_on: date | None = None
    sells_treatment: bool = False
    cites: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """What the sources say of a claim, one by one and together, and that in a sentence."""

    claim: str
    together: SourcesSay
    each: tuple[SourcePosition, ...] = ()
    sentence: str = ""

    def holding(self, position: Position) -> tuple[SourcePosition, ...]:
        """Return the sources in one position."""
        return tuple(one for one in self.each if one.position is position)

    @property
    def rests_on_interest_alone(self) -> bool:
        """Whether a single source says so, which sells the treatment and cites nothing."""
        return len(self.each) == 1 and self.each[0].sells_treatment and not self.each[0].cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    """A popular belief that some source denies, and what studies make of it."""

    claim: str
    studies_say: StudiesSay
