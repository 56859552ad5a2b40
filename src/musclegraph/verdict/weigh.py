"""R2 to R6 and R8: an evidence line to the way it points and the level it counts at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from musclegraph.core.model import EvidenceLine, FiredRule, WeighedLine
from musclegraph.core.terms import Concern, Directness, EvidenceRole, Status
from musclegraph.verdict import nulls
from musclegraph.verdict.case import Case
from musclegraph.verdict.rules import RuleTable


@dataclass(slots=True)
class Tally:
    """A line's level on its way through the rules, and the rules that moved it."""

    line: EvidenceLine
    rules: RuleTable
    level: int = 0
    fired: list[FiredRule] = field(default_factory=list)

    def note(self, case: str, **details: str) -> None:
        """Record that a rule fired on the line."""
        self.fired.append(
            FiredRule(case.partition(".")[0], case, self.line.iri, tuple(details.items()))
        )

    def move(self, case: str, step: int, **details: str) -> None:
        """Move the level by `step`, never below nothing or above the highest."""
        top = self.rules.number("highestLevel")
        self.level = min(max(self.level + step, 0), top)
        self.note(case, **details)


def weigh_all(case: Case) -> tuple[list[WeighedLine], list[FiredRule]]:
    """Weigh every line that R1 and re-reading leave, in order of IRI."""
    replaced = _replaced(case)
    weighed, fired = [], [FiredRule("r1", "r1.replaced", line) for line in sorted(replaced)]
    for line in case.evidence.lines.values():
        if line.iri not in replaced and line.study in case.standings:
            if not case.standings[line.study].counts:
                continue
            result, notes = weigh(line, case)
            weighed.append(result)
            fired += notes
    return weighed, fired


def weigh(line: EvidenceLine, case: Case) -> tuple[WeighedLine, list[FiredRule]]:
    """Take one line through R2, R3, R4, R5, R6 and R8."""
    tally = Tally(line, case.rules)
    direction, phrase = nulls.direction(line, case)
    if line.evidence_role is EvidenceRole.BACKGROUND_REMARK:
        tally.note("r2.background")
    else:
        if phrase:
            tally.note(phrase)
        _start(tally, case)
        if tally.level:
            clean = not _step_down(tally, case)
            _step_up(tally, case, clean)
            _cap(tally, case)
            _lower_for_interests(tally, case)
    result = WeighedLine(
        line=line.iri,
        study=line.study,
        group=case.links.group_of[line.study],
        direction=direction,
        directness=line.directness,
        level=tally.level,
    )
    return result, tally.fired


def _replaced(case: Case) -> set[str]:
    """Return the lines that a re-reading of the same study replaces; a remark replaces none."""
    lines = case.evidence.lines
    return {
        old
        for line in lines.values()
        if line.evidence_role is EvidenceRole.OWN_FINDING
        for old in line.replaces & lines.keys()
        if lines[old].study == line.study and old != line.iri
    }


def _start(tally: Tally, case: Case) -> None:
    design = case.study(tally.line).design
    tally.level = case.rules.start(case.claim.question, design)
    words = {"design": case.rules.design(design), "level": case.rules.words_for(tally.level)}
    tally.note("r3.start" if tally.level else "r3.noWeight", **words)


def _step_down(tally: Tally, case: Case) -> bool:
    """R4. Returns whether there was anything to hold against the line."""
    concerns = sorted(_concerns(tally, case))
    for concern in concerns:
        tally.move(f"r4.{concern}", -case.rules.number("stepDown", concern))
    return bool(concerns)


def _concerns(tally: Tally, case: Case) -> Iterator[str]:
    line = tally.line
    yield from line.concerns
    if line.directness is Directness.INDIRECT:
        yield Directness.INDIRECT
    if nulls.is_imprecise(line, case):
        tally.note("r2.nullIsImprecise")
        yield Concern.IMPRECISION
    if any(
        publication.status is Status.EXPRESSION_OF_CONCERN
        for publication in case.standings[line.study].publications
    ):
        yield Status.EXPRESSION_OF_CONCERN
    trials = case.study(line).includes & case.standings.keys()
    if any(case.standings[trial].is_retracted for trial in trials):
        yield "includesRetracted"


def _step_up(tally: Tally, case: Case, clean: bool) -> None:
    step = case.rules.get("stepUp", case.study(tally.line).design)
    if clean and step and tally.line.upgrades:
        tally.move(f"r5.{min(tally.line.upgrades)}", step)


def _cap(tally: Tally, case: Case) -> None:
    for reason, cap in _caps(tally.line, case).items():
        if tally.level >= cap:
            tally.level = cap
            tally.note(f"r6.{reason}", level=case.rules.words_for(cap))


def _caps(line: EvidenceLine, case: Case) -> Mapping[str, int]:
    """Return the caps of a line: for what was read, and for the best kind of report there is."""
    found: dict[str, int] = {}
    if cap := case.rules.get("cap", line.read_from):
        found[line.read_from] = cap
    kinds = {report.publication_type for report in case.standings[line.study].publications}
    caps = {kind: cap for kind in kinds if (cap := case.rules.get("cap", kind))}
    if kinds == caps.keys():
        best = max(sorted(caps), key=caps.__getitem__)
        found[best] = caps[best]
    return found


def _lower_for_interests(tally: Tally, case: Case) -> None:
    steps = [
        step
        for interest in case.evidence.interests_of.get(tally.line.study, ())
        if (step := case.rules.get("interestStep", interest.interest_kind))
    ]
    if steps:
        tally.move("r8.interest", -max(steps))
