"""A concept at a look: what is said to bring it on, to help, and what else is claimed of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musclegraph.core.names import slug
from musclegraph.core.terms import Certainty, Question, Result
from musclegraph.paths import account, wording
from musclegraph.paths.cards import Card, Line, Placed, bottom, boxed, fit, grid, write
from musclegraph.paths.claim_cards import ghost
from musclegraph.paths.edges import arrow, line
from musclegraph.paths.sheet import EDGE, Notes, Sheet
from musclegraph.paths.svg import WIDTH, Drawing
from musclegraph.paths.views import ConceptView, NeighbourView

_MOST = 8  # in each of three groups
_ABOVE = 3
_CENTRE = 256
_ORDER = list(Result)
_SURE = list(Certainty)


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where a group lies: its boxes from x, `room` wide, and the line that its edges meet."""

    x: float
    room: float
    bus: float

    @property
    def is_left(self) -> bool:
        """Whether the boxes are left of the line."""
        return self.x < self.bus

    @property
    def ends(self) -> tuple[float, float]:
        """Where an edge begins and ends, from left to right."""
        return (self.x + self.room, self.bus) if self.is_left else (self.bus, self.x)


_LEFT = _Lane(EDGE, 200, 354)
_RIGHT = _Lane(WIDTH - EDGE - 200, 200, WIDTH - 354)
_LOW_LEFT = _Lane(EDGE, 268, WIDTH / 2)
_LOW_RIGHT = _Lane(WIDTH - EDGE - 268, 268, WIDTH / 2)


@dataclass(frozen=True, slots=True)
class _Group:
    """Some neighbours under one heading."""

    heading: str
    neighbours: tuple[NeighbourView, ...]


def concept_drawing(view: ConceptView, notes: Notes) -> Drawing:
    """Return the picture of a concept: causes left, treatments right, the rest below."""
    sheet = Sheet()
    sheet.head(view.kind, view.label, _names(view))
    left, right, low = _groups(view)
    above = _broader(sheet, view)
    top = sheet.y
    centre = _centre_card(view)
    tall = max(_height(left, _LEFT), _height(right, _RIGHT), centre.height)
    middle = Placed(centre, (WIDTH - _CENTRE) / 2, top + (tall - centre.height) / 2)
    if above:
        sheet.stems(above, middle, "frame", upward=True)
    for group, lane in ((left, _LEFT), (right, _RIGHT)):
        _side(sheet, group, lane, middle)
    sheet.place([middle])
    sheet.y = top + tall
    _below(sheet, low, middle)
    sheet.foot(notes, _keys(view))
    return Drawing(
        name=f"{view.kind.replace(' ', '-')}-{slug(view.iri)}",
        title=f"{view.label}: what is claimed of it",
        description=account.of_concept(view, notes),
        height=sheet.y,
        body=tuple(sheet.parts),
    )


def _names(view: ConceptView) -> str:
    return _listed("People say: ", view.lay_labels, 8)


def _groups(view: ConceptView) -> tuple[_Group, _Group, _Group]:
    """Sort the neighbours into left, right and below."""
    ranked = sorted(view.neighbours, key=_rank)
    causes = [each for each in ranked if _asks(each, Question.CAUSE) and not each.is_subject]
    helps = [each for each in ranked if _asks(each, Question.TREATMENT)]
    effects = [each for each in ranked if _asks(each, Question.CAUSE) and each.is_subject]
    if helps:
        gives = all(each.is_subject for each in helps)
        right = _Group("Claims that it helps" if gives else "Claims about treatments", tuple(helps))
    else:
        right = _Group("Claims about its effects", tuple(effects))
    drawn = {each.claim for each in (*causes, *right.neighbours)}
    rest = tuple(each for each in ranked if each.claim not in drawn)
    return _Group("Claims about causes", tuple(causes)), right, _Group("Other claims", rest)


def _asks(neighbour: NeighbourView, question: Question) -> bool:
    return neighbour.question is question and bool(neighbour.other)


def _rank(neighbour: NeighbourView) -> tuple[int, int, str, str]:
    """Put first what studies say most clearly."""
    standing = neighbour.standing
    result = _ORDER.index(standing.result) if standing.result else len(_ORDER)
    sure = _SURE.index(standing.certainty) if standing.certainty else len(_SURE)
    return result, sure, neighbour.other_label, neighbour.claim


def _centre_card(view: ConceptView) -> Card:
    lines = (
        Line(text=view.label, size=18, is_bold=True, most=4),
        Line(text=view.definition, size=12.5, most=9, gap=5),
        Line(text=_listed("Kinds of it: ", view.narrower), size=12.5, tone="soft", most=5, gap=6),
        Line(
            text=_listed("Not the same as: ", view.not_the_same),
            size=12.5,
            tone="soft",
            most=5,
            gap=6,
        ),
    )
    shape = Card(
        id="concept", width=_CENTRE, tone="frame", is_heavy=True, is_centred=True, hover=view.label
    )
    return boxed(lines, shape)


def _listed(lead: str, names: tuple[str, ...], most: int = 5) -> str:
    if not names:
        return ""
    shown = names if len(names) <= most + 1 else names[:most]
    rest = [wording.more(len(names) - most)] if len(shown) < len(names) else []
    return lead + ", ".join([*map(wording.inline, shown), *rest])


def _broader(sheet: Sheet, view: ConceptView) -> list[Placed]:
    """Draw what the concept is a kind of, above it."""
    if not view.broader:
        return []
    y = sheet.heading("It is a kind of")
    cards = [
        boxed(
            [Line(text=name, size=14, is_bold=True)],
            Card(id=f"broader-{place}", width=236, is_centred=True),
        )
        for place, name in enumerate(view.broader[:_ABOVE])
    ]
    if rest := len(view.broader) - len(cards):
        cards.append(ghost("broader-more", 180, wording.more(rest)))
    placed = grid(cards, y, _ABOVE + 1, WIDTH)
    sheet.place(placed)
    sheet.y += 46
    return placed


def _side(sheet: Sheet, group: _Group, lane: _Lane, centre: Placed) -> None:
    """Draw one group beside the concept, and the line that joins it to the concept."""
    if not group.neighbours:
        return
    start = sheet.y
    rows = _rows(group, lane, sheet.heading(_title(group), lane.x, lane.room + 120))
    aim = centre.x if lane.is_left else centre.right
    ys = sorted([centre.centre, *(placed.centre for _, placed in rows)])
    sheet.add(line([(lane.bus, ys[0]), (lane.bus, ys[-1])], "plain"))
    ends = [(lane.bus, centre.centre), (aim, centre.centre)]
    comes_in = any(each and not each.is_subject for each, _ in rows)
    sheet.add(arrow(ends, "plain") if comes_in else line(ends, "plain"))
    _draw(sheet, rows, lane)
    sheet.y = start


def _below(sheet: Sheet, group: _Group, centre: Placed) -> None:
    """Draw what is neither cause nor treatment on both sides of a line below the concept."""
    if not group.neighbours:
        return
    sheet.y += 30
    y = sheet.heading(_title(group), EDGE, 268)
    shown = _shown(group)
    halves = (
        (_Group("", tuple(shown[0::2])), _LOW_LEFT),
        (_Group("", tuple(shown[1::2])), _LOW_RIGHT),
    )
    lowest = y
    for half, lane in halves:
        rows = _rows(half, lane, y)
        _draw(sheet, rows, lane)
        lowest = max([lowest, *(placed.centre for _, placed in rows)])
        sheet.y = max(sheet.y, bottom((placed for _, placed in rows), y))
    sheet.add(line([(centre.middle, centre.bottom), (centre.middle, lowest)], "plain"))
    if rest := len(group.neighbours) - len(shown):
        more = ghost("else-more", 180, wording.more(rest))
        sheet.place([Placed(more, (WIDTH - 180) / 2, sheet.y + 10)])


def _title(group: _Group) -> str:
    return f"{group.heading} ({len(group.neighbours)})"


def _shown(group: _Group) -> tuple[NeighbourView, ...]:
    some = group.neighbours
    return some if len(some) == _MOST + 1 else some[:_MOST]


def _rows(group: _Group, lane: _Lane, y: float) -> list[tuple[NeighbourView | None, Placed]]:
    """Place the boxes of a group one below the other, with room for the words on their edges."""
    rows: list[tuple[NeighbourView | None, Placed]] = []
    shown = _shown(group)
    for neighbour in shown:
        card = _neighbour_card(neighbour, lane.room)
        over, under = _labels(neighbour, lane)
        above = max(card.height / 2, sum(row.height for row in over) + 4)
        below = max(card.height / 2, sum(row.height for row in under) + 6)
        rows.append((neighbour, Placed(card, lane.x, y + above - card.height / 2)))
        y += above + below + 14
    if rest := len(group.neighbours) - len(shown):
        rows.append(
            (None, Placed(ghost(f"more-{lane.x:g}", lane.room, wording.more(rest)), lane.x, y))
        )
    return rows


def _height(group: _Group, lane: _Lane) -> float:
    """Return how far a group reaches down from its heading."""
    placed = [placed for _, placed in _rows(group, lane, 30)]
    return bottom(placed, 0) + 16 if placed else 0


def _draw(sheet: Sheet, rows: Iterable[tuple[NeighbourView | None, Placed]], lane: _Lane) -> None:
    left, right = lane.ends
    near, far = (left, right) if lane.is_left else (right, left)  # near the box, far from it
    for neighbour, placed in rows:
        y = placed.centre
        sheet.add(placed.svg())
        if neighbour is None:
            sheet.add(line([(near, y), (far, y)], "plain", is_dashed=True))
            continue
        tone = wording.TONES.get(neighbour.standing.result, "plain")
        points = [(far, y), (near, y)] if neighbour.is_subject else [(near, y), (far, y)]
        sheet.add(arrow(points, tone) if neighbour.other else line(points, tone))
        over, under = _labels(neighbour, lane)
        top = y - sum(row.height for row in over) - 3
        for row in (*over, None, *under):
            if row is None:
                top = y + 4
                continue
            sheet.add(write(row, left + 9, top))
            top += row.height


def _labels(neighbour: NeighbourView, lane: _Lane) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return what stands over an edge, the predicate, and under it, how the claim stands."""
    room = lane.ends[1] - lane.ends[0] - 17
    standing = neighbour.standing
    tone = wording.TONES.get(standing.result, "soft")
    over = fit([Line(text=neighbour.predicate, size=12.5, is_bold=True, most=2)], room)
    first, _, rest = standing.words.partition(", ")
    under = fit(
        [
            Line(
                text=first,
                size=12,
                tone=tone,
                is_bold=standing.result is not None,
                mark=standing.result or "",
            ),
            Line(text=rest, size=11.5, tone="soft", most=3),
        ],
        room,
    )
    return over, under


def _neighbour_card(neighbour: NeighbourView, room: float) -> Card:
    named = bool(neighbour.other)
    lines = (
        Line(
            text=neighbour.other_label or neighbour.claim_label,
            size=14 if named else 12.5,
            is_bold=named,
            most=4,
        ),
        Line(text=", ".join(neighbour.scopes), size=12, tone="soft", gap=1),
    )
    shape = Card(
        id=slug(neighbour.claim),
        width=room,
        tone=wording.TONES.get(neighbour.standing.result, "plain"),
        hover=f"{neighbour.claim_label}: {neighbour.standing.words}",
    )
    return boxed(lines, shape)


def _keys(view: ConceptView) -> list[Line]:
    text = "Each edge is a claim: what it says above the line, how it stands below."
    return [Line(text=text, size=12, tone="soft")] if view.neighbours else []
