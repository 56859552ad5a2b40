"""
HTML and Markdown with the markup blanked out, so that every offset stays as it was.

What does not belong to the prose is replaced, character by character, by GONE (inside a sentence)
or by line breaks (between blocks). The result has the length of the source.
"""

from __future__ import annotations

import html
import re
from typing import Literal

Form = Literal["text", "markdown", "html"]

GONE = "\0"
_CELL_END = "\x1e"  # ends a sentence, as a blank line does

_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|figcaption|figure|footer"
    "|form|h[1-6]|head|header|hr|html|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td"
    "|tfoot|th|thead|title|tr|ul"
)
_UNREAD = re.compile(r"<!--|<!\[CDATA\[|<(?:script|style|code|pre|template|svg)\b[^<>]*>", re.I)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NAME = re.compile(r"<(\w+)")
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?\n\1(?:\n|\Z)", re.S)
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_CODE = re.compile(r"(`+)(?!`)[^\n]*?[^`\n]\1(?!`)")
# Bounded, so that brackets that are never closed cost no more than their number.
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)")
_LINK_END = re.compile(r"(?<=\])(?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:?")
_BLOCK_MARK = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t]|[-=*_]{3,}[ \t]*$)", re.M
)
_QUOTE_MARK = re.compile(r"^[ \t]*>[ \t]?", re.M)
_CELL = re.compile(r"^[ \t]*\|.*$", re.M)
_INLINE = re.compile(r"[*~]+|(?<!\w)_+|_+(?!\w)|[\[\]]")


def prose(text: str, form: Form) -> str:
    """
    Return `text` without markup, of the same length.

    >>> prose("<p>Cramp &amp; <b>spasm</b>", "html").replace(GONE, "")
    '\\n\\n\\nCramp & spasm'
    """
    text = text.replace(GONE, " ")
    if form == "markdown":
        text = _markdown(text)
    return text if form == "text" else _html(text)


def closed(text: str, opening: re.Pattern[str]) -> list[tuple[int, int]]:
    """
    Return where the elements and comments that `opening` finds begin and end.

    One that is never closed is not among them: in a draft it would hide all that follows.
    """
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()  # what has no end from here on is not looked for again
    for found in opening.finditer(text):
        end = _closing(found[0])
        if (spans and found.start() < spans[-1][1]) or end in unclosed:
            continue
        if last := re.compile(end, re.I).search(text, found.end()):
            spans.append((found.start(), last.end()))
        else:
            unclosed.add(end)
    return spans


def _closing(opening: str) -> str:
    if name := _NAME.match(opening):
        return rf"</{name[1].lower()}\b[^<>]*>"
    return "-->" if opening == "<!--" else r"\]\]>"


def _html(text: str) -> str:
    parts, at = [], 0
    for start, end in closed(text, _UNREAD):
        parts += [text[at:start], "\n" * (end - start)]
        at = end
    text = _DECLARATION.sub(_break, "".join([*parts, text[at:]]))
    text = _BLOCK_TAG.sub(_break, text)
    text = _TAG.sub(_gone, text)
    return _ENTITY.sub(_decoded, text)


def _markdown(text: str) -> str:
    for pattern in (_FRONT_MATTER, _FENCE):
        text = pattern.sub(_break, text)
    for pattern in (_CODE, _IMAGE, _LINK_END, _FOOTNOTE):
        text = pattern.sub(_gone, text)
    text = _BLOCK_MARK.sub(_break, text)
    text = _QUOTE_MARK.sub(_gone, text)
    text = _CELL.sub(_cells, text)
    return _INLINE.sub(_gone, text)


def _gone(found: re.Match[str]) -> str:
    return GONE * len(found[0])


def _break(found: re.Match[str]) -> str:
    # Two line breaks end a paragraph, whatever stood there.
    return "\n" * len(found[0])


def _cells(found: re.Match[str]) -> str:
    return found[0].replace("|", _CELL_END)


def _decoded(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    plain = " " if character in ("\xa0", GONE, "\n") else character
    return plain.ljust(len(found[0]), GONE) if len(plain) <= len(found[0]) else found[0]
