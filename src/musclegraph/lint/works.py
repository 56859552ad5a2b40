"""What the graph knows of the works that a draft may cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten

from musclegraph.core.files import QUERIES
from musclegraph.core.names import expand, slug
from musclegraph.store import Store

_LONGEST_NAME = 60  # characters of a title that stand for a work
_INITIALS = re.compile(r"(?:\s+[A-Z]{1,4}|\s+(?:and others|et al\.?))+$")


@dataclass(slots=True)
class Work:
    """
    A publication, or one of the sources of the graph.

    Attributes:
        iri: Its IRI.
        directions: For each claim, the ways in which its own findings point.
        remarks: Claims on which it only passes a remark.
        texts: All that says how large its study was and what it found.
        interests: Undeclared interests of those behind it, in words.
    """

    iri: str
    title: str = ""
    pmid: str = ""
    doi: str = ""
    url: str = ""
    year: str = ""
    authors: str = ""
    status: str = "current"
    directions: dict[str, set[str]] = field(default_factory=dict)
    remarks: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The first author's family name with its particles, or nothing."""
        return _INITIALS.sub("", self.authors.partition(",")[0]).strip()

    @property
    def name(self) -> str:
        """What it is called in a message: author and year, else its title."""
        if self.surname and self.year:
            return f"{self.surname} {self.year}"
        return shorten(self.title, _LONGEST_NAME, placeholder=" …")

    @property
    def reference(self) -> str:
        """Where to find it: PMID, DOI, or nothing."""
        if self.pmid:
            return f"PMID {self.pmid}"
        return f"doi:{self.doi}" if self.doi else ""


class Works:
    """Works by what a draft can name them by."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._works = list(works)

    def of(self, *, pmid: str = "", doi: str = "") -> Work | None:
        """Return the work of an identifier, if the graph has it."""
        return self._by_pmid.get(pmid) or self._by_doi.get(doi.lower())

    def at(self, url: str) -> Work | None:
        """Return the source whose page a link leads to: the same host and path."""
        return self._by_url.get(_bare(url))

    def by(self, surname: str, year: str) -> Work | None:
        """Return the one work of an author and a year; None if there are none or several."""
        found = self._by_name.get((surname.lower().split()[-1], year), [])
        return found[0] if len(found) == 1 else None

    def iri(self, iri: str) -> Work | None:
        """Return a work by its IRI, written out or with its prefix."""
        return self._by_iri.get(expand(iri))

    @cached_property
    def _by_iri(self) -> Mapping[str, Work]:
        return {work.iri: work for work in self._works}

    @cached_property
    def _by_pmid(self) -> Mapping[str, Work]:
        return {work.pmid: work for work in self._works if work.pmid}

    @cached_property
    def _by_doi(self) -> Mapping[str, Work]:
        return {work.doi.lower(): work for work in self._works if work.doi}

    @cached_property
    def _by_url(self) -> Mapping[str, Work]:
        return {_bare(work.url): work for work in self._works if work.url}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[Work]]:
        names: dict[tuple[str, str], list[Work]] = {}
        for work in self._works:
            if work.surname and work.year:
                last = work.surname.lower().split()[-1]  # drafts leave particles out
                names.setdefault((last, work.year), []).append(work)
        return names


def load_works(store: Store) -> Works:
    """Read what `queries/lint/` asks for."""
    works: dict[str, Work] = {}
    for iri, prop, value in _rows(store, "works"):
        work = works.setdefault(iri, Work(iri))
        name = _FIELDS[slug(prop)]
        setattr(work, name, slug(value) if name == "status" else value)
    for iri, claim, direction, role in _rows(store, "lines"):
        if slug(role) == "ownFinding":
            works[iri].directions.setdefault(slug(claim), set()).add(slug(direction))
        else:
            works[iri].remarks.add(slug(claim))
    for iri, _, value in _rows(store, "numbers"):
        works[iri].texts.append(value)
    for iri, label in _rows(store, "interests"):
        works[iri].interests.append(label)
    return Works(works.values())


# Local names of the properties that `queries/lint/works.rq` asks for.
_FIELDS = {
    "title": "title",
    "hasPubMedId": "pmid",
    "doi": "doi",
    "url": "url",
    "authors": "authors",
    "year": "year",
    "status": "status",
}


def _rows(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    text = (QUERIES / "lint" / f"{name}.rq").read_text(encoding="utf-8")
    for row in store.select(text).rows:
        yield tuple(term.value if term else "" for term in row)


def _bare(url: str) -> str:
    without = re.sub(r"^https?://(?:www\.)?", "", url.lower())
    return re.split(r"[?#]", without)[0].rstrip("/")
