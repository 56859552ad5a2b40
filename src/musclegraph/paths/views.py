"""What a picture shows, as plain records: a claim, a concept or a study with what is around it."""

from __future__ import annotations

from dataclasses import dataclass

from musclegraph.core.terms import (
    Certainty,
    Direction,
    Directness,
    Position,
    Question,
    ReadFrom,
    Result,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a claim stands: its verdict (None: none was computed), and how many sources say what."""

    result: Result | None = None
    certainty: Certainty | None = None
    leaning: Result | None = None
    asserting: int = 0
    denying: int = 0
    hedging: int = 0

    @property
    def words(self) -> str:
        """
        The standing in a few words; sources are named only where no study decides.

        >>> Standing(result=Result.CONTRADICTED, certainty=Certainty.LOW).words
        'contradicted, low certainty'
        >>> Standing(result=Result.NOT_ASSESSED, asserting=1).words
        'not assessed, 1 source asserts it'
        """
        if self.result is None:
            return self.sources or "no verdict"
        if self.is_open:
            return ", ".join(filter(None, (self.result.words, self.sources)))
        more = f", {self.certainty.words} certainty" if self.certainty else ""
        if self.leaning:
            more = f", leans to {self.leaning.words}"
        return self.result.words + more

    @property
    def is_open(self) -> bool:
        """Whether no study has a say in it."""
        return self.result in (None, Result.NOT_ASSESSED, Result.NOT_APPLICABLE)

    @property
    def sources(self) -> str:
        """
        What the sources say, in words; empty if they are silent.

        >>> Standing(asserting=1, denying=2).sources
        '1 source asserts it, 2 deny it'
        """
        said = (
            (self.asserting, "asserts", "assert"),
            (self.denying, "denies", "deny"),
            (self.hedging, "hedges", "hedge"),
        )
        parts: list[str] = []
        for count, one, many in said:
            noun = "" if parts else "source " if count == 1 else "sources "
            if count:
                parts.append(f"{count} {noun}{one if count == 1 else many} it")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on a claim, why, what it rests and hangs on, and what sources say together."""

    standing: Standing
    explanation: str = ""
    fragility: str = ""
    position: str = ""
    rests_on: frozenset[str] = frozenset()
    critical: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One place where a source speaks to a claim; `quoted` names whom it lets speak."""

    iri: str
    position: Position
    quoted: str = ""
    is_summary: bool = False
    calls_it_myth: bool = False
    gist: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source with where it stands, whether it sells what it speaks of, and where it speaks."""

    iri: str
    title: str
    made_by: str
    stands: Position
    has_stake: bool
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """
    One study's bearing on one claim.

    `left_out` says why its study counts for nothing, empty if it counts; `interest` what its
    makers stand to gain; `weighs` is false for a design that settles no such question.
    """

    iri: str
    claim: str
    claim_label: str
    study: str
    study_label: str
    design: str
    sample_size: int | None
    trial_count: int | None
    direction: Direction
    directness: Directness
    read_from: ReadFrom
    reason: str
    is_remark: bool
    weighs: bool
    left_out: str
    interest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmView:
    """A harm of what a claim is about."""

    iri: str
    label: str
    treatment: str
    is_serious: bool
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim: its frame, its verdict, who says it, what studies it, what harms to know."""

    iri: str
    label: str
    question: Question
    is_popular: bool
    subject: str
    predicate: str
    object: str
    scopes: tuple[str, ...]
    judgement: Judgement
    sources: tuple[SourceView, ...]
    lines: tuple[LineView, ...]
    harms: tuple[HarmView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourView:
    """
    A claim as an edge: what is at its other end (empty: nothing) and how it stands.

    `has_serious_harm` is true if a treatment that it names can do one.
    """

    claim: str
    claim_label: str
    is_subject: bool
    predicate: str
    question: Question
    other: str
    other_label: str
    scopes: tuple[str, ...]
    standing: Standing
    has_serious_harm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptView:
    """A concept with its names, its kin and the claims that link it to others."""

    iri: str
    kind: str
    label: str
    definition: str
    lay_labels: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    not_the_same: tuple[str, ...]
    neighbours: tuple[NeighbourView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A publication that reports a study."""

    iri: str
    title: str
    place: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyView:
    """
    A study and everything that hangs on it: standings of its claims and labels, by IRI.

    `harmful` are the claims that name a treatment with a serious harm.
    """

    iri: str
    label: str
    design: str
    sample_size: int | None
    trial_count: int | None
    population: str
    reports: tuple[ReportView, ...]
    lines: tuple[LineView, ...]
    standings: dict[str, Standing]
    harmful: frozenset[str]
    critical_for: dict[str, str]
    rests: dict[str, str]
    reviews: dict[str, str]
    same_data: dict[str, str]
    findings: dict[str, str]

    @property
    def left_out(self) -> str:
        """Why the study counts for nothing; empty if it counts."""
        reasons = [report.left_out for report in self.reports]
        if "retracted" in reasons:
            return "retracted"
        return reasons[0] if reasons and all(reasons) else ""
