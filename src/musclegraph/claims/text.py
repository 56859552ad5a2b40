"""Text to sentences that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musclegraph.claims.markup import GONE, Form, prose
from musclegraph.core.errors import RequestError

MAX_CHARACTERS = 200_000
_LONGEST = 1_000  # characters; what runs on without an end is cut at a space

_PARAGRAPH = re.compile(
    r"\n[ \t\r\0]*\n|\x1e|\f|\n(?=[ \t\0]*(?:[-*•‣▪–]|\d{1,3}[.)])[ \t])", re.ASCII
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]\0]*(?=\s|\Z)|[。！？؟]+")
_LOWER = re.compile(r"[\s\0]*[a-zà-öø-ÿ]")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|dr|mr|mrs|ms|prof|st|figs?|nos?|approx)\.$", re.IGNORECASE
)
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair; JSON and command lines let it pass
_INITIAL = re.compile(r"(?<!itamin )(?<![A-Za-z])[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One sentence of a text.

    Attributes:
        text: The sentence as it stands in the source, markup included: `source[start:end]`.
        start: Where it begins, in Unicode code points from 0.
        end: Where it ends, half open.
        plain: The sentence without markup, on one line.
    """

    text: str
    start: int
    end: int
    plain: str


def sentences(text: str, form: Form = "text") -> list[Sentence]:
    """
    Return the sentences of a text in order.

    Raises:
        RequestError: There is no text, more than MAX_CHARACTERS of it, or half a character.

    >>> [(s.start, s.end, s.text) for s in sentences("Cramps hurt. Dr. Smith agrees!")]
    [(0, 12, 'Cramps hurt.'), (13, 30, 'Dr. Smith agrees!')]
    """
    if len(text) > MAX_CHARACTERS:
        raise RequestError(
            f"the text has {len(text):,} characters, the most we read is {MAX_CHARACTERS:,}",
            hint="send one article or one section at a time",
        )
    if not text.strip():
        raise RequestError("the text is empty", hint="send at least one sentence")
    if _HALF.search(text):
        raise RequestError("the text has half a character", hint="give it as UTF-8")
    bare = prose(text, form)
    return [
        Sentence(text[start:end], start, end, _plain(bare[start:end]))
        for start, end in _spans(bare)
    ]


def _spans(bare: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _PARAGRAPH.finditer(bare):
        yield from _in_paragraph(bare, start, found.start())
        start = found.end()
    yield from _in_paragraph(bare, start, len(bare))


def _in_paragraph(bare: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _END.finditer(bare, start, end):
        if not _goes_on(bare, start, found.end(), end):
            yield from _pieces(bare, start, found.end())
            start = found.end()
    yield from _pieces(bare, start, end)


def _goes_on(bare: str, start: int, at: int, end: int) -> bool:
    """Tell whether a full stop is part of an abbreviation, and the sentence goes on."""
    if bare[at - 1] != "." or at == end:
        return False
    before = bare[max(start, at - 12) : at]
    if _ABBREVIATION.search(before) or _INITIAL.search(before):
        return True
    return _LOWER.match(bare, at, end) is not None


def _pieces(bare: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence without the space around it, cut at spaces if it has no end."""
    while (cut := _trimmed(bare, start, end))[1] - cut[0] > _LONGEST:
        space = max(bare.rfind(" ", cut[0], cut[0] + _LONGEST), cut[0] + _LONGEST // 2)
        yield _trimmed(bare, cut[0], space)
        start = space
    if cut[0] < cut[1]:
        yield cut


def _trimmed(bare: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (bare[start].isspace() or bare[start] == GONE):
        start += 1
    while end > start and (bare[end - 1].isspace() or bare[end - 1] == GONE):
        end -= 1
    return start, end


def _plain(piece: str) -> str:
    return " ".join(piece.replace(GONE, "").split())
