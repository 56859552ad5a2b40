"""Neighbours of a concept in a column: each a box, an edge, and the words on the edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musclegraph.core.names import slug
from musclegraph.paths import wording
from musclegraph.paths.cards import Card, Line, Placed, boxed, fit, write
from musclegraph.paths.claim_cards import ghost, warning
from musclegraph.paths.edges import arrow, line
from musclegraph.paths.sheet import Sheet
from musclegraph.paths.views import NeighbourView

_GAP, _OVER, _UNDER = 14, 4, 6


@dataclass(frozen=True, slots=True)
class Lane:
    """Where boxes lie, from x and `room` wide, and the upright line that their edges meet."""

    x: float
    room: float
    bus: float

    @property
    def is_left(self) -> bool:
        """Whether the boxes are left of the line."""
        return self.x < self.bus

    @property
    def near(self) -> float:
        """Where an edge leaves its box."""
        return self.x + self.room if self.is_left else self.x

    @property
    def left(self) -> float:
        """Where an edge begins, seen from the left."""
        return min(self.near, self.bus)

    @property
    def reach(self) -> float:
        """How long an edge is."""
        return abs(self.bus - self.near)


@dataclass(frozen=True, slots=True)
class Row:
    """A box with what stands over and under its edge; no neighbour if it counts what is left."""

    placed: Placed
    neighbour: NeighbourView | None = None
    over: tuple[Line, ...] = ()
    under: tuple[Line, ...] = ()


def rows(
    neighbours: Sequence[NeighbourView], more: int, lane: Lane, y: float
) -> tuple[list[Row], float]:
    """
    Place neighbours one below the other, leaving room for the words on their edges.

    Args:
        neighbours: What to place.
        more: How many are not shown; they get a box of their own.
        lane: Where.
        y: Where the first begins.

    Returns:
        The rows, and where the last one ends; `y` itself if there is none.
    """
    found: list[Row] = []
    end = y
    for neighbour in neighbours:
        card = _card(neighbour, lane.room)
        over, under = _over(neighbour, lane), _under(neighbour, lane)
        above = max(card.height / 2, _height(over) + _OVER)
        placed = Placed(card, lane.x, y + above - card.height / 2)
        found.append(Row(placed, neighbour, over, under))
        end = placed.centre + max(card.height / 2, _height(under) + _UNDER)
        y = end + _GAP
    if more:
        rest = Placed(ghost(f"more-at-{lane.x:g}", lane.room, wording.more(more)), lane.x, y)
        found.append(Row(rest))
        end = rest.bottom
    return found, end


def draw(sheet: Sheet, shown: Iterable[Row], lane: Lane) -> None:
    """Draw boxes and edges; an arrow leads to what the claim says something is done to."""
    for row in shown:
        y = row.placed.centre
        sheet.add(row.placed.svg())
        ends = [(lane.near, y), (lane.bus, y)]
        if row.neighbour is None:
            sheet.add(line(ends, "plain", is_dashed=True))
            continue
        tone = wording.TONES.get(row.neighbour.standing.result, "plain")
        ends = ends[::-1] if row.neighbour.is_subject else ends
        sheet.add(arrow(ends, tone) if row.neighbour.other else line(ends, tone))
        _write(sheet, row.over, lane, y - _height(row.over) - _OVER + 1)
        _write(sheet, row.under, lane, y + _UNDER - 2)


def _write(sheet: Sheet, lines: Iterable[Line], lane: Lane, top: float) -> None:
    for each in lines:
        sheet.add(write(each, lane.left + 9, top))
        top += each.height


def _height(lines: Iterable[Line]) -> float:
    return sum(each.height for each in lines)


def _over(neighbour: NeighbourView, lane: Lane) -> tuple[Line, ...]:
    said = Line(text=neighbour.predicate, size=12.5, is_bold=True)
    return fit([said], lane.reach - 17)


def _under(neighbour: NeighbourView, lane: Lane) -> tuple[Line, ...]:
    """Return how the claim stands: its verdict with its sign, and what more there is to say."""
    standing = neighbour.standing
    first, _, rest = standing.words.partition(", ")
    verdict = Line(
        text=first,
        size=12,
        tone=wording.TONES.get(standing.result, "soft"),
        is_bold=standing.result is not None,
        mark=standing.result or "",
    )
    return fit([verdict, Line(text=rest, size=11.5, tone="soft", most=3)], lane.reach - 17)


def _card(neighbour: NeighbourView, room: float) -> Card:
    # A claim about the concept alone has no other end: its wording stands there instead.
    named = bool(neighbour.other)
    what = neighbour.other_label if named else neighbour.claim_label
    lines = (
        Line(text=what, size=14 if named else 12.5, is_bold=named, most=4),
        Line(text=", ".join(neighbour.scopes), size=12, tone="soft", gap=1),
        warning(neighbour.has_serious_harm),
    )
    shape = Card(
        id=slug(neighbour.claim),
        width=room,
        tone=wording.TONES.get(neighbour.standing.result, "plain"),
        hover=f"{neighbour.claim_label}: {neighbour.standing.words}",
    )
    return boxed(lines, shape)
