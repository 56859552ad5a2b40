"""One claim with all that bears on it at one date: what every rule is handed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from musclegraph.core.model import Claim, EvidenceLine, FiredRule, Study, View
from musclegraph.verdict.links import Links, link
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.rules import RuleTable
from musclegraph.verdict.standing import Standing, standings


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim, its evidence in one view, how each study stands (R1) and how they hang together."""

    claim: Claim
    evidence: Evidence
    rules: RuleTable
    view: View
    as_of: date | None
    standings: Mapping[str, Standing]
    links: Links

    @classmethod
    def open(
        cls,
        claim: Claim,
        evidence: Evidence,
        rules: RuleTable,
        view: View = "all",
        as_of: date | None = None,
        without: Collection[str] = (),
    ) -> Case:
        """Gather what bears on `claim`, as if the studies in `without` did not exist."""
        near = evidence.about(claim.iri, view)
        found = standings(near, as_of, without)
        return cls(
            claim=claim,
            evidence=near,
            rules=rules,
            view=view,
            as_of=as_of,
            standings=found,
            links=link(near, found),
        )

    def study(self, line: EvidenceLine) -> Study:
        """Return the study of a line."""
        return self.evidence.studies[line.study]

    def left_out(self) -> list[FiredRule]:
        """Say of each study with a line why it is left out, or what to know of its date."""
        studies = {line.study for line in self.evidence.lines.values()} & self.standings.keys()
        return [
            FiredRule("r1", self.standings[study].case, study)
            for study in sorted(studies)
            if self.standings[study].case
        ]
