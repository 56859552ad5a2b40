"""Random evidence on one claim, with every tie and flaw that the rules know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from musclegraph.core.model import (
    Claim,
    CompetingInterest,
    EvidenceLine,
    Finding,
    Publication,
    Study,
    View,
)
from musclegraph.core.terms import (
    Concern,
    Design,
    Direction,
    Directness,
    EvidenceRole,
    InterestKind,
    Layer,
    PublicationType,
    Question,
    ReadFrom,
    Status,
    Upgrade,
)
from musclegraph.verdict.material import Evidence

from .build import claim

REVIEWS = [design for design in Design if design.startswith("systematicReview")]
FINDINGS = [
    Finding(iri="finding:number", is_null=False),
    Finding(iri="finding:null", is_null=True),
    *(
        Finding(
            iri=f"finding:{iri}",
            is_null=True,
            ci_low="-5",
            ci_high="5",
            worthwhile_difference=worthwhile,
            worthwhile_difference_basis="an author",
        )
        for iri, worthwhile in (("excluding", "10"), ("open", "3"))
    ),
]
LIVELY = [Question.CAUSE, Question.TREATMENT, Question.TREATMENT, Question.PROGNOSIS]
PLAIN = [Design.RANDOMISED_TRIAL, Design.PROSPECTIVE_COHORT, Design.CASE_SERIES]
LINES = st.sampled_from([1, 1, 2, 2, 0])
DESIGNS = [*PLAIN * 8, *REVIEWS * 8, *Design]


@dataclass(frozen=True)
class World:
    """Everything that `Evidence.of` takes, and what is asked of it."""

    asked: Claim
    lines: tuple[EvidenceLine, ...] = ()
    studies: tuple[Study, ...] = ()
    publications: tuple[Publication, ...] = ()
    interests: tuple[CompetingInterest, ...] = ()
    view: View = "all"
    as_of: date | None = None

    @property
    def evidence(self) -> Evidence:
        """The nodes, indexed."""
        return Evidence.of(self.lines, self.studies, self.publications, FINDINGS, self.interests)

    def and_also(self, other: World) -> World:
        """The nodes of both."""
        return replace(
            self,
            lines=self.lines + other.lines,
            studies=self.studies + other.studies,
            publications=self.publications + other.publications,
            interests=self.interests + other.interests,
        )


def usually(value: Any, *others: Any) -> st.SearchStrategy[Any]:
    """Seven times in eight `value`, else one of the others."""
    return st.sampled_from([value] * max(7 * len(others), 1) + list(others))


@st.composite
def evidence_lines(
    draw: Any, study: str, number: int, calm: bool = False, **fixed: Any
) -> EvidenceLine:
    """One line of a study; a calm one has nothing against it but its concerns."""
    older = {f"line:{study}-{number - 1}"} if number % 2 and draw(usually(False, True)) else set()
    drawn = {
        "direction": draw(st.sampled_from(Direction)),
        "directness": draw(st.sampled_from(Directness)),
        "concerns": draw(usually(frozenset(), *[frozenset({concern}) for concern in Concern])),
        "findings": frozenset({draw(st.sampled_from(FINDINGS)).iri}),
        "replaces": frozenset(older),
    }
    if not calm:
        drawn |= {
            "read_from": draw(usually(ReadFrom.FULL_TEXT, *ReadFrom)),
            "evidence_role": draw(usually(EvidenceRole.OWN_FINDING, *EvidenceRole)),
            "upgrades": draw(usually(frozenset(), frozenset({Upgrade.LARGE_EFFECT}))),
            "layer": draw(st.sampled_from(Layer)),
        }
    iri = f"line:{study}-{number}"
    return EvidenceLine(iri=iri, claim="claim:c", study=study, **(drawn | fixed))


@st.composite
def publications(draw: Any, iri: str, others: list[str], **fixed: Any) -> Publication:
    """One publication, perhaps retracted, perhaps superseded by one of the others."""
    drawn = {
        "publication_type": draw(usually(PublicationType.JOURNAL_ARTICLE, *PublicationType)),
        "status": draw(usually(Status.CURRENT, *Status)),
        "issued": draw(usually("2010", "2012-06", "2014-02-28", "")),
        "superseded_by": draw(usually("", *others, "publication:elsewhere")),
    }
    return Publication(iri=iri, **(drawn | fixed))


@st.composite
def studies(draw: Any, iri: str, others: list[str], earlier: list[str]) -> Study:
    """One study, tied to others in any way; a review includes only studies named before it."""
    design = draw(st.sampled_from(DESIGNS))
    also = draw(usually(frozenset(), *[frozenset({f"publication:{name}"}) for name in others]))
    includes = st.frozensets(st.sampled_from(earlier), max_size=3) if earlier else st.just(())
    return Study(
        iri=iri,
        label=iri,
        design=design,
        trial_count=draw(st.sampled_from([None, None, 1, 2, 11])),
        reported_in=frozenset({f"publication:{iri}"}) | also,
        shares_data_with=draw(usually(frozenset(), *[frozenset({name}) for name in others])),
        includes=frozenset(draw(includes)) if design in REVIEWS else frozenset(),
    )


@st.composite
def worlds(draw: Any) -> World:
    """Two to seven studies, a question, a view and a date; in a calm world, fewer flaws."""
    calm = draw(st.booleans())
    names = [f"s{number}" for number in range(draw(st.integers(2, 5 if calm else 7)))]
    world = World(claim(draw(st.sampled_from(LIVELY))))
    if not calm:
        view, as_of = usually("all", "articles"), usually(None, date(2011, 1, 1), date(2013, 1, 1))
        world = replace(world, view=draw(view), as_of=draw(as_of))
    for place, name in enumerate(names):
        others = [other for other in names if other != name]
        world = world.and_also(draw(_reports(world, name, others, names[:place], calm)))
    return world


@st.composite
def _reports(
    draw: Any, world: World, name: str, others: list[str], earlier: list[str], calm: bool
) -> World:
    own, versions = f"publication:{name}", [f"publication:{other}" for other in others]
    if calm:
        return World(
            world.asked,
            (draw(evidence_lines(name, 0, calm=True)),),
            (draw(studies(name, others, earlier)),),
            (Publication(iri=own, issued="2010"),),
        )
    lines = [draw(evidence_lines(name, number)) for number in range(draw(LINES))]
    return World(
        world.asked,
        tuple(lines),
        (draw(studies(name, others, earlier)),),
        (draw(publications(own, versions)),),
        draw(usually((), *[(_interest(name, kind),) for kind in InterestKind])),
    )


def _interest(study: str, kind: InterestKind) -> CompetingInterest:
    return CompetingInterest(iri=f"interest:{study}", holder=study, interest_kind=kind)


@st.composite
def supporters(draw: Any, world: World) -> World:
    """A new, current study with a supporting line, tied to at most one other."""
    name = "new"
    design = draw(st.sampled_from(DESIGNS))
    known = frozenset({draw(st.sampled_from(world.studies)).iri})
    tie = draw(st.sampled_from(["none", "data", "data", "review"]))
    study = Study(
        iri=name,
        label=name,
        design=design,
        trial_count=draw(st.sampled_from([None, 1, 11])),
        reported_in=frozenset({"publication:new"}),
        shares_data_with=known if tie == "data" else frozenset(),
        includes=known if tie == "review" else frozenset(),
    )
    line = draw(evidence_lines(name, 0, direction=Direction.SUPPORTS))
    record = draw(publications("publication:new", [], status=Status.CURRENT, superseded_by=""))
    interests = draw(usually((), (_interest(name, InterestKind.FUNDING),)))
    return World(world.asked, (line,), (study,), (record,), interests)
