"""An assessment as a page of text, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from musclegraph.core.model import EvidenceLine, Harm
from musclegraph.core.names import compact, slug
from musclegraph.verdict.assess import Assessment
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.words import name_of

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Told:
    """An assessment with what it was made from. `without` are the studies left out."""

    found: Assessment
    known: Knowledge
    as_of: str
    without: Collection[str]

    def as_text(self, notes: Mapping[str, str]) -> str:
        """Return a page of at most 88 columns."""
        found = self.found
        head = f"{slug(found.claim.iri)}, {found.verdict.layer} evidence, as of {self.as_of}"
        gone = ", ".join(name_of(self.known.evidence.studies[study]) for study in self.without)
        blocks = [
            found.claim.label,
            f"{head}; without {gone}" if gone else head,
            "",
            *_wrap(found.explanation),
            *_block("Sources", [found.positions.sentence]),
            *_block("Evidence", [_row(line, self) for line in self._lines()]),
            *_block("Harms", [_harm(harm) for harm in found.harms]),
            *_block("Rules that fired", found.reasons),
            "",
            *_wrap(f"{notes['selection']} {notes['advice']}"),
        ]
        return "\n".join(blocks)

    def as_json(self, notes: Mapping[str, str]) -> dict[str, Any]:
        """Return the same as plain JSON; IRIs as `prefix:name`."""
        found, verdict = self.found, self.found.verdict
        return {
            "claim": slug(found.claim.iri),
            "wording": found.claim.label,
            "layer": verdict.layer,
            "as_of": self.as_of,
            "without": [compact(study) for study in self.without],
            "result": verdict.result.slug,
            "certainty": verdict.certainty.slug if verdict.certainty else None,
            "leaning": verdict.leaning.slug if verdict.leaning else None,
            "explanation": found.explanation,
            "rests_on": [compact(study) for study in verdict.rests_on],
            "fragility": {
                "sentence": found.fragility.sentence,
                "sets": [[compact(study) for study in group] for group in found.fragility.sets],
            },
            "rules": [
                {"rule": rule.lower(), "sentence": sentence}
                for rule, _, sentence in (reason.partition(": ") for reason in found.reasons)
            ],
            "evidence": [self._line_json(line) for line in self._lines()],
            "sources": {
                "together": found.positions.together.slug,
                "sentence": found.positions.sentence,
            },
            "myth": found.myth.studies_say.slug if found.myth else None,
            "harms": [_harm_json(harm) for harm in found.harms],
            "evidence_digest": verdict.evidence_digest,
            "rules_version": verdict.rules_version,
            "note": f"{notes['selection']} {notes['advice']}",
        }

    def _lines(self) -> Iterator[EvidenceLine]:
        """Yield the lines in view, those that weigh most first."""
        levels = {line.line: line.level for line in self.found.verdict.weighed}
        known = self.known.evidence.lines
        for iri in sorted(levels, key=lambda iri: (-levels[iri], iri)):
            yield known[iri]

    def _level(self, line: EvidenceLine) -> int:
        weighed = self.found.verdict.weighed
        return next(one.level for one in weighed if one.line == line.iri)

    def _line_json(self, line: EvidenceLine) -> dict[str, Any]:
        study = self.known.evidence.studies[line.study]
        return {
            "study": compact(line.study),
            "publications": sorted(compact(iri) for iri in study.reported_in),
            "direction": line.direction.slug,
            "directness": line.directness.slug,
            "design": study.design.slug,
            "sample_size": study.sample_size,
            "read_from": line.read_from.slug,
            "level": self._level(line),
            "reason": line.reason,
        }


def _row(line: EvidenceLine, told: Told) -> str:
    study = told.known.evidence.studies[line.study]
    words = told.known.rules.words_for(told._level(line))
    return f"{line.direction.words}, {words}: {name_of(study)}, {study.design.words}. {line.reason}"


def _harm(harm: Harm) -> str:
    return f"{harm.label}. {harm.gist}".strip()


def _harm_json(harm: Harm) -> dict[str, str]:
    return {
        "harm": compact(harm.iri),
        "label": harm.label,
        "severity": harm.severity.slug,
        "gist": harm.gist,
        "reported_in": compact(harm.reported_in),
    }


def _block(title: str, lines: Collection[str]) -> list[str]:
    shown = [wrapped for line in lines if line for wrapped in _wrap(line, "  ")]
    return ["", title, *shown] if shown else []


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent * 2)
