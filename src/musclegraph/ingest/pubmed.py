"""PubMed XML to records: articles, book chapters and deletions of every DTD year we have seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from musclegraph.ingest import dates
from musclegraph.ingest.pieces import read_elements
from musclegraph.ingest.record import Deleted, Link, Read, Record, Skipped

_PMID = re.compile(r"[1-9]\d{0,8}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMCID = re.compile(r"PMC[1-9]\d*")
_DESCRIPTOR = re.compile(r"[DC]\d{6,9}")
_AFTER_NAMES = frozenset(("Identifier", "AffiliationInfo"))
_Element = etree._Element
_STRING = etree.XPath("string()", smart_strings=False)


def read_pubmed(blocks: Iterable[bytes]) -> Iterator[Read]:
    """
    Yield what PubMed XML holds, in its order, one record in memory at a time.

    Args:
        blocks: The bytes of a PubmedArticleSet or PubmedBookArticleSet, in blocks of any size.

    Raises:
        DataError: It is not PubMed XML, or is written so that nothing of it can be trusted.
    """
    for number, element in enumerate(read_elements(blocks), start=1):
        if isinstance(element, Skipped):
            yield element
        elif element.tag == "DeleteCitation":
            yield from (Deleted(_text(pmid)) for pmid in element.iterfind("PMID"))
        else:
            yield _record(element, number)


def _record(root: _Element, number: int) -> Record | Skipped:
    citation = root.find("MedlineCitation")
    if citation is None:
        citation = root.find("BookDocument")
    pmid = _find(citation, "PMID")
    if citation is None or not _PMID.fullmatch(pmid):
        return Skipped(f"record {number}", "it has no PMID")
    return _book(root, citation, pmid) if citation.tag == "BookDocument" else _article(
        root, citation, pmid
    )  # fmt: skip


def _article(root: _Element, citation: _Element, pmid: str) -> Record:
    # Looking children up one by one, by path, would take twice as long as all the rest.
    about = _children(citation)
    article = _children(about.get("Article"))
    journal = _children(article.get("Journal"))
    issue = _children(journal.get("JournalIssue"))
    pages = _children(article.get("Pagination"))
    info = _children(about.get("MedlineJournalInfo"))
    ids = _ids(root.find("PubmedData"), about.get("Article"))
    issued = dates.issued(issue.get("PubDate")) or dates.issued(article.get("ArticleDate"))
    return Record(
        key=pmid,
        pmid=pmid,
        title=_text(article.get("ArticleTitle")) or _text(article.get("VernacularTitle")),
        doi=ids.get("doi", ""),
        pmcid=ids.get("pmc", ""),
        year=issued[:4],
        issued=issued,
        authors=_authors(article.get("AuthorList")),
        journal=_text(info.get("MedlineTA"))
        or _text(journal.get("ISOAbbreviation"))
        or _text(journal.get("Title")),
        issn=_text(info.get("ISSNLinking")) or _text(journal.get("ISSN")),
        volume=_text(issue.get("Volume")),
        issue=_text(issue.get("Issue")),
        pages=_text(pages.get("MedlinePgn")) or _text(pages.get("StartPage")),
        language=_text(article.get("Language")),
        types=_all(_own(about.get("Article"), "PublicationTypeList"), "PublicationType"),
        headings=_headings(about.get("MeshHeadingList")),
        keywords=_all(_own(citation, "KeywordList"), "Keyword"),
        links=_links(about.get("CommentsCorrectionsList")),
        abstract=_abstract(article.get("Abstract")),
        interests=_text(about.get("CoiStatement")),
        funders=_all(_own(about.get("Article"), "GrantList"), "Agency"),
        version=_version(citation),
        revised=dates.issued(about.get("DateRevised"))
        or dates.issued(about.get("DateCompleted"))
        or dates.issued(about.get("DateCreated")),
    )


def _children(node: _Element | None) -> dict[str, _Element]:
    """Return the first child of each name."""
    found: dict[str, _Element] = {}
    for child in () if node is None else node:
        found.setdefault(str(child.tag), child)
    return found


def _headings(listed: _Element | None) -> tuple[tuple[str, str], ...]:
    descriptors = () if listed is None else listed.iter("DescriptorName")
    found = (_heading(node.get("UI", ""), node.text or "") for node in descriptors)
    return tuple(heading for heading in found if heading)


@lru_cache(maxsize=1 << 15)  # there are about as many, and a few are in every record
def _heading(descriptor: str, name: str) -> tuple[str, str] | None:
    fits = _DESCRIPTOR.fullmatch(descriptor)
    return (descriptor, " ".join(name.split())) if fits else None


def _book(root: _Element, document: _Element, pmid: str) -> Record:
    book = document.find("Book")
    issued = dates.issued(None if book is None else book.find("PubDate")) or dates.issued(
        document.find("ContributionDate")
    )
    authors = document.find("AuthorList[@Type='authors']")
    ids = _ids(root.find("PubmedBookData"), document)
    return Record(
        key=pmid,
        pmid=pmid,
        title=_find(document, "ArticleTitle") or _find(book, "BookTitle"),
        doi=ids.get("doi", ""),
        pmcid=ids.get("pmc", ""),
        year=issued[:4],
        issued=issued,
        authors=_authors(document.find("AuthorList") if authors is None else authors),
        journal=_find(book, "BookTitle"),
        language=_find(document, "Language"),
        types=_all([document], "PublicationType"),
        keywords=_all(_own(document, "KeywordList"), "Keyword"),
        abstract=_abstract(document.find("Abstract")),
        funders=_all(_own(document, "GrantList"), "Agency"),
        version=_version(document),
        revised=dates.issued(document.find("DateRevised"))
        or dates.issued(document.find("ContributionDate")),
        is_book=True,
    )


def _version(citation: _Element) -> int:
    pmid = citation.find("PMID")
    version = pmid.get("Version", "1") if pmid is not None else "1"
    return int(version) if version.isdecimal() and 0 < int(version) < 1000 else 1


def _ids(data: _Element | None, article: _Element | None) -> dict[str, str]:
    """Return the identifiers of the record itself; its list of references has others."""
    found: dict[str, str] = {}
    for owner in (data, article):
        listed = None if owner is None else owner.find("ArticleIdList")
        for node in () if listed is None else listed:
            found.setdefault(node.get("IdType", ""), _text(node))
    for node in () if article is None else article.iterchildren("ELocationID"):
        if node.get("ValidYN", "Y") == "Y":
            found.setdefault(node.get("EIdType", ""), _text(node))
    doi, pmc = found.get("doi", "").lower(), found.get("pmc", "")
    return {
        "doi": doi if _DOI.fullmatch(doi) else "",
        "pmc": pmc if _PMCID.fullmatch(pmc) else "",
    }


def _authors(listed: _Element | None) -> tuple[str, ...]:
    names = []
    for author in () if listed is None else listed.iterchildren("Author"):
        if author.get("ValidYN", "Y") != "Y":
            continue
        parts: dict[str, str] = {}
        for child in author:
            if (tag := str(child.tag)) in _AFTER_NAMES:
                break
            parts[tag] = child.text or ""
        person = (parts.get("LastName"), parts.get("Initials"), parts.get("Suffix"))
        names.append(
            _text(author.find("CollectiveName"))
            if "CollectiveName" in parts
            else " ".join(" ".join(part for part in person if part).split())
        )
    return tuple(name for name in names if name)


def _links(listed: _Element | None) -> tuple[Link, ...]:
    return tuple(
        Link(link.get("RefType", ""), _pmid(_find(link, "PMID")), _find(link, "RefSource"))
        for link in (() if listed is None else listed)
        if link.get("RefType") != "Cites"  # by far the most, and nothing that happened to it
    )


def _pmid(text: str) -> str:
    return text if _PMID.fullmatch(text) else ""


def _abstract(abstract: _Element | None) -> str:
    """Return the sections on a line each, with their labels."""
    if abstract is None:
        return ""
    lines = []
    for section in abstract.iterfind("AbstractText"):
        label, text = section.get("Label", ""), _text(section)
        lines.append(f"{label}: {text}" if label and text else text)
    return "\n".join(line for line in lines if line)


def _find(parent: _Element | None, path: str) -> str:
    return _text(parent.find(path)) if parent is not None else ""


def _own(parent: _Element | None, tag: str) -> Iterable[_Element]:
    return () if parent is None else parent.iterchildren(tag)


def _all(lists: Iterable[_Element], tag: str) -> tuple[str, ...]:
    """Return the different texts of each `tag` in some elements, in their order."""
    found = (_text(node) for listed in lists for node in listed.iter(tag))
    return tuple(dict.fromkeys(text for text in found if text))


def _text(node: _Element | None) -> str:
    """Return the text of an element with its spaces evened and its markup gone."""
    if node is None:
        return ""
    if len(node) == 0:
        return " ".join((node.text or "").split())
    for power in node.iter("sup"):
        power.text, power.tag = f"^{power.text or ''}", "power"  # 10 to the fifth is not 105
    return " ".join(str(_STRING(node)).split())
