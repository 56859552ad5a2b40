"""The works of an evidence list, as a reference manager wants them, and what to know of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from musclegraph.core.names import slug
from musclegraph.core.terms import (
    Design,
    Direction,
    Directness,
    EvidenceRole,
    PublicationType,
    ReadFrom,
    Severity,
    Status,
)
from musclegraph.export.selection import Row, Selection

KINDS = ("claim", "study", "source", "publication")

# PubMed's form: family names, a space, initials, perhaps a suffix.
_PERSON = re.compile(r"(?P<family>.+) (?P<given>[A-Z]{1,4}(?:-[A-Z])?)(?: (?:Jr|Sr|2nd|3rd))?")
_ET_AL = re.compile(r",? et al\.?$")


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or with `given` empty a name as it is printed: of a body, or in another order."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """The initials with full stops: `M. P.`"""
        return " ".join(f"{letter}." for letter in self.given if letter.isalpha())


@dataclass(slots=True)
class Work:
    """
    One publication. What its record lacks is empty.

    Attributes:
        key: What to cite it by, the same in every export.
        has_more_authors: Whether the list of authors is known to be cut.
        remarks: Which way it points on which claims, harms, and what became of it; sentences.
    """

    key: str
    kind: PublicationType = PublicationType.JOURNAL_ARTICLE
    status: Status = Status.CURRENT
    title: str = ""
    authors: tuple[Author, ...] = ()
    has_more_authors: bool = False
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issued: str = ""
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def date(self) -> tuple[str, ...]:
        """Year, month and day, as far as known."""
        return tuple(self.issued.split("-")) if self.issued else ()

    @property
    def page_range(self) -> tuple[str, str]:
        """
        The first and the last page, the last one written out; the last is empty if there is none.

        >>> Work("a", pages="650-6").page_range, Work("b", pages="e94910").page_range
        (('650', '656'), ('e94910', ''))
        """
        first, _, last = self.pages.replace("–", "-").partition("-")
        if last.isdigit() and first.isdigit() and len(last) < len(first):
            last = first[: -len(last)] + last
        return first, last

    @property
    def url(self) -> str:
        """Where its record is: PubMed, else its DOI, else nothing."""
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://doi.org/{self.doi}" if self.doi else ""


def load_works(selection: Selection) -> list[Work]:
    """Return the works of the evidence list of `selection`, by key."""
    nodes = {}
    if selection.root:
        found = selection.rows("works-of", root=[selection.root])
        nodes = {"work": [row["work"] for row in found]}
        if not found:
            return []
    works: dict[str, Work] = {}
    for row in selection.rows("works", **nodes):
        work = works.setdefault(row["work"], Work(slug(row["work"])))
        _set(work, slug(row["property"]), row["value"])
    claim = {"claim": [selection.root]} if selection.kind == "claim" else {}
    for row in selection.rows("remarks", **nodes, **claim):
        works[row["work"]].remarks += [_remark(row), *_harm_remark(row)]
    for row in selection.rows("reported-harms", **nodes):
        severity = Severity(slug(row["severity"]))
        works[row["work"]].remarks.append(f"Reports a {severity.words}: {row['label']}.")
    for work in works.values():
        work.remarks[:] = [*_standing(work), *dict.fromkeys(work.remarks), _note(selection)]
    return list(works.values())


def _remark(row: Row) -> str:
    direction = Direction(slug(row["direction"]))
    design, read = Design(slug(row["design"])), ReadFrom(slug(row["read_from"]))
    directness = Directness(slug(row["directness"]))
    says = _SAYS[direction]
    if EvidenceRole(slug(row["role"])) is EvidenceRole.BACKGROUND_REMARK:
        says = f"in passing, {says}"
    indirectly = ", indirectly" if directness is Directness.INDIRECT else ""
    return f"A {design.words} that {says} “{row['claim_label']}”{indirectly}; {_READ[read]}."


def _harm_remark(row: Row) -> Iterator[str]:
    if row["harms"]:
        yield f"Harms of that treatment: {row['harms']}."


def _standing(work: Work) -> Iterator[str]:
    if work.status is not Status.CURRENT:
        yield f"{work.status.words.upper()}."


def _note(selection: Selection) -> str:
    return f"MuscleGraph, {selection.about['as_of']}. {selection.about['notice']}"


def _set(work: Work, name: str, value: str) -> None:
    if name == "authors":
        _set_authors(work, value)
    elif name == "publicationType":
        work.kind = PublicationType(slug(value))
    elif name == "status":
        work.status = Status(slug(value))
    else:
        setattr(work, _PLAIN[name], value)


def _set_authors(work: Work, printed: str) -> None:
    work.has_more_authors = bool(_ET_AL.search(printed))
    names = _ET_AL.sub("", printed).split(", ")
    work.authors = tuple(_author(name.strip()) for name in names if name.strip())


def _author(name: str) -> Author:
    found = _PERSON.fullmatch(name)
    return Author(found["family"], found["given"]) if found else Author(name)


_SAYS = {
    Direction.SUPPORTS: "supports",
    Direction.DISPUTES: "disputes",
    Direction.NEUTRAL: "leaves open",
}
_READ = {
    ReadFrom.FULL_TEXT: "read in full",
    ReadFrom.ABSTRACT: "read as abstract",
    ReadFrom.SECONDARY_REPORT: "known second-hand",
}


# Local names of the properties that `works.rq` asks for.
_PLAIN = {
    "title": "title",
    "journal": "journal",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "issued": "issued",
    "hasPubMedId": "pmid",
    "hasPubMedCentralId": "pmcid",
    "doi": "doi",
}
