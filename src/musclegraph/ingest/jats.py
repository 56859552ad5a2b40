"""
JATS, the form in which publishers and PubMed Central give articles: what its front matter says.

Identifiers, title, authors, dates, and what PubMed often lacks: the licence, the competing
interests and who paid. Nothing of the text itself is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from musclegraph.core.errors import DataError
from musclegraph.ingest import dates
from musclegraph.ingest.record import Record

_MAX_BYTES = 50_000_000
_HREF = "{http://www.w3.org/1999/xlink}href"
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_TITLED = re.compile(r"competing interest|conflicts? of interest|disclosure", re.IGNORECASE)
_LEAD = re.compile(r"^(?:competing interests?|conflicts? of interest|funding)\s*[:.]\s*", re.I)
_Element = etree._Element


def read_jats(blocks: Iterable[bytes]) -> Iterator[Record]:
    """
    Yield the record of each article in a JATS file or a PubMed Central answer.

    Raises:
        DataError: It is not well formed, declares entities, holds no article, or is over 50 MB.
    """
    text = bytearray()
    for block in blocks:
        text += block
        if len(text) > _MAX_BYTES:
            raise DataError(f"it has over {_MAX_BYTES:,} bytes", hint="split it by article")
    if b"<!ENTITY" in text:
        raise DataError("it declares entities of its own", hint="do not use this file")
    parser = etree.XMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(bytes(text), parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"not well formed: {error}", hint="download it again") from error
    articles = [root] if _name(root) == "article" else root.findall(".//{*}article")
    if not articles:
        raise DataError("it is not JATS: there is no article", hint="give the .nxml of one")
    for number, article in enumerate(articles, start=1):
        yield _record(article, number)


def _record(article: _Element, number: int) -> Record:
    meta = article.find("{*}front/{*}article-meta")
    journal = article.find("{*}front/{*}journal-meta")
    meta = etree.Element("article-meta") if meta is None else meta
    journal = etree.Element("journal-meta") if journal is None else journal
    ids = {node.get("pub-id-type", ""): _text(node) for node in meta.findall("{*}article-id")}
    issued = _issued(meta)
    doi, pmc = ids.get("doi", "").lower(), ids.get("pmc", "") or ids.get("pmcid", "")
    pmid = ids.get("pmid", "")
    first, last = _find(meta, "fpage"), _find(meta, "lpage")
    return Record(
        key=pmid or doi or str(number),
        pmid=pmid if re.fullmatch(r"[1-9]\d{0,8}", pmid) else "",
        pmcid=f"PMC{pmc.removeprefix('PMC')}" if pmc.removeprefix("PMC").isdecimal() else "",
        doi=doi if _DOI.fullmatch(doi) else "",
        title=_find(meta, "title-group/{*}article-title"),
        authors=tuple(_authors(meta)),
        journal=_abbreviated(journal) or _find(journal, "journal-title-group/{*}journal-title")
        or _find(journal, "journal-title"),
        issn=_find(journal, "issn"),
        volume=_find(meta, "volume"),
        issue=_find(meta, "issue"),
        pages=f"{first}-{last}" if first and last else first or _find(meta, "elocation-id"),
        issued=issued,
        year=issued[:4],
        abstract=_find(meta, "abstract"),
        keywords=tuple(dict.fromkeys(filter(None, map(_text, meta.findall(".//{*}kwd"))))),
        licence=_licence(meta),
        interests=_interests(article),
        funders=tuple(_funders(article)),
    )  # fmt: skip


def _issued(meta: _Element) -> str:
    """Return the earliest of the dates of publication, as exactly as it is printed."""
    found = []
    for node in meta.findall("{*}pub-date"):
        if node.get("pub-type", "") == "pmc-release":
            continue
        parts = (_find(node, part) for part in ("year", "month", "day"))
        found.append(dates.of(*parts))
    return min((one for one in found if one), key=lambda one: (one[:4], -len(one), one), default="")


def _authors(meta: _Element) -> Iterator[str]:
    for person in meta.findall("{*}contrib-group/{*}contrib"):
        if person.get("contrib-type", "author") != "author":
            continue
        given = _find(person, "name/{*}given-names")
        initials = "".join(part[0] for part in re.split(r"[\s.-]+", given) if part)
        name = " ".join(part for part in (_find(person, "name/{*}surname"), initials) if part)
        if name := name or _find(person, "collab"):
            yield name


def _abbreviated(journal: _Element) -> str:
    names = {n.get("journal-id-type", ""): _text(n) for n in journal.findall("{*}journal-id")}
    return names.get("nlm-ta", "") or names.get("iso-abbrev", "")


def _licence(meta: _Element) -> str:
    """Return the address of the licence, else its words."""
    licence = meta.find("{*}permissions/{*}license")
    if licence is None:
        statement = next((_text(node) for node in meta.iter("{*}copyright-statement")), "")
        return statement if "Creative Commons" in statement else ""
    for node in licence.iter():
        if node.get(_HREF, "").startswith("http"):
            return node.get(_HREF, "")
        if _name(node) == "license_ref" and _text(node):
            return _text(node)
    return _text(licence)


def _interests(article: _Element) -> str:
    """Return what is declared in a footnote made for it, else under a heading that says so."""
    for note in article.iter("{*}fn"):
        if note.get("fn-type", "") in ("conflict", "COI-statement"):
            return _LEAD.sub("", _text(note))
    for section in article.iter("{*}sec", "{*}notes", "{*}fn"):
        title = section.find("{*}title")
        if title is not None and _TITLED.search(_text(title)):
            return " ".join(_text(p) for p in section.findall("{*}p"))
    return ""


def _funders(article: _Element) -> Iterator[str]:
    meta = article.find("{*}front/{*}article-meta")
    nodes = [] if meta is None else meta.findall(".//{*}funding-source")
    nodes = nodes or ([] if meta is None else meta.findall(".//{*}funding-statement"))
    nodes = nodes or [
        note for note in article.iter("{*}fn")
        if note.get("fn-type", "") in ("financial-disclosure", "supported-by")
    ]  # fmt: skip
    yield from dict.fromkeys(filter(None, (_LEAD.sub("", _text(node)) for node in nodes)))


def _name(node: _Element) -> str:
    return etree.QName(node).localname


def _find(parent: _Element, path: str) -> str:
    return _text(parent.find(f"{{*}}{path}"))


def _text(node: _Element | None) -> str:
    return "" if node is None else " ".join("".join(map(str, node.itertext())).split())
