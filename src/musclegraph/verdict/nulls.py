"""R2: what a null result says, judged by its interval against the difference that would matter."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import Enum, auto

from musclegraph.core.model import EvidenceLine, Finding
from musclegraph.core.terms import Concern, Direction, Question
from musclegraph.verdict.case import Case


class Judged(Enum):
    """Whether an interval excludes the difference that would matter."""

    EXCLUDED = auto()
    OPEN = auto()
    UNKNOWN = auto()


def direction(line: EvidenceLine, case: Case) -> tuple[Direction, str]:
    """Return the way a line points after R2, and the phrase that says why if R2 made it so."""
    disputes = line.direction is Direction.DISPUTES
    if not disputes or case.claim.question is not Question.TREATMENT:
        return line.direction, ""
    findings = _findings(line, case)
    if findings and not any(finding.is_null for finding in findings):
        return line.direction, ""
    if judge(line, case) is Judged.EXCLUDED:
        return line.direction, "r2.nullDisputes"
    return Direction.NEUTRAL, "r2.nullIsNeutral"


def is_imprecise(line: EvidenceLine, case: Case) -> bool:
    """Tell whether a null result on a cause leaves room for an association that matters."""
    return (
        case.claim.question is Question.CAUSE
        and line.direction is Direction.DISPUTES
        and Concern.IMPRECISION not in line.concerns
        and judge(line, case) is Judged.OPEN
    )


def is_null_result(line: EvidenceLine, case: Case) -> bool:
    """Tell whether a neutral line is a null result, rather than a mixed one."""
    findings = _findings(line, case)
    return not findings or any(finding.is_null is not False for finding in findings)


def judge(line: EvidenceLine, case: Case) -> Judged:
    """Judge the null findings of a line together: each difference stated has to be excluded."""
    words = case.rules.members("ratioMeasure")
    nulls = [finding for finding in _findings(line, case) if finding.is_null]
    judged = {excludes(finding, words) for finding in nulls} - {Judged.UNKNOWN}
    if not judged:
        return Judged.UNKNOWN
    return Judged.OPEN if Judged.OPEN in judged else Judged.EXCLUDED


def excludes(finding: Finding, ratio_words: frozenset[str]) -> Judged:
    """
    Compare the interval with the worthwhile difference, on the side that is better.

    Both sides have to be excluded where the finding does not say which is better. A difference
    without its basis, or without an interval, judges nothing.
    """
    low, high = _number(finding.ci_low), _number(finding.ci_high)
    worthwhile = _number(finding.worthwhile_difference)
    if low is None or high is None or not worthwhile or not finding.worthwhile_difference_basis:
        return Judged.UNKNOWN
    if _is_ratio(finding.effect_measure, ratio_words):
        below, above = sorted((abs(worthwhile), 1 / abs(worthwhile)))
    else:
        below, above = -abs(worthwhile), abs(worthwhile)
    outside = (low > below, high < above)
    if finding.lower_is_better is None:
        excluded = all(outside)
    else:
        excluded = outside[0] if finding.lower_is_better else outside[1]
    return Judged.EXCLUDED if excluded else Judged.OPEN


def _findings(line: EvidenceLine, case: Case) -> list[Finding]:
    known = case.evidence.findings
    return [known[iri] for iri in sorted(line.findings & known.keys())]


def _is_ratio(measure: str, ratio_words: frozenset[str]) -> bool:
    spoken = f" {measure.replace('(', ' ').replace(')', ' ').replace(',', ' ')} "
    return any(f" {word} " in spoken for word in ratio_words)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().rstrip("%").strip().replace("−", "-"))
    except InvalidOperation:
        return None
