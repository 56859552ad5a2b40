"""R1: which studies count at a date, which only link others, and why one is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from musclegraph.core.model import Publication, Study
from musclegraph.core.terms import Status
from musclegraph.verdict.dates import last_day
from musclegraph.verdict.material import Evidence

GONE = {Status.RETRACTED, Status.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How a study stands: `publications` are the reports of it that count.

    `case` is the phrase that says why it does not count, or what to know if it does.
    """

    publications: tuple[Publication, ...] = ()
    case: str = ""
    links: bool = False

    @property
    def counts(self) -> bool:
        """Whether its lines are weighed."""
        return bool(self.publications)

    @property
    def is_retracted(self) -> bool:
        """Whether a review that includes the study has something to answer for."""
        return self.case == "r1.retracted"


def standings(
    evidence: Evidence, as_of: date | None, without: Collection[str] = ()
) -> dict[str, Standing]:
    """Return how each study stands on a date (None: today), as if `without` were not there."""
    return {
        iri: Standing(case="r1.removed") if iri in without else _standing(study, evidence, as_of)
        for iri, study in evidence.studies.items()
    }


def is_published(publication: Publication, as_of: date | None) -> bool:
    """Tell whether it counts by its date; one without a date counts only for today."""
    if as_of is None:
        return True
    day = last_day(publication.issued)
    return day is not None and day <= as_of


def _standing(study: Study, evidence: Evidence, as_of: date | None) -> Standing:
    known = [
        evidence.publications[iri]
        for iri in sorted(study.reported_in & evidence.publications.keys())
    ]
    if any(publication.status is Status.RETRACTED for publication in known):
        return Standing(case="r1.retracted")
    standing = [publication for publication in known if publication.status not in GONE]
    if not standing:
        return Standing(case="r1.withdrawn" if known else "r1.unpublished")
    published = [publication for publication in standing if is_published(publication, as_of)]
    if not published:
        undated = any(last_day(publication.issued) is None for publication in standing)
        return Standing(case="r1.undated" if undated else "r1.unpublished")
    current = tuple(
        publication for publication in published if not _is_superseded(publication, evidence, as_of)
    )
    if not current:
        return Standing(case="r1.superseded", links=True)
    undated = all(last_day(publication.issued) is None for publication in current)
    return Standing(current, "r1.undatedToday" if undated else "", links=True)


def _is_superseded(publication: Publication, evidence: Evidence, as_of: date | None) -> bool:
    return any(
        newer.status not in GONE and is_published(newer, as_of)
        for newer in _newer_versions(publication, evidence)
    )


def _newer_versions(publication: Publication, evidence: Evidence) -> Iterator[Publication]:
    """Follow the versions up to the first retracted one, which links nothing."""
    seen = {publication.iri}
    newer = evidence.publications.get(publication.superseded_by)
    while newer and newer.iri not in seen and newer.status is not Status.RETRACTED:
        yield newer
        seen.add(newer.iri)
        newer = evidence.publications.get(newer.superseded_by)
