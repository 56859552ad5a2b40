"""A draft as the linter reads it: its text, where lines begin, and what is not the writer's own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from musclegraph.claims.markup import Form, closed, prose
from musclegraph.lint.references import Entry, Span, find_entries, reference_spans

_FORMS: dict[str, Form] = {".md": "markdown", ".markdown": "markdown", ".html": "html"}
_FORMS |= {".htm": "html", ".xhtml": "html", ".txt": "text"}
_LOOKS_LIKE_HTML = re.compile(r"\A\s*(?:<!doctype html|<html|<article|<body|<p\b)", re.I)

# Five words or more between quotation marks are somebody else's, fewer are a term in quotes.
_QUOTED = re.compile(r'“[^“”\n]*”|(?<![\w"])"[^"\n]*"|«[^«»\n]*»')
_LONG = 5
_BLOCKQUOTE = {
    "text": re.compile(r"^[ \t]*>.*$", re.M),
    "markdown": re.compile(r"^[ \t]{0,3}>.*(?:\n(?![ \t]*\n)[^\n]+)*", re.M),
}
_QUOTING = re.compile(r"<(?:blockquote|q)\b[^<>]*>", re.I)
_PARAGRAPH = re.compile(r"\n[ \t\r\0]*\n|\x1e")


def form_of(name: str, text: str) -> Form:
    """Return what a draft is written in, by the suffix of its name, else by how it begins."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _FORMS:
        return _FORMS[suffix]
    return "html" if _LOOKS_LIKE_HTML.match(text) else "markdown"


@dataclass(frozen=True)
class Draft:
    """
    One text to be checked. Offsets are Unicode code points from 0 in `text`.

    Attributes:
        name: Its path, or `-` for standard input.
        text: All of it, markup included.
        form: What it is written in.
    """

    name: str
    text: str
    form: Form

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return a line by its number, without its end."""
        start = self._line_starts[number - 1]
        return self.text[start:].partition("\n")[0].rstrip("\r")

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph an offset is in."""
        return bisect_right(self._paragraph_ends, offset)

    def paragraph_end(self, offset: int) -> int:
        """Return where the paragraph of an offset ends."""
        ends = self._paragraph_ends
        number = self.paragraph(offset)
        return ends[number] if number < len(ends) else len(self.text)

    @cached_property
    def own(self) -> str:
        """The text with quotations and reference lists blanked out, of the same length."""
        parts, at = [], 0
        for start, end in _merged([*self.references, *self._quotations]):
            parts += [self.text[at:start], re.sub(r"[^\n]", " ", self.text[start:end])]
            at = end
        return "".join([*parts, self.text[at:]])

    @cached_property
    def references(self) -> list[Span]:
        """The stretches that hold footnotes and lists of references."""
        return reference_spans(self.text, self.form)

    @cached_property
    def entries(self) -> list[Entry]:
        """The footnotes and the items of lists of references."""
        return find_entries(self.text, self.form)

    @cached_property
    def _quotations(self) -> list[Span]:
        if self.form == "html":
            blocks = closed(self.text, _QUOTING)
        else:
            blocks = [found.span() for found in _BLOCKQUOTE[self.form].finditer(self.text)]
        return blocks + [
            found.span()
            for found in _QUOTED.finditer(self._bare)
            if len(found[0].replace("\0", "").split()) >= _LONG
        ]

    @cached_property
    def _bare(self) -> str:
        # Attributes of tags and targets of links hold quotation marks of their own.
        return prose(self.text, self.form)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [found.start() for found in _PARAGRAPH.finditer(self._bare)]


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
