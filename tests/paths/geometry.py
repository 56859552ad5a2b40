"""What stands where in a picture, read back from its SVG."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from musclegraph.paths.widths import width

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.2  # coordinates are rounded to a tenth


@dataclass(frozen=True)
class Area:
    """A rectangle and what it is: the id of a card, or a text."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        """Tell whether the two overlap."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK

    def holds(self, other):
        """Tell whether the other is inside."""
        return (
            other.left >= self.left - SLACK
            and other.right <= self.right + SLACK
            and other.top >= self.top - SLACK
            and other.bottom <= self.bottom + SLACK
        )


@dataclass(frozen=True)
class Picture:
    """The sheet, the cards with the texts in them, and the texts beside them."""

    sheet: Area
    cards: tuple
    loose: tuple

    def faults(self):
        """Return everything that is not where it should be, in words."""
        found = [
            f"{a.what} overlaps {b.what}" for a, b in combinations(self._all(), 2) if a.meets(b)
        ]
        for card, texts in self.cards:
            found += [f"{t.what} runs out of {card.what}" for t in texts if not card.holds(t)]
        found += [f"{a.what} is off the sheet" for a in self._all() if not self.sheet.holds(a)]
        return found

    def _all(self):
        return [*(card for card, _ in self.cards), *self.loose]


def read(svg):
    """Parse a picture; fails if it is not well-formed XML."""
    root = ElementTree.fromstring(svg.encode())
    _, _, wide, high = map(float, root.get("viewBox").split())
    cards, inside = [], set()
    for group in root.iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        if box is not None:
            texts = list(group.iter(f"{SVG}text"))
            inside |= set(map(id, texts))
            cards.append((_box(group.get("id"), box), tuple(map(_text, texts))))
    loose = tuple(_text(text) for text in root.iter(f"{SVG}text") if id(text) not in inside)
    return Picture(Area("sheet", 0, 0, wide, high), tuple(cards), loose)


def _box(name, rect):
    x, y, wide, high = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
    return Area(name, x, y, x + wide, y + high)


def _text(node):
    size = float(node.get("font-size"))
    wide = width(node.text, size, node.get("font-weight") == "bold")
    x, y = float(node.get("x")), float(node.get("y"))
    left = x - wide / 2 if node.get("text-anchor") == "middle" else x
    # From the top of a capital to the bottom of a g.
    return Area(repr(node.text), left, y - 0.73 * size, left + wide, y + 0.22 * size)
