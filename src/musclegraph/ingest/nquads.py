"""A record to N-Quads, as text: building it from objects would take most of the time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from musclegraph.core.names import BASE, PREFIXES
from musclegraph.ingest.record import Record, pubmed_iri
from musclegraph.ingest.vocabulary import Vocabulary

_MG, _DCTERMS = PREFIXES["mg"], PREFIXES["dcterms"]
_INTEGER = f"^^<{PREFIXES['xsd']}integer>"
_PUBMED, _LIBRARY = f"<{BASE}graph/pubmed>", f"<{BASE}graph/library>"
_RECORD = f"<{PREFIXES['rdf']}type> <{_MG}Record>"
_HEADING = f"<{_MG}meshHeading> <{PREFIXES['MESH']}"
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_TEXTS = {
    "title": f"{_DCTERMS}title", "issued": f"{_DCTERMS}issued", "language": f"{_DCTERMS}language",
    "journal": f"{_MG}journal", "volume": f"{_MG}volume", "issue": f"{_MG}issue",
    "pages": f"{_MG}pages", "issn": f"{PREFIXES['prism']}issn", "doi": f"{PREFIXES['prism']}doi",
    "pmid": f"{PREFIXES['fabio']}hasPubMedId", "pmcid": f"{PREFIXES['fabio']}hasPubMedCentralId",
    "revised": f"{_MG}revised", "interests": f"{_MG}interestStatement", "licence": f"{_MG}licence",
}  # fmt: skip
_LISTS = {
    "types": f"{_MG}indexedType", "keywords": f"{_MG}keyword", "funders": f"{_MG}funder",
}  # fmt: skip


def to_nquads(record: Record, words: Vocabulary) -> str:
    """
    Return the quads of a record, a line each, the first being its type; PubMed's own go into
    `graph/pubmed`, those of a reader's library into `graph/library`.
    """
    subject = f"<{_iri(record.iri)}>"
    graph = _PUBMED if record.version else _LIBRARY
    tail = f" {graph} .\n"
    return "".join(f"{subject} {pair}{tail}" for pair in dict.fromkeys(_pairs(record, words)))


def _pairs(record: Record, words: Vocabulary) -> Iterator[str]:
    yield _RECORD
    for name, iri in _TEXTS.items():
        if value := getattr(record, name):
            yield f"<{iri}> {_literal(value)}{'@en' if name == 'title' else ''}"
    if record.authors:
        yield f"<{_MG}authors> {_literal(', '.join(record.authors))}"
    if record.year:
        yield f'<{_MG}year> "{record.year}"{_INTEGER}'
    if record.version:
        yield f'<{_MG}recordVersion> "{record.version}"{_INTEGER}'
    for name, iri in _LISTS.items():
        for value in getattr(record, name):
            yield f"<{iri}> {_literal(value)}"
    for descriptor in filter(None, (descriptor for descriptor, _ in record.headings)):
        yield f"{_HEADING}{descriptor}>"
    for concept in words.on(record):
        yield f"<{_MG}onConcept> <{concept}>"
    yield from _judged(record, words)


def _judged(record: Record, words: Vocabulary) -> Iterator[str]:
    """Yield what the words of the record amount to in ours."""
    yield f"<{_MG}publicationType> <{words.publication_type(record)}>"
    if design := words.design(record):
        yield f"<{_MG}suggestedDesign> <{design}>"
    status, signs = words.status(record)
    yield f"<{_MG}status> <{status}>"
    for sign in signs:
        yield f"<{_MG}statusReason> {_literal(sign)}"
    for link in dict.fromkeys(record.links):
        if link.pmid and link.kind in words.links:
            yield f"<{words.links[link.kind][0]}> <{pubmed_iri(link.pmid)}>"


def _literal(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04X}"


def _iri(text: str) -> str:
    # A DOI may hold characters that an IRI may not.
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text)
