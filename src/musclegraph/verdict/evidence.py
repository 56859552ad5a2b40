"""From a store to the dataclasses that verdicts are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from musclegraph.core.errors import DataError
from musclegraph.core.files import QUERIES
from musclegraph.core.model import (
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
from musclegraph.core.names import compact, slug
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
    Term,
    Upgrade,
)
from musclegraph.store import Store
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.rules import RuleTable, load_rules

Made = TypeVar("Made")
Chosen = TypeVar("Chosen", bound=Term)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a judgement reads: the claims, who says what of them, the evidence, the rules."""

    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    statements_on: Mapping[str, tuple[Statement, ...]]
    evidence: Evidence
    harms: tuple[Harm, ...]
    rules: RuleTable


@dataclass(frozen=True, slots=True)
class Node:
    """The values of one node, by local name of the property."""

    iri: str
    values: dict[str, list[str]]

    def one(self, name: str) -> str:
        """Return the value of a property, empty if there is none."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> frozenset[str]:
        """Return all values of a property."""
        return frozenset(self.values.get(name, ()))

    def number(self, name: str) -> int | None:
        """Return a whole number, None if there is none."""
        return int(self.one(name)) if name in self.values else None

    def truth(self, name: str) -> bool | None:
        """Return a boolean, None if there is none."""
        return self.one(name) in ("true", "1") if name in self.values else None

    def pick(self, name: str, kind: type[Chosen]) -> Chosen:
        """Return the member of a closed set."""
        return kind(slug(self.one(name)))

    def picks(self, name: str, kind: type[Chosen]) -> frozenset[Chosen]:
        """Return all members of a closed set."""
        return frozenset(kind(slug(value)) for value in self.all(name))


Nodes = Mapping[str, Mapping[str, Node]]


def load_knowledge(store: Store) -> Knowledge:
    """
    Read everything from a store.

    Raises:
        DataError: The rules are missing, or a node lacks what it needs or names a member that a
            closed set does not have.
    """
    nodes, said = _read(store, "evidence"), _read(store, "statements")
    statements_on: dict[str, tuple[Statement, ...]] = {}
    for statement in _make(said, "Statement", _statement):
        statements_on[statement.claim] = (*statements_on.get(statement.claim, ()), statement)
    return Knowledge(
        {claim.iri: claim for claim in _make(said, "Claim", _claim)},
        {source.iri: source for source in _make(said, "Source", _source)},
        statements_on,
        _evidence(nodes),
        tuple(_make(nodes, "Harm", _harm)),
        load_rules(store),
    )


def load_evidence(store: Store) -> Evidence:
    """Read the evidence alone. DataError as for `load_knowledge`."""
    return _evidence(_read(store, "evidence"))


def _evidence(nodes: Nodes) -> Evidence:
    return Evidence.of(
        _make(nodes, "EvidenceLine", _line),
        _make(nodes, "Study", _study),
        _make(nodes, "Publication", _publication),
        _make(nodes, "Finding", _finding),
        _make(nodes, "CompetingInterest", _interest),
    )


def _read(store: Store, name: str) -> Nodes:
    text = (QUERIES / "verdict" / f"{name}.rq").read_text(encoding="utf-8")
    nodes: dict[str, dict[str, Node]] = {}
    for row in store.select(text).rows:
        kind, iri, prop, value = (term.value if term else "" for term in row)
        node = nodes.setdefault(slug(kind), {}).setdefault(iri, Node(iri, {}))
        node.values.setdefault(slug(prop), []).append(value)
    return nodes


def _make(nodes: Nodes, kind: str, make: Callable[[Node], Made]) -> list[Made]:
    made = []
    for node in nodes.get(kind, {}).values():
        try:
            made.append(make(node))
        except ValueError as error:
            raise DataError(
                f"{compact(node.iri)} cannot be read: {error}",
                hint="compare it with the shape of its class in ontology/shapes",
            ) from error
    return made


def _line(node: Node) -> EvidenceLine:
    return EvidenceLine(
        iri=node.iri,
        claim=node.one("claim"),
        study=node.one("study"),
        direction=node.pick("direction", Direction),
        directness=node.pick("directness", Directness),
        read_from=node.pick("readFrom", ReadFrom),
        evidence_role=node.pick("evidenceRole", EvidenceRole),
        concerns=node.picks("concern", Concern),
        upgrades=node.picks("upgrade", Upgrade),
        findings=node.all("finding"),
        replaces=node.all("replaces"),
        layer=node.pick("layer", Layer),
        reason=node.one("reason"),
    )


def _study(node: Node) -> Study:
    return Study(
        iri=node.iri,
        label=node.one("label"),
        design=node.pick("design", Design),
        sample_size=node.number("sampleSize"),
        trial_count=node.number("trialCount"),
        population=node.one("population"),
        reported_in=node.all("reportedIn"),
        shares_data_with=node.all("sharesDataWith"),
        includes=node.all("includes"),
    )


def _publication(node: Node) -> Publication:
    return Publication(
        iri=node.iri,
        label=node.one("title"),
        publication_type=node.pick("publicationType", PublicationType),
        status=node.pick("status", Status),
        issued=node.one("issued") or node.one("year"),
        superseded_by=node.one("supersededBy"),
    )


def _finding(node: Node) -> Finding:
    return Finding(
        iri=node.iri,
        label=node.one("label"),
        effect_measure=node.one("effectMeasure"),
        effect=node.one("effect"),
        unit=node.one("unit"),
        ci_low=node.one("ciLow"),
        ci_high=node.one("ciHigh"),
        is_null=node.truth("isNull"),
        lower_is_better=node.truth("lowerIsBetter"),
        worthwhile_difference=node.one("worthwhileDifference"),
        worthwhile_difference_basis=node.one("worthwhileDifferenceBasis"),
    )


def _interest(node: Node) -> CompetingInterest:
    return CompetingInterest(
        iri=node.iri,
        label=node.one("label"),
        holder=node.one("holder"),
        interest_kind=node.pick("interestKind", InterestKind),
        interest_in=node.all("interestIn"),
        is_declared=node.truth("isDeclared"),
    )


def _harm(node: Node) -> Harm:
    return Harm(
        iri=node.iri,
        label=node.one("label"),
        treatment=node.one("treatment"),
        severity=node.pick("severity", Severity),
        gist=node.one("gist"),
        reported_in=node.one("reportedIn"),
    )


def _claim(node: Node) -> Claim:
    return Claim(
        iri=node.iri,
        label=node.one("prefLabel"),
        predicate=node.one("predicate"),
        question=node.pick("answersQuestion", Question),
        subject=node.one("subject"),
        object=node.one("object"),
        about=node.all("about"),
        popular_belief=bool(node.truth("popularBelief")),
    )


def _source(node: Node) -> Source:
    return Source(
        iri=node.iri,
        label=node.one("label") or node.one("title"),
        agents=node.all("creator") | node.all("publisher"),
        layer=node.pick("layer", Layer),
    )


def _statement(node: Node) -> Statement:
    return Statement(
        iri=node.iri,
        source=node.one("source"),
        claim=node.one("claim"),
        position=node.pick("position", Position),
        stated_on=date.fromisoformat(day) if (day := node.one("statedOn")) else None,
        calls_it_myth=bool(node.truth("callsItMyth")),
        cites=node.all("cites"),
    )
