"""
A stream of PubMed XML cut into its records, so that a broken one harms no other.

Each piece is parsed by itself, without the prolog: a file can define no entity that a record could
use, whatever it declares. lxml's own limits hold for each: 256 levels, no network, no huge text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from musclegraph.core.errors import DataError
from musclegraph.ingest.opening import Damaged
from musclegraph.ingest.record import Skipped

MAX_RECORD_BYTES = 8_000_000
_START = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation)(?=[\s>])")
_ROOT = re.compile(rb"<Pubmed(?:Book)?ArticleSet[\s>]")
_ROOT_END = re.compile(rb"</Pubmed(?:Book)?ArticleSet\s*>")
_PMID = re.compile(rb"<PMID[^>]*>\s*(\d{1,9})")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding=["']([\w.:-]+)["']""")
_LONGEST_TAG = 32
_MAX_PROLOG_BYTES = 1_000_000


def read_elements(blocks: Iterable[bytes]) -> Iterator[etree._Element | Skipped]:
    """
    Yield the root of each record, and a Skipped for each that cannot be read.

    Raises:
        DataError: It is not PubMed XML, declares entities, or is in an encoding we do not read.
    """
    parser: etree.XMLParser | None = None
    number = 0
    for piece in _pieces(blocks):
        if isinstance(piece, Skipped):
            yield piece
            continue
        if parser is None:
            parser = _parser(piece)
            continue
        number += 1
        try:
            if len(piece) > MAX_RECORD_BYTES:
                raise ValueError(f"it has over {MAX_RECORD_BYTES:,} bytes")
            yield etree.fromstring(piece, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            yield Skipped(_name(piece, number), f"not well formed: {error}")


def _pieces(blocks: Iterable[bytes]) -> Iterator[bytes | Skipped]:
    """Yield the prolog, then each record as bytes; a broken one goes up to the next start."""
    buffer, in_prolog, is_ended = b"", True, False
    try:
        for block in blocks:
            buffer += block
            if in_prolog:
                first = _START.search(buffer)
                if first is None and len(buffer) < _MAX_PROLOG_BYTES:
                    continue
                in_prolog = False
                yield buffer[: first.start()] if first else buffer
            records, buffer = _cut(buffer)
            yield from records
            is_ended = is_ended or bool(_ROOT_END.search(buffer))
            if not _START.search(buffer):
                buffer = buffer[-_LONGEST_TAG:]  # it may hold the beginning of a start tag
    except Damaged as error:
        yield Skipped("end of file", error.problem)
    if in_prolog:
        yield buffer
        is_ended = bool(_ROOT_END.search(buffer))
    if _START.search(buffer):
        yield Skipped(_name(buffer, 0), "the file ends in the middle of it")
    elif not is_ended:
        yield Skipped("end of file", "the file ends before its end tag")


def _cut(buffer: bytes) -> tuple[list[bytes], bytes]:
    """Return the records that begin and end in `buffer`, and what is left of it."""
    records: list[bytes] = []
    position = 0
    while start := _START.search(buffer, position):
        end = buffer.find(b"</" + start[1] + b">", start.end())
        other = _START.search(buffer, start.end(), end if end >= 0 else len(buffer))
        if other:
            end = other.start()
        elif end >= 0:
            end = buffer.index(b">", end) + 1
        elif len(buffer) - start.start() > MAX_RECORD_BYTES:
            end = len(buffer)
        else:
            return records, buffer[start.start() :]
        records.append(buffer[start.start() : end])
        position = end
    return records, buffer[position:]


def _name(piece: bytes, number: int) -> str:
    found = _PMID.search(piece)
    return f"PMID {found[1].decode()}" if found else f"record {number}"


def _parser(prolog: bytes) -> etree.XMLParser:
    if prolog[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in prolog[:4]:
        raise DataError("it is not in UTF-8", hint="PubMed writes UTF-8; convert the file")
    if b"<!ENTITY" in prolog:
        raise DataError("it declares entities of its own", hint="PubMed never does; do not use it")
    if not _ROOT.search(prolog):
        raise DataError("it is not PubMed XML", hint="its root is PubmedArticleSet")
    encoding = _ENCODING.match(prolog.removeprefix(b"\xef\xbb\xbf").lstrip())
    try:
        return etree.XMLParser(
            encoding=encoding[1].decode() if encoding else "utf-8",
            no_network=True, remove_comments=True, remove_pis=True,
        )  # fmt: skip
    except LookupError as error:
        raise DataError(
            f"its encoding is not known: {error}", hint="convert it to UTF-8"
        ) from error
