"""BibTeX, what LaTeX reads; written by bibtexparser."""

from __future__ import annotations

from musclegraph.core.extras import library
from musclegraph.core.terms import PublicationType as Kind
from musclegraph.core.terms import Status
from musclegraph.export.selection import Selection
from musclegraph.export.works import KINDS, Author, Work, load_works

__all__ = ["KINDS", "MEDIA_TYPE", "SUFFIX", "render"]

MEDIA_TYPE = "application/x-bibtex"
SUFFIX = ".bib"

_TYPES = {
    Kind.CONFERENCE_ABSTRACT: "inproceedings",
    Kind.BOOK: "book",
    Kind.TEXTBOOK: "book",
    Kind.REGULATORY_NOTICE: "techreport",
}
_ARTICLES = {
    Kind.JOURNAL_ARTICLE,
    Kind.EDITORIAL_ARTICLE,
    Kind.LETTER_ARTICLE,
    Kind.GUIDELINE_ARTICLE,
}
_VENUE = {"article": "journal", "inproceedings": "booktitle", "techreport": "institution"}
# Characters that LaTeX takes for commands.
_ESCAPES = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def render(selection: Selection) -> bytes:
    """
    Return the evidence list as BibTeX in UTF-8.

    Raises:
        RequestError: bibtexparser is not installed.
    """
    bibtexparser = library("bibtexparser", "export")
    model = bibtexparser.model
    written = bibtexparser.Library()
    for work in load_works(selection):
        kind = _TYPES.get(work.kind, "article" if work.kind in _ARTICLES else "misc")
        fields = [model.Field(name, value) for name, value in _fields(work, kind).items() if value]
        written.add(model.Entry(kind, work.key, fields))
    text: str = bibtexparser.write_string(written)
    return text.encode()


def _fields(work: Work, kind: str) -> dict[str, str]:
    authors = [_name(author) for author in work.authors]
    texts = {
        # Double braces keep capitals as they are.
        "title": f"{{{_escaped(work.title)}}}",
        "author": " and ".join([*authors, "others"] if work.has_more_authors else authors),
        _VENUE.get(kind, "howpublished"): _escaped(work.journal),
        "volume": _escaped(work.volume),
        "number": _escaped(work.issue),
        "pages": "--".join(filter(None, work.page_range)),
        "year": work.date[0] if work.date else "",
        "month": str(int(work.date[1])) if len(work.date) > 1 else "",
        # These are no text: nothing in them is a command.
        "doi": work.doi,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        "url": work.url,
        # A note is printed with the reference, an annote is not.
        "note": "" if work.status is Status.CURRENT else work.status.words.capitalize(),
        "annote": _escaped(" ".join(work.remarks)),
    }
    return {name: value for name, value in texts.items() if value}


def _name(author: Author) -> str:
    # A name in braces is one word, whatever stands in it.
    family = _escaped(author.family)
    return f"{family}, {author.initials}" if author.given else f"{{{family}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
