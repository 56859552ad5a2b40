"""What a draft cites, where, and which work of the graph that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from musclegraph.ingest.record import Record
from musclegraph.lint.draft import Draft
from musclegraph.lint.references import Entry
from musclegraph.lint.works import Work, Works

_PMID = re.compile(
    r"\bPMID\s*[:#]?\s*(?:</?\w+>\s*)?([1-9]\d{0,8})\b"
    r"|\b(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/([1-9]\d{0,8})\b",
    re.I,
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>\]}|]+)")
_URL = re.compile(r"https?://[^\s\"'<>()\[\]]+")
_BY_NAME = re.compile(
    r"(?<![\w'’-])([A-Z][\w'’-]{1,40})(?:\s+et\s+al\.?|\s*(?:&amp;|&|and)\s*[A-Z][\w'’-]{1,40})?"
    r"(?:'s|’s)?,?\s*[\[(]?((?:19|20)\d\d)[a-z]?\b"
)
_CALL = re.compile(
    r"\[(\^[^\]\s]+)\]"  # Markdown footnote
    r"|\[((?:\d{1,3})(?:\s*[,;–-]\s*\d{1,3})*)\](?!\()"  # numbers in brackets
    r"|<sup[^>]*>\s*\[?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]?\s*</sup>"
    r"|href\s*=\s*[\"'](#[\w:.-]+)[\"']"
    r"|\]\[([^\]^\n]+)\]",  # link by reference
    re.I,
)
_KEY = re.compile(r"(?<![\w.])@([A-Za-z](?:[\w:.#$%&+?<>~/-]*\w)?)|\\cite\w*\{([^}]+)\}")
_CLOSING = ".,;:)]>*_"


@dataclass(frozen=True, slots=True)
class Identified:
    """An identifier in a text: where, what, and the work it names, if the graph has it."""

    start: int
    end: int
    pmid: str
    doi: str
    work: Work | None


@dataclass(frozen=True, slots=True)
class Citation:
    """
    One place in the running text that cites something.

    `works` are those of the graph; none if what is cited is not in it.
    """

    start: int
    end: int
    works: tuple[Work, ...]


def identify(text: str, works: Works, start: int = 0) -> Iterator[Identified]:
    """Yield the PMIDs and DOIs in a text; `start` is added to their offsets."""
    for found in _PMID.finditer(text):
        pmid = found[1] or found[2]
        yield Identified(start + found.start(), start + found.end(), pmid, "", works.of(pmid=pmid))
    for found in _DOI.finditer(text):
        doi = _without_closing(found[1])
        end = start + found.start() + len(doi)
        yield Identified(start + found.start(), end, "", doi, works.of(doi=doi))


def find_citations(draft: Draft, works: Works, records: Mapping[str, Record]) -> list[Citation]:
    """
    Return what the running text cites, in its order.

    Args:
        draft: The draft.
        works: What the graph knows.
        records: The entries of the bibliography files, by key.
    """
    text = draft.own
    entries = {label: entry for entry in draft.entries for label in entry.labels}
    found = [
        *(Citation(one.start, one.end, _kept(one.work)) for one in identify(text, works)),
        *_linked(text, works),
        *_named(text, works),
        *_called(text, entries, works),
        *_keyed(text, records, works),
    ]
    return sorted(found, key=lambda citation: (citation.start, citation.end))


def work_of(record: Record, works: Works) -> Work | None:
    """Return the work of the graph that a bibliography entry is."""
    return works.of(pmid=record.pmid, doi=record.doi)


def _kept(*works: Work | None) -> tuple[Work, ...]:
    return tuple(work for work in works if work)


def _linked(text: str, works: Works) -> Iterator[Citation]:
    for found in _URL.finditer(text):
        if not _PMID.search(found[0]) and not _DOI.search(found[0]):
            yield Citation(*found.span(), _kept(works.at(_without_closing(found[0]))))


def _named(text: str, works: Works) -> Iterator[Citation]:
    """Yield authors with a year, where the graph has just one such work."""
    for found in _BY_NAME.finditer(text):
        if work := works.by(found[1], found[2]):
            yield Citation(*found.span(), (work,))


def _called(text: str, entries: Mapping[str, Entry], works: Works) -> Iterator[Citation]:
    for found in _CALL.finditer(text):
        for label in _labels(found):
            if entry := entries.get(label):
                cited = dict.fromkeys(
                    one.work.iri for one in identify(entry.text, works) if one.work
                )
                by_name = [one.works[0].iri for one in _named(entry.text, works) if not cited]
                linked = [one.works[0].iri for one in _linked(entry.text, works) if one.works]
                iris = dict.fromkeys([*cited, *by_name, *linked])
                yield Citation(*found.span(), _kept(*(works.iri(iri) for iri in iris)))


def _labels(found: re.Match[str]) -> Iterable[str]:
    note, numbers, raised, anchor, link = found.groups()
    if single := note or anchor or link:
        return [single]
    return _numbers(numbers or raised)


def _numbers(text: str) -> Iterator[str]:
    for part in re.split(r"[,;]", text):
        first, _, last = re.sub(r"[–-]", "-", part).partition("-")
        low, high = int(first), int(last or first)
        yield from (str(number) for number in range(low, min(high, low + 50) + 1))


def _keyed(text: str, records: Mapping[str, Record], works: Works) -> Iterator[Citation]:
    for found in _KEY.finditer(text) if records else ():
        for key in re.split(r"\s*,\s*", found[1] or found[2]):
            if record := records.get(key):
                yield Citation(*found.span(), _kept(work_of(record, works)))


def _without_closing(text: str) -> str:
    """Return an address without the punctuation that follows it; a DOI may end in a bracket."""
    while text and text[-1] in _CLOSING:
        if text[-1] == ")" and text.count("(") >= text.count(")"):
            break
        text = text[:-1]
    return text
