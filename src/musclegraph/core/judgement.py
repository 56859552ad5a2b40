"""What the engine derives, as frozen dataclasses: verdicts, fragility, positions, myths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musclegraph.core.terms import (
    Certainty,
    Direction,
    Directness,
    Position,
    Result,
    SourcesSay,
    StudiesSay,
)

View = Literal["articles", "all"]


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
        """Every study whose loss alone would change the direction."""
        return tuple(sorted({group[0] for group in self.sets if len(group) == 1}))


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
