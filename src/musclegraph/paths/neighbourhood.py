"""What is around a claim, a concept or a study, read from the store."""

from __future__ import annotations

from musclegraph.core.errors import NotFound
from musclegraph.core.names import compact
from musclegraph.core.terms import Position, Question, Severity
from musclegraph.paths.reading import (
    Reader,
    Row,
    count,
    distinct,
    grouped,
    left_out,
    lines,
    local,
    standing,
    text,
)
from musclegraph.paths.views import (
    ClaimView,
    ConceptView,
    HarmView,
    Judgement,
    NeighbourView,
    ReportView,
    SourceView,
    StudyView,
    Voice,
)

_STANDS = {
    "assertedBy": Position.ASSERTS,
    "deniedBy": Position.DENIES,
    "hedgedBy": Position.HEDGES,
}


def claim_view(reader: Reader, iri: str) -> ClaimView:
    """
    Return a claim with its verdict, sources, evidence and harms.

    Raises:
        NotFound: There is no such claim.
    """
    rows = _known(reader.rows("claim-frame", claim=iri), iri)
    first = rows[0]
    return ClaimView(
        iri=iri,
        label=text(first, "label"),
        question=_question(first),
        is_popular=text(first, "popular_belief") == "true",
        subject=text(first, "subject_label"),
        predicate=text(first, "predicate_label"),
        object=text(first, "object_label"),
        scopes=distinct(rows, "scope_label"),
        judgement=_judgement(reader.rows("claim-verdict", claim=iri)),
        sources=_sources(reader, iri),
        lines=lines(reader, claim=iri),
        harms=tuple(map(_harm, reader.rows("claim-harms", claim=iri))),
    )


def concept_view(reader: Reader, iri: str) -> ConceptView:
    """
    Return a concept with its names, its kin and every claim it is the subject or object of.

    Raises:
        NotFound: There is no such concept.
    """
    rows = _known(reader.rows("concept", concept=iri), iri)
    kin: dict[str, list[str]] = {}
    for row in reader.rows("concept-kin", concept=iri):
        kin.setdefault(local(row, "link"), []).append(text(row, "other_label"))
    claims = grouped(reader.rows("concept-claims", concept=iri), "claim")
    return ConceptView(
        iri=iri,
        kind=compact(iri).partition(":")[0].replace("-", " "),
        label=text(rows[0], "label"),
        definition=text(rows[0], "definition"),
        lay_labels=distinct(rows, "lay_label"),
        broader=tuple(kin.get("broader", ())),
        narrower=tuple(kin.get("narrower", ())),
        not_the_same=tuple(kin.get("notToBeConfusedWith", ())),
        neighbours=tuple(_neighbour(group, iri) for group in claims),
    )


def study_view(reader: Reader, iri: str) -> StudyView:
    """
    Return a study with its reports and everything that hangs on it.

    Raises:
        NotFound: There is no such study.
    """
    rows = _known(reader.rows("study", study=iri), iri)
    hanging: dict[str, dict[str, str]] = {}
    dependants = reader.rows("study-dependants", study=iri)
    for row in dependants:
        hanging.setdefault(text(row, "kind"), {})[text(row, "node")] = text(row, "label")
    reports = grouped([row for row in rows if "publication" in row], "publication")
    return StudyView(
        iri=iri,
        label=text(rows[0], "label"),
        design=text(rows[0], "design_label"),
        sample_size=count(rows[0], "sample_size"),
        trial_count=count(rows[0], "trial_count"),
        population=text(rows[0], "population"),
        reports=tuple(_report(report[0]) for report in reports),
        lines=lines(reader, study=iri),
        standings={
            text(row, "node"): standing([row])
            for row in dependants
            if text(row, "kind") == "verdict"
        },
        harmful=frozenset(hanging.get("harm", {})),
        critical_for=hanging.get("critical", {}),
        rests=hanging.get("rests", {}),
        reviews=hanging.get("review", {}),
        same_data=hanging.get("same-data", {}),
        findings=hanging.get("finding", {}),
    )


def _known(rows: list[Row], iri: str) -> list[Row]:
    if not rows:
        raise NotFound(f"nothing called {compact(iri)}", hint="see: musclegraph ask")
    return rows


def _question(row: Row) -> Question:
    return Question(local(row, "question"))


def _judgement(rows: list[Row]) -> Judgement:
    if not rows:
        return Judgement(standing=standing([{}]))
    links = {
        link: frozenset(text(row, "study") for row in rows if local(row, "link") == link)
        for link in ("restsOn", "criticalStudy")
    }
    return Judgement(
        standing=standing(rows),
        explanation=text(rows[0], "explanation"),
        fragility=text(rows[0], "fragility"),
        position=text(rows[0], "position"),
        rests_on=links["restsOn"],
        critical=links["criticalStudy"],
    )


def _sources(reader: Reader, claim: str) -> tuple[SourceView, ...]:
    rows = reader.rows("claim-statements", claim=claim)
    groups = grouped((row for row in rows if reader.sees(local(row, "layer"))), "source")
    return tuple(_source(group) for group in groups)


def _source(rows: list[Row]) -> SourceView:
    first = rows[0]
    return SourceView(
        iri=text(first, "source"),
        title=text(first, "source_label"),
        made_by=text(first, "made_by"),
        stands=_STANDS.get(local(first, "stands"), Position.HEDGES),
        has_stake="stake" in first,
        voices=tuple(map(_voice, rows)),
    )


def _voice(row: Row) -> Voice:
    voice = local(row, "voice")
    return Voice(
        iri=text(row, "statement"),
        position=Position(local(row, "position")),
        quoted=text(row, "speaker_label") if voice == "quotedVoice" else "",
        is_summary=voice == "summaryVoice",
        calls_it_myth=text(row, "calls_it_myth") == "true",
        gist=text(row, "gist"),
    )


def _harm(row: Row) -> HarmView:
    return HarmView(
        iri=text(row, "harm"),
        label=text(row, "label"),
        treatment=text(row, "treatment_label"),
        is_serious=local(row, "severity") == Severity.SERIOUS_HARM,
        gist=text(row, "gist"),
    )


def _neighbour(rows: list[Row], concept: str) -> NeighbourView:
    first = rows[0]
    other = text(first, "other")
    return NeighbourView(
        claim=text(first, "claim"),
        claim_label=text(first, "claim_label"),
        is_subject=local(first, "end") == "subject",
        predicate=text(first, "predicate_label"),
        question=_question(first),
        other="" if other == concept else other,
        other_label=text(first, "other_label"),
        scopes=distinct(rows, "scope_label"),
        standing=standing(rows),
        has_serious_harm=any("harm" in row for row in rows),
    )


def _report(row: Row) -> ReportView:
    place = (text(row, "journal"), text(row, "year"))
    return ReportView(
        iri=text(row, "publication"),
        title=text(row, "publication_label"),
        place=" ".join(filter(None, place)),
        left_out=left_out([row]),
    )
