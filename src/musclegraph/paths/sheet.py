"""The sheet that every picture is drawn on: its head, its headings and its foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from musclegraph.paths.cards import Line, Placed, bottom, fit, write
from musclegraph.paths.edges import arrow, line
from musclegraph.paths.svg import WIDTH

EDGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What every picture says about itself."""

    as_of: str = ""
    layer: str = "all"
    selection: str = ""
    advice: str = ""

    @property
    def evidence(self) -> str:
        """Whose evidence is looked at, and on which day."""
        whose = "all evidence" if self.layer == "all" else "only the evidence the articles cite"
        return f"As of {self.as_of or 'an unknown day'}, {whose}."

    @property
    def sentence(self) -> str:
        """All of it."""
        return " ".join(filter(None, (self.evidence, self.selection, self.advice)))


@dataclass(slots=True)
class Sheet:
    """What has been drawn so far, and how far down it reaches."""

    y: float = 24
    parts: list[str] = field(default_factory=list)

    def add(self, *elements: str) -> None:
        """Draw elements."""
        self.parts += elements

    def place(self, cards: Iterable[Placed]) -> None:
        """Draw cards, and go on below the lowest."""
        for placed in cards:
            self.add(placed.svg())
            self.y = max(self.y, placed.bottom)

    def head(self, over: str, title: str, under: str = "") -> None:
        """Draw the name of the picture in the middle, with what it is above and more below."""
        lines = (
            Line(text=over.upper(), size=12, tone="soft", is_bold=True, most=1),
            Line(text=title, size=25, is_bold=True, most=4, gap=3),
            Line(text=under, size=13.5, tone="soft", most=4, gap=5),
        )
        for row in fit(lines, WIDTH - 6 * EDGE):
            self.add(write(row, WIDTH / 2, self.y, is_centred=True))
            self.y += row.height
        self.y += 20

    def heading(
        self, text: str, x: float = 0, room: float = WIDTH, mark: str = "", under: str = ""
    ) -> float:
        """
        Write a heading over a part and return where the part begins.

        Without a `room` of its own it stands in the middle of the sheet; `under` is a line below.
        """
        is_centred = room == WIDTH
        lines = (
            Line(text=text, size=14, is_bold=True, mark=mark),
            Line(text=under, size=13, tone="soft", gap=2),
        )
        y = self.y
        for row in fit(lines, room - 2 * EDGE if is_centred else room):
            self.add(write(row, WIDTH / 2 if is_centred else x, y, is_centred))
            y += row.height
        return y + 9

    def stems(self, above: Sequence[Placed], target: Placed, tone: str, *, upward: bool) -> None:
        """Draw lines between the lowest row of cards above and the top of a card below them."""
        low = bottom(above, self.y)
        bus = low + 16
        for placed in (each for each in above if each.y == above[-1].y):
            corners = [(target.middle, bus), (placed.middle, bus), (placed.middle, placed.bottom)]
            self.add(arrow(corners, tone) if upward else line(corners, tone))
        trunk = [(target.middle, bus), (target.middle, target.y)]
        self.add(line(trunk, tone) if upward else arrow(trunk, tone))

    def wing(
        self, cards: Sequence[Placed], body: Placed, tone: str, dashed: Sequence[bool]
    ) -> None:
        """Draw lines from a column of cards to the card beside it; `dashed` says which are."""
        is_left = cards[0].x < body.x
        side = body.x if is_left else body.right
        bus = side - 20 if is_left else side + 20
        ends = sorted([body.centre, *(each.centre for each in cards)])
        for each, is_dashed in zip_longest(cards, dashed, fillvalue=False):
            assert isinstance(each, Placed)
            edge = each.right if is_left else each.x
            self.add(line([(edge, each.centre), (bus, each.centre)], tone, bool(is_dashed)))
        self.add(line([(bus, ends[0]), (bus, ends[-1])], tone))
        self.add(arrow([(bus, body.centre), (side, body.centre)], tone))

    def foot(self, notes: Notes, keys: Iterable[Line]) -> None:
        """Draw what the signs mean and what the picture is not; the sheet ends here."""
        self.y += 26
        self.add(line([(EDGE, self.y), (WIDTH - EDGE, self.y)], "plain"))
        self.y += 12
        x: float = EDGE
        for key in fit(keys, WIDTH - 2 * EDGE):
            if x > EDGE and x + key.width > WIDTH - EDGE:
                x, self.y = EDGE, self.y + key.height + 4
            self.add(write(key, x, self.y))
            x += key.width + 26
        if x > EDGE:
            self.y += 24
        said = Line(text=notes.sentence, size=12.5, is_bold=True, most=4)
        for row in fit([said], WIDTH - 2 * EDGE):
            self.add(write(row, EDGE, self.y))
            self.y += row.height
        self.y += 14
