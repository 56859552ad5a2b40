"""Footnotes and lists of references in a draft: where they are, and their entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musclegraph.claims.markup import Form

Span = tuple[int, int]

_NAMES = (
    r"(?:references?|bibliography|sources|literature(?: cited)?|works cited|citations"
    r"|(?:foot|end)?notes|further reading)"
)
_HEADING = {
    "markdown": re.compile(
        rf"^(#{{1,6}})[ \t]+{_NAMES}[ \t:]*#*[ \t]*$|^{_NAMES}[ \t]*\n[-=]{{3,}}[ \t]*$"
        rf"|^\*\*{_NAMES}:?\*\*:?[ \t]*$",
        re.I | re.M,
    ),
    "text": re.compile(rf"^[ \t]*{_NAMES}[ \t]*:?[ \t]*$", re.I | re.M),
    "html": re.compile(
        rf"<(h[1-6])\b[^<>]*>(?:\s|<[^<>]*>){{0,8}}{_NAMES}(?:\s|:|<[^<>]*>){{0,8}}</\1>", re.I
    ),
}
_NEXT_HEADING = {
    "markdown": re.compile(r"^#{1,6}[ \t]+\S", re.M),
    "text": re.compile(r"(?!)"),
    "html": re.compile(r"<h[1-6]\b|</(?:article|main|body|section)>", re.I),
}
# [^name]: text, and the indented lines that go on with it; [name]: address.
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)", re.M)
_LINK = re.compile(r"^[ ]{0,3}\[([^\]^\n]+)\]:[ \t]*<?(https?://\S+)", re.M)
_ITEM = re.compile(
    r"^[ \t]*(?:\[(\w+)\]|(\d{1,3})[.)]|[-*•])[ \t]+(\S.*(?:\n(?![ \t]*(?:\[\w+\]|\d{1,3}[.)]"
    r"|[-*•])[ \t])[ \t]*\S.*)*)",
    re.M,
)
_HTML_ITEM = re.compile(r"<li\b([^>]*)>(.*?)(?=<li\b|</li|</[ou]l|\Z)", re.I | re.S)
_ID = re.compile(r"\bid\s*=\s*[\"']?([\w:.-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One footnote or one item of a list of references.

    `labels` are what a call in the text names it by: its number, its footnote name, its id.
    """

    labels: frozenset[str]
    start: int
    end: int
    text: str


def reference_spans(text: str, form: Form) -> list[Span]:
    """Return the stretches of a draft that hold references, lists with their headings."""
    spans = [found.span() for found in _lists(text, form)]
    if form == "markdown":
        spans += [found.span() for pattern in (_NOTE, _LINK) for found in pattern.finditer(text)]
    return spans


def find_entries(text: str, form: Form) -> list[Entry]:
    """Return the entries of a draft in their order."""
    entries: list[Entry] = []
    if form == "markdown":
        for found in _NOTE.finditer(text):
            entries.append(Entry(frozenset((f"^{found[1]}",)), *found.span(2), found[2]))
        for found in _LINK.finditer(text):
            entries.append(Entry(frozenset((found[1],)), *found.span(2), found[2]))
    for span in _lists(text, form):
        entries += _items(text, span, form)
    return sorted(entries, key=lambda entry: entry.start)


@dataclass(frozen=True, slots=True)
class _List:
    heading: Span
    end: int

    def span(self) -> Span:
        return self.heading[0], self.end


def _lists(text: str, form: Form) -> Iterator[_List]:
    after = 0
    for found in _HEADING[form].finditer(text):
        if found.start() >= after:
            end = _NEXT_HEADING[form].search(text, found.end())
            after = end.start() if end else len(text)
            yield _List(found.span(), after)


def _items(text: str, where: _List, form: Form) -> Iterator[Entry]:
    pattern = _HTML_ITEM if form == "html" else _ITEM
    for number, found in enumerate(pattern.finditer(text, where.heading[1], where.end), start=1):
        if form == "html":
            marked = _ID.search(found[1])
            labels = {str(number), *([f"#{marked[1]}"] if marked else [])}
            yield Entry(frozenset(labels), *found.span(2), found[2])
        else:
            labels = {found[1] or found[2] or ""} - {""}
            yield Entry(frozenset(labels), *found.span(3), found[3])
