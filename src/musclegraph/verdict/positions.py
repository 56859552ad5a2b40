"""What the sources say, a second answer beside the verdict; and which claims are myths."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from musclegraph.core.model import (
    Claim,
    CompetingInterest,
    Myth,
    Positions,
    Source,
    SourcePosition,
    Statement,
    Verdict,
    View,
)
from musclegraph.core.terms import Layer, Position, Result, SourcesSay, StudiesSay
from musclegraph.verdict.rules import RuleTable
from musclegraph.verdict.words import count_words, list_words

_STUDIES_SAY = {
    Result.CONTRADICTED: StudiesSay.REFUTED_BY_STUDIES,
    Result.SUPPORTED: StudiesSay.STUDIES_SUPPORT,
    Result.CONFLICTING: StudiesSay.STUDIES_CONFLICT,
}


def find_positions(
    claim: Claim,
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    interests: Collection[CompetingInterest],
    rules: RuleTable,
    layer: View = "all",
) -> Positions:
    """Return what each source says of a claim now, and what that makes together."""
    made: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda one: one.iri):
        if statement.claim == claim.iri and _in_view(sources.get(statement.source), layer):
            made.setdefault(statement.source, []).append(statement)
    kinds = rules.members("sourceInterest")
    sellers = {
        interest.holder
        for interest in interests
        if interest.interest_kind in kinds and interest.interest_in & claim.concepts
    }
    each = tuple(
        _position(said, bool(sources[source].agents & sellers))
        for source, said in sorted(made.items())
    )
    together = _together({one.position for one in each})
    sentence = _sentence(each, together, sources, rules)
    return Positions(claim=claim.iri, together=together, each=each, sentence=sentence)


def find_myth(claim: Claim, positions: Positions, found: Verdict) -> Myth | None:
    """Return a myth if the claim is a popular belief that some source denies."""
    if not claim.popular_belief or not positions.holding(Position.DENIES):
        return None
    studies_say = _STUDIES_SAY.get(found.result, StudiesSay.STUDIES_INSUFFICIENT)
    return Myth(claim=claim.iri, studies_say=studies_say)


def _in_view(source: Source | None, layer: View) -> bool:
    return source is not None and (layer == "all" or source.layer is Layer.ARTICLES)


def _position(said: Sequence[Statement], sells: bool) -> SourcePosition:
    latest = max((one.stated_on for one in said if one.stated_on), default=None)
    current = [statement for statement in said if statement.stated_on == latest]
    positions = {statement.position for statement in current}
    return SourcePosition(
        source=said[0].source,
        position=positions.pop() if len(positions) == 1 else Position.HEDGES,
        statements=tuple(statement.iri for statement in current),
        stated_on=latest,
        sells_treatment=sells,
        cites=any(statement.cites for statement in current),
    )


def _together(positions: set[Position]) -> SourcesSay:
    if not positions:
        return SourcesSay.SILENT
    if positions == {Position.ASSERTS}:
        return SourcesSay.ALL_ASSERT
    if positions == {Position.DENIES}:
        return SourcesSay.ALL_DENY
    both = positions >= {Position.ASSERTS, Position.DENIES}
    return SourcesSay.DISAGREE if both else SourcesSay.HEDGE


def _sentence(
    each: Sequence[SourcePosition],
    together: SourcesSay,
    sources: Mapping[str, Source],
    rules: RuleTable,
) -> str:
    def named(some: Iterable[SourcePosition]) -> str:
        return list_words(sorted({sources[one.source].label for one in some}))

    by_position = {
        position: [one for one in each if one.position is position] for position in Position
    }
    firm = by_position[Position.ASSERTS] or by_position[Position.DENIES]
    mixed = together is SourcesSay.HEDGE and firm
    several = "several" if len(each) > 1 else "one"
    return rules.say(
        f"position.{together}.mixed" if mixed else f"position.{together}",
        sources=rules.say(
            f"position.sources.{several}", count=count_words(len(each)), names=named(each)
        ),
        asserting=named(by_position[Position.ASSERTS]),
        denying=named(by_position[Position.DENIES]),
        firm="Asserted" if by_position[Position.ASSERTS] else "Denied",
        firmly=named(firm),
        hedging=named(by_position[Position.HEDGES]),
        interest=_interest(each, named([one for one in each if one.sells_treatment]), rules),
        citation="" if any(one.cites for one in each) else rules.say("position.uncited"),
    )


def _interest(each: Sequence[SourcePosition], sellers: str, rules: RuleTable) -> str:
    selling = sum(one.sells_treatment for one in each)
    if not selling:
        return ""
    if len(each) == 1:
        return rules.say("position.interest.one")
    case = "some" if selling == 1 else "several"
    return rules.say(f"position.interest.{case}", count=count_words(selling), sellers=sellers)
