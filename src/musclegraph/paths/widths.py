"""
How wide a text is, without a font at hand.

The widths are those of Helvetica, in thousandths of the size. Arial, Liberation Sans, Nimbus
Sans and Arimo have the same ones; a reserve covers wider ones, such as DejaVu Sans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import combining, east_asian_width

RESERVE = 1.14
_REGULAR: Mapping[int, str] = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " \u00a0!,./:;I[\\]ft·ïîíì", 333: "()-`r“”", 334: "{}",
    350: "•", 355: '"', 389: "*", 400: "°", 469: "^", 500: "Jcksvxyzç", 549: "±≤≥",
    556: "#$0123456789?L_abdeghnopqu–£€éèêëàâäåáöóôòüûúùñ", 576: "µ", 584: "+<=>~×",
    611: "FTZøß", 667: "&ABEKPSVXYÉÄÅ", 722: "CDHNRUwÜ", 778: "GOQÖØ", 833: "Mm", 834: "½",
    889: "%æ", 944: "Wœ", 1000: "—…→←", 1015: "@",
}  # fmt: skip
_BOLD: Mapping[int, str] = {
    238: "'", 278: " \u00a0,./I\\ijl‘’·ïîíì", 280: "|", 333: "!()-:;[]`ft", 350: "•", 389: "*r{}",
    400: "°", 474: '"', 500: "z“”", 549: "±≤≥", 556: "#$0123456789J_aceksvxy–£€éèêëàâäåáç",
    576: "µ", 584: "+<=>^~×", 611: "?FLTZbdghnopquöóôòøüûúùñß", 667: "EPSVXYÉ",
    722: "&ABCDHKNRUÜÄÅ", 778: "GOQwÖØ", 833: "M", 834: "½", 889: "%mæ", 944: "Wœ", 975: "@",
    1000: "—…→←",
}  # fmt: skip
_TABLES = [
    {character: width for width, characters in table.items() for character in characters}
    for table in (_REGULAR, _BOLD)
]
_UNKNOWN, _WIDE = 780, 1000
# Not str.split: that would break at a no-break space.
_SPACE = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")


def width(text: str, size: float, is_bold: bool = False) -> float:
    """
    Return how wide `text` is at most, in the unit of `size`.

    >>> round(width("cramp", 10, False), 1)
    31.7
    """
    table = _TABLES[is_bold]
    thousandths = sum(table.get(character) or _guess(character) for character in text)
    return thousandths * size * RESERVE / 1000


def wrap(text: str, room: float, size: float, is_bold: bool = False, most: int = 3) -> list[str]:
    """
    Break `text` into at most `most` lines that fit into `room`, the last cut short with "…".

    >>> wrap("Exercise cramps are caused by dehydration", 130, 13, most=2)
    ['Exercise cramps', 'are caused by…']
    """
    lines = [""]
    for word in _words(text, room, size, is_bold):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, is_bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(lines[most - 1], room, size, is_bold)]


def _words(text: str, room: float, size: float, is_bold: bool) -> Iterator[str]:
    for word in _SPACE.split(text):
        piece = ""
        for character in word:
            # A word wider than the room is broken where the room ends.
            if piece and width(piece + character, size, is_bold) > room:
                yield piece
                piece = ""
            piece += character
        yield piece


def _cut(line: str, room: float, size: float, is_bold: bool) -> str:
    while line and width(f"{line}…", size, is_bold) > room:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


def _guess(character: str) -> int:
    if combining(character):
        return 0
    return _WIDE if east_asian_width(character) in "WF" or ord(character) > 0xFFFF else _UNKNOWN
