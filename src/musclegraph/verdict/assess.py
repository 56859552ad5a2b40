"""Everything there is to say about one claim: the one function that callers need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from musclegraph.core.model import Claim, Fragility, Harm, Myth, Positions, Statement, Verdict, View
from musclegraph.core.terms import Question
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import NOTHING, judge
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.explain import explain, reasons
from musclegraph.verdict.fragility import find_fragility
from musclegraph.verdict.positions import find_myth, find_positions
from musclegraph.verdict.standing import GONE, is_published

_ON_USE = {Question.TREATMENT, Question.ADVICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A verdict with all that is shown beside it and never in its place."""

    claim: Claim
    verdict: Verdict
    fragility: Fragility
    explanation: str
    reasons: tuple[str, ...]
    positions: Positions
    myth: Myth | None
    harms: tuple[Harm, ...]


def assess(
    claim: Claim,
    known: Knowledge,
    layer: View = "all",
    as_of: date | None = None,
    without: Collection[str] = NOTHING,
) -> Assessment:
    """Return the verdict on a claim, how fragile it is and why, what the sources say, the harms."""
    case = Case.open(claim, known.evidence, known.rules, layer, as_of, without)
    found = judge(case)
    fragility = find_fragility(case, found)
    harms = find_harms(claim, known, as_of)
    positions = find_positions(
        claim,
        [said for said in known.statements_on.get(claim.iri, ()) if _was_said(said, as_of)],
        known.sources,
        known.evidence.interests.values(),
        known.rules,
        layer,
    )
    return Assessment(
        claim=claim,
        verdict=found,
        fragility=fragility,
        explanation=explain(case, found, fragility, harms),
        reasons=tuple(reasons(case, found)),
        positions=positions,
        myth=find_myth(claim, positions, found),
        harms=harms,
    )


def find_harms(claim: Claim, known: Knowledge, as_of: date | None = None) -> tuple[Harm, ...]:
    """
    Return the harms on record at a date of the treatments that the claim is about.

    A claim on benefit, or advice, is about every treatment it names; another claim, only about
    its subject and object.
    """
    named = claim.concepts if claim.question in _ON_USE else {claim.subject, claim.object}
    found = [
        harm for harm in known.harms if harm.treatment in named and _stands(harm, known, as_of)
    ]
    # "seriousHarm" comes after "minorHarm", and serious harm is told first.
    return tuple(sorted(found, key=lambda harm: (harm.severity, harm.iri), reverse=True))


def _was_said(statement: Statement, as_of: date | None) -> bool:
    """Tell whether a statement stood at a date; one without a date counts only for today."""
    return as_of is None or (statement.stated_on is not None and statement.stated_on <= as_of)


def _stands(harm: Harm, known: Knowledge, as_of: date | None) -> bool:
    """Tell whether a harm is to be shown: left out only if taken back or known to be later."""
    report = known.evidence.publications.get(harm.reported_in)
    if report is None or not report.issued:
        return report is None or report.status not in GONE
    return report.status not in GONE and is_published(report, as_of)
