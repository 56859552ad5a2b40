"""One record of a catalogue, whatever it was read from, or what is said of one not taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """What a record says of another: `kind` as PubMed calls it, `text` where that is printed."""

    kind: str
    pmid: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One entry of a bibliography or a catalogue. What the entry lacks is empty.

    `pmid` and `doi` are bare and in lower case, `authors` are family names first, `year` has four
    digits, `issued` and `revised` are YYYY, YYYY-MM or YYYY-MM-DD. `types` are publication types
    and `headings` MeSH descriptors with their names, as PubMed prints them. `version` is 0 for a
    record that is not PubMed's own.
    """

    key: str
    title: str = ""
    pmid: str = ""
    doi: str = ""
    year: str = ""
    authors: tuple[str, ...] = ()
    pmcid: str = ""
    journal: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issued: str = ""
    language: str = ""
    types: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    abstract: str = ""
    interests: str = ""
    funders: tuple[str, ...] = ()
    licence: str = ""
    version: int = 0
    revised: str = ""
    is_book: bool = False

    @property
    def iri(self) -> str:
        """The record's own address: at PubMed, else its DOI; empty if it has neither."""
        if self.pmid:
            return pubmed_iri(self.pmid)
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """PubMed has taken this record out."""

    pmid: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read: which record (a PMID, or its number in the file), and why."""

    record: str
    reason: str


Read = Record | Deleted | Skipped


def pubmed_iri(pmid: str) -> str:
    """Return the address of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
