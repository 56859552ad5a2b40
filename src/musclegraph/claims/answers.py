"""What stands behind each claim in each layer, compiled when a snapshot is built."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from musclegraph.claims.curated import Curated
from musclegraph.core.model import EvidenceLine, View
from musclegraph.core.names import compact, slug
from musclegraph.core.terms import Severity
from musclegraph.verdict.assess import Assessment, assess
from musclegraph.verdict.evidence import Knowledge

_REWORDINGS = Path(__file__).parent / "data" / "rewordings.tsv"


def answers_data(known: Knowledge, curated: Curated) -> dict[str, Any]:
    """Return for every claim its label, its wordings, and its standing in each layer."""
    phrases = dict(_rewordings())
    found = {}
    for claim in known.claims.values():
        values = curated.claims[slug(claim.iri)]
        asserting, denying = values.get("wording", ()), values.get("counterWording", ())
        within = _in_sentence(claim.label, (*asserting, *denying))
        found[slug(claim.iri)] = {
            "label": claim.label,
            "asserting": list(asserting),
            "denying": list(denying),
            "layers": {
                view: _standing(assess(claim, known, view), known)
                | {"rewording": _rewording(assess(claim, known, view), within, phrases)}
                for view in get_args(View)
            },
        }
    return found


def _standing(found: Assessment, known: Knowledge) -> dict[str, Any]:
    verdict, positions = found.verdict, found.positions
    return {
        "verdict": {
            "result": verdict.result.slug,
            "certainty": verdict.certainty.slug if verdict.certainty else None,
            "leaning": verdict.leaning.slug if verdict.leaning else None,
            "explanation": found.explanation,
            "fragility": found.fragility.sentence,
            "rests_on": [compact(study) for study in verdict.rests_on],
            "myth": found.myth.studies_say.slug if found.myth else None,
        },
        "positions": {
            "together": positions.together.slug,
            "rests_on_interest_alone": positions.rests_on_interest_alone,
            "sentence": positions.sentence,
        },
        "sources": [
            {
                "source": compact(one.source),
                "name": known.sources[one.source].label,
                "position": one.position.slug,
                "sells_treatment": one.sells_treatment,
                "cites": one.cites,
            }
            for one in positions.each
        ],
        "harms": [
            {
                "harm": compact(harm.iri),
                "label": harm.label,
                "severity": harm.severity.slug,
                "gist": harm.gist,
            }
            for harm in found.harms
        ],
        "evidence": list(_evidence(found, known)),
    }


def _evidence(found: Assessment, known: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield the lines in view, those that weigh most first."""
    levels = {line.line: line.level for line in found.verdict.weighed}
    for iri in sorted(levels, key=lambda line: (-levels[line], line)):
        line = known.evidence.lines[iri]
        study = known.evidence.studies[line.study]
        yield {
            "study": compact(study.iri),
            "publication": [compact(one) for one in sorted(study.reported_in)],
            "direction": line.direction.slug,
            "design": study.design.slug,
            "finding": _finding(line, known),
            "level": levels[iri],
        }


def _finding(line: EvidenceLine, known: Knowledge) -> str:
    labels = (known.evidence.findings[iri].label for iri in sorted(line.findings))
    return "; ".join(labels) or line.reason


def _rewording(found: Assessment, within: str, phrases: Mapping[str, str]) -> str:
    """Return a sentence that the evidence would carry."""
    verdict, positions = found.verdict, found.positions
    said = "interest" if positions.rests_on_interest_alone else positions.together.slug
    template = phrases.get(verdict.result.slug) or phrases[said]
    certainty = verdict.certainty.slug if verdict.certainty else ""
    told = template.format(claim=within, certainty=certainty)
    harm = next((one for one in found.harms if one.severity is Severity.SERIOUS_HARM), None)
    return f"{told} {phrases['harm'].format(harm=harm.label)}" if harm else told


def _in_sentence(label: str, texts: Collection[str]) -> str:
    """Return a label as it stands after "that": no capital, unless it is a name or initials."""
    first, _, rest = label.partition(" ")
    is_name = any(f" {first}" in text for text in texts)
    return label if is_name or not first.istitle() else f"{first.lower()} {rest}"


def _rewordings() -> Iterator[tuple[str, str]]:
    for line in _REWORDINGS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, phrase = line.partition("\t")
            yield name, phrase
