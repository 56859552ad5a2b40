"""A whole picture in words, for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from musclegraph.core.terms import Direction
from musclegraph.paths import wording
from musclegraph.paths.sheet import Notes
from musclegraph.paths.views import ClaimView, ConceptView, LineView, StudyView

_HARM = "; a serious harm is known"
_POINTS = {
    Direction.SUPPORTS: "supports it",
    Direction.DISPUTES: "disputes it",
    Direction.NEUTRAL: "points neither way",
}


def of_claim(view: ClaimView, notes: Notes) -> str:
    """Return what a claim says, its verdict, who takes a position, each study and each harm."""
    frame = " ".join(filter(None, (view.subject, view.predicate, view.object)))
    return _joined(
        f"Claim: {frame}.",
        f"Verdict: {view.judgement.standing.words}.",
        view.judgement.explanation,
        view.judgement.fragility,
        *(
            f"{source.made_by} {wording.STANDS[source.stands]}"
            f"{', and sells what the claim is about' * source.has_stake}."
            for source in view.sources
        ),
        *_studies(view.lines),
        *(f"Harm: {harm.label}. {harm.gist}" for harm in view.harms),
        notes.sentence,
    )


def of_concept(view: ConceptView, notes: Notes) -> str:
    """Return what a concept is and what each claim about it says, with its standing."""
    claims = (
        f"{each.claim_label}: {each.standing.words}{_HARM * each.has_serious_harm}."
        for each in view.neighbours
    )
    kin = f"It is a kind of {', '.join(map(wording.inline, view.broader))}." if view.broader else ""
    return _joined(view.definition, kin, *claims, notes.sentence)


def of_study(view: StudyView, notes: Notes) -> str:
    """Return what a study is, which claims it bears on, and what hangs on it."""
    lists = (
        ("Verdicts that would change without it", view.critical_for),
        ("Reviews that include it", view.reviews),
        ("Studies of the same data", view.same_data),
        ("Findings", view.findings),
    )
    return _joined(
        f"{wording.design(view)}.",
        f"It is {view.left_out} and counts for nothing." if view.left_out else "",
        *(
            f"It {_POINTS[line.direction]}: {line.claim_label}"
            f"{_HARM * (line.claim in view.harmful)}."
            for line in view.lines
        ),
        *(f"{title}: {'; '.join(sorted(nodes.values()))}." for title, nodes in lists if nodes),
        notes.sentence,
    )


def _studies(lines: Iterable[LineView]) -> Iterator[str]:
    listed = list(lines)
    for direction in Direction:
        for line in listed:
            if line.direction is direction:
                remarks = "".join(f"; {text.lower()}" for text in wording.caveats(line))
                yield f"{line.study_label} ({wording.design(line)}) {_POINTS[direction]}{remarks}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
