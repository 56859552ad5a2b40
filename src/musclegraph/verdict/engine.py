"""Evidence lines to a verdict, with the rules that fired. Pure: no input, output or clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from musclegraph.core.model import Claim, FiredRule, Verdict, View
from musclegraph.core.terms import Result
from musclegraph.verdict.case import Case
from musclegraph.verdict.compare import Outcome, compare
from musclegraph.verdict.digest import digest
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.rules import RuleTable
from musclegraph.verdict.votes import count_votes
from musclegraph.verdict.weigh import weigh_all

NOTHING: frozenset[str] = frozenset()


def verdict(
    claim: Claim,
    evidence: Evidence,
    rules: RuleTable,
    layer: View = "all",
    as_of: date | None = None,
    without: Collection[str] = NOTHING,
) -> Verdict:
    """
    Return what the evidence says about a claim, by rules 1 to 10.

    Args:
        claim: The claim; its question picks the row of starting levels.
        evidence: All there is; only what hangs on the claim's own lines is read.
        rules: The table of rules.
        layer: "articles" for what the articles cite, "all" for that and what lies beyond.
        as_of: The day to judge for; None for today, when undated publications count too.
        without: Studies (IRIs) to leave out, as if they did not exist.
    """
    return judge(Case.open(claim, evidence, rules, layer, as_of, without))


def judge(case: Case) -> Verdict:
    """Return the verdict on an opened case."""
    if case.rules.get("noVerdict", case.claim.question):
        return _write(case, Outcome(Result.NOT_APPLICABLE, (), ()))
    weighed, fired = weigh_all(case)
    ballot = count_votes(weighed, case.links)
    outcome = compare(ballot, case)
    found = _write(case, outcome, [*case.left_out(), *fired, *ballot.fired, *outcome.fired])
    return replace(found, weighed=tuple(weighed))


def _write(case: Case, outcome: Outcome, fired: Iterable[FiredRule] = ()) -> Verdict:
    return Verdict(
        claim=case.claim.iri,
        layer=case.view,
        result=outcome.result,
        certainty=case.rules.certainty(outcome.level),
        leaning=outcome.leaning,
        level=outcome.level,
        rests_on=outcome.rests_on,
        fired=tuple(sorted(fired, key=_order)),
        evidence_digest=digest(case),
        rules_version=case.rules.version,
        as_of=case.as_of,
    )


def _order(rule: FiredRule) -> tuple[int, str, str]:
    return int(rule.rule.removeprefix("r")), rule.about, rule.phrase
