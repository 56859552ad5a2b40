"""RIS, what every reference manager imports; written by rispy."""

from __future__ import annotations

from typing import Any

from musclegraph.core.extras import library
from musclegraph.core.terms import PublicationType as Kind
from musclegraph.export.selection import Selection
from musclegraph.export.works import KINDS, Author, Work, load_works

__all__ = ["KINDS", "MEDIA_TYPE", "SUFFIX", "render"]

MEDIA_TYPE = "application/x-research-info-systems"
SUFFIX = ".ris"

_TYPES = {
    Kind.PREPRINT: "UNPB",
    Kind.CONFERENCE_ABSTRACT: "CPAPER",
    Kind.PRESS_RELEASE: "GEN",
    Kind.BOOK: "BOOK",
    Kind.TEXTBOOK: "BOOK",
    Kind.NEWS_ARTICLE: "NEWS",
    Kind.BLOG_POST: "BLOG",
    Kind.REGULATORY_NOTICE: "GOVDOC",
    Kind.REGISTRY_ENTRY: "ELEC",
    Kind.ENCYCLOPAEDIA_ENTRY: "ENCYC",
    Kind.UNLOCATED: "GEN",
}


def render(selection: Selection) -> bytes:
    """
    Return the evidence list as RIS.

    Raises:
        RequestError: rispy is not installed.
    """
    rispy = library("rispy", "export")

    class Writer(rispy.RisWriter):  # type: ignore[misc,name-defined]
        def set_header(self, count: int) -> str:
            return ""  # rispy writes a number before each work, which other readers trip over

    entries = [_entry(work) for work in load_works(selection)]
    text: str = rispy.dumps(entries, implementation=Writer)
    return text.encode()


def _entry(work: Work) -> dict[str, Any]:
    first, last = work.page_range
    authors = [_name(author) for author in work.authors]
    entry = {
        "type_of_reference": _TYPES.get(work.kind, "JOUR"),
        "id": work.key,
        "authors": [*authors, "et al."] if work.has_more_authors else authors,
        "title": work.title,
        "secondary_title": work.journal,
        "volume": work.volume,
        "number": work.issue,
        "start_page": first,
        "end_page": last,
        "year": work.date[0] if work.date else "",
        "date": f"{'/'.join(work.date)}{'/' * (3 - len(work.date))}" if work.date else "",
        "doi": work.doi,
        "accession_number": work.pmid,
        "name_of_database": "PubMed" if work.pmid else "",
        "custom2": work.pmcid,
        "urls": [work.url] if work.url else [],
        "notes": work.remarks,
    }
    return {name: value for name, value in entry.items() if value}


def _name(author: Author) -> str:
    return f"{author.family}, {author.initials}" if author.given else author.family
