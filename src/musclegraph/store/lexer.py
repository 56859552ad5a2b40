"""
SPARQL text to tokens, in one pass without recursion. No grammar: that is the engine's.

Oxigraph's grammar needs no space between words (`1SERVICE:x{}` calls a server), so what ends a
word here is only where the next token can begin. A string that is not closed goes on to the end
of the line or the text, and nothing in the pattern looks at a character often, so that the time
grows with the length and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?:\s+|\#[^\r\n]*)*+(?:
    (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*(?:\"{3})? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*(?:'{3})?
              | \"(?:[^\"\\\r\n]|\\.)*\"? | '(?:[^'\\\r\n]|\\.)*'?)
  | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*
             (?:\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})[^<>\"{}|^`\\\x00-\x20]*)*>)
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]{0,99}[\w-])?|_)?:(?:[\w:%-]|\\.|\.(?=[\w:%.\\-]))*)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign><<|>>|\|\||&&|.)
  | (?P<end>\Z))
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind, its text, where it begins, and a word once more in capitals."""

    kind: str
    text: str
    start: int
    word: str = ""

    @property
    def end(self) -> int:
        """Where the next token may begin."""
        return self.start + len(self.text)

    @property
    def is_open(self) -> bool:
        """Tell whether it is a long string without its end."""
        mark = self.text[:3]
        is_long = self.kind == "string" and mark in {'"""', "'''"}
        return is_long and (len(self.text) < 6 or not self.text.endswith(mark))


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of `text` from `start`, without spaces and comments."""
    for found in _TOKEN.finditer(text, start):
        kind = found.lastgroup or "end"
        if kind == "end":
            return
        own = found[kind]
        yield Token(kind, own, found.start(kind), own.upper() if kind == "word" else "")


def unescape(text: str) -> str:
    r"""
    Return `text` with \uXXXX and \UXXXXXXXX decoded, as SPARQL 1.1 section 19.2 has it.

    >>> unescape(r"\u0053ERVICE")
    'SERVICE'
    """
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _decoded, text)


def _decoded(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]
