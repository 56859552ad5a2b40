"""Boxes with lines of text, measured before they are placed, so that nothing runs out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musclegraph.paths.marks import mark, room
from musclegraph.paths.svg import clean, element, words
from musclegraph.paths.widths import width, wrap

PAD_X, PAD_Y = 14, 11
_LEADING = 1.34


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece of text in a card; `most` is how many rows it may take, `gap` what is left above."""

    text: str
    size: float = 13
    tone: str = ""
    mark: str = ""
    is_bold: bool = False
    is_struck: bool = False
    most: int = 2
    gap: float = 0
    indent: float = 0

    @property
    def height(self) -> float:
        """What it takes from top to bottom."""
        return self.gap + self.size * _LEADING

    @property
    def width(self) -> float:
        """What it takes from left to right, its mark included."""
        return self.indent + width(self.text, self.size, self.is_bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A box whose lines fit; `hover` is what a pointer over it shows."""

    id: str
    width: float
    lines: tuple[Line, ...] = ()
    tone: str = "plain"
    hover: str = ""
    is_dashed: bool = False
    is_heavy: bool = False
    is_ghost: bool = False
    is_bare: bool = False
    is_centred: bool = False

    @property
    def height(self) -> float:
        """What it takes from top to bottom."""
        return 2 * PAD_Y + sum(line.height for line in self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with the place of its upper left corner."""

    card: Card
    x: float
    y: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.card.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.card.height

    @property
    def middle(self) -> float:
        """Half way from left to right."""
        return self.x + self.card.width / 2

    @property
    def centre(self) -> float:
        """Half way from top to bottom."""
        return self.y + self.card.height / 2

    def svg(self) -> str:
        """Return the box, its accent and its text."""
        card = self.card
        looks = {
            "dashed": card.is_dashed,
            "heavy": card.is_heavy,
            "ghost": card.is_ghost,
            "bare": card.is_bare,
        }
        box = element(
            "rect",
            class_=" ".join(["card", card.tone, *(name for name, on in looks.items() if on)]),
            x=self.x,
            y=self.y,
            width=card.width,
            height=card.height,
            rx=9,
        )
        hover = element("title", words(card.hover)) if card.hover else ""
        return element("g", hover, box, *self._texts(), id=card.id)

    def _texts(self) -> Iterator[str]:
        y = self.y + PAD_Y
        for line in self.card.lines:
            x = self.middle if self.card.is_centred else self.x + PAD_X
            yield write(line, x, y, self.card.is_centred)
            y += line.height


def fit(lines: Iterable[Line], space: float) -> tuple[Line, ...]:
    """Break each line into rows that fit into `space`; only the first row keeps mark and gap."""
    rows: list[Line] = []
    for line in lines:  # an empty text gives no row
        indent = room(line.mark, line.size) or line.indent
        pieces = wrap(clean(line.text), space - indent, line.size, line.is_bold, line.most)
        for place, piece in enumerate(pieces):
            row = replace(line, text=piece, indent=indent)
            rows.append(row if place == 0 else replace(row, mark="", gap=0))
    return tuple(rows)


def boxed(lines: Iterable[Line], shape: Card) -> Card:
    """Return `shape` with `lines` fitted into it."""
    return replace(shape, lines=fit(lines, shape.width - 2 * PAD_X))


def column(cards: Iterable[Card], x: float, y: float, gap: float = 12) -> list[Placed]:
    """Place cards one below the other."""
    placed = []
    for card in cards:
        placed.append(Placed(card, x, y))
        y += card.height + gap
    return placed


def grid(cards: list[Card], y: float, columns: int, sheet: float, gap: float = 14) -> list[Placed]:
    """Place cards in rows of `columns`, each row in the middle of a sheet `sheet` wide."""
    placed: list[Placed] = []
    for start in range(0, len(cards), columns):
        row = cards[start : start + columns]
        x = (sheet - sum(card.width for card in row) - gap * (len(row) - 1)) / 2
        tallest = max(card.height for card in row)
        for card in row:
            placed.append(Placed(card, x, y))
            x += card.width + gap
        y += tallest + gap
    return placed


def write(line: Line, x: float, y: float, is_centred: bool = False) -> str:
    """Return one row of text whose top is at y; x is its left end, or its middle if centred."""
    left = x - line.width / 2 if is_centred else x
    baseline = y + line.gap + line.size
    sign = mark(line.mark, left, baseline - line.size * 1.02, line.size * 1.2) if line.mark else ""
    # Centred text without a mark is anchored in its middle: right in every font.
    anchored = is_centred and not line.indent
    return sign + element(
        "text",
        words(line.text),
        x=x if anchored else left + line.indent,
        y=baseline,
        font_size=line.size,
        font_weight="bold" if line.is_bold else "",
        text_anchor="middle" if anchored else "",
        text_decoration="line-through" if line.is_struck else "",
        class_=line.tone,
    )


def bottom(placed: Iterable[Placed], otherwise: float) -> float:
    """Return the lower edge of the lowest, `otherwise` if there is none."""
    return max((each.bottom for each in placed), default=otherwise)
