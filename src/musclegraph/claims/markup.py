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
_UNREAD = re.compile(
    r"<(script|style|code|pre|template|svg)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*>", re.S)
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


def _html(text: str) -> str:
    for pattern in (_UNREAD, _COMMENT):
        text = pattern.sub(_break, text)
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
