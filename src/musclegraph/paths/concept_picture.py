"""A concept at a look: what is said to bring it on, to help, and what else is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass

from musclegraph.core.names import slug
from musclegraph.core.terms import Certainty, Question, Result
from musclegraph.paths import account, lanes, wording
from musclegraph.paths.cards import Card, Line, Placed, boxed, grid
from musclegraph.paths.claim_cards import ghost
from musclegraph.paths.edges import arrow, line
from musclegraph.paths.lanes import Lane
from musclegraph.paths.sheet import EDGE, Notes, Sheet
from musclegraph.paths.svg import WIDTH, Drawing
from musclegraph.paths.views import ConceptView, NeighbourView

_MOST = 8  # in each of three groups
_MOST_BROADER = 3
_CENTRE = 256
_LEFT = Lane(EDGE, 200, 354)
_RIGHT = Lane(WIDTH - EDGE - 200, 200, WIDTH - 354)
_LOW_LEFT = Lane(EDGE, 268, WIDTH / 2)
_LOW_RIGHT = Lane(WIDTH - EDGE - 268, 268, WIDTH / 2)
_HEADING = 268  # room of a heading
_ORDER, _SURE = list(Result), list(Certainty)


@dataclass(frozen=True, slots=True)
class _Group:
    """Some neighbours under one heading."""

    heading: str
    neighbours: tuple[NeighbourView, ...]

    @property
    def title(self) -> str:
        """The heading with their number."""
        return f"{self.heading} ({len(self.neighbours)})"

    @property
    def shown(self) -> tuple[NeighbourView, ...]:
        """Those that are drawn: a box that says "and 1 more" would take that one's place."""
        return self.neighbours if len(self.neighbours) == _MOST + 1 else self.neighbours[:_MOST]

    @property
    def more(self) -> int:
        """How many are not drawn."""
        return len(self.neighbours) - len(self.shown)


def concept_drawing(view: ConceptView, notes: Notes) -> Drawing:
    """Return the picture of a concept: causes left, treatments right, the rest below."""
    sheet = Sheet()
    sheet.head(view.kind, view.label, _listed("People say: ", view.lay_labels, most=8))
    left, right, low = _groups(view)
    above = _broader(sheet, view)
    top = sheet.y
    card = _centre_card(view)
    tall = max(card.height, _height(left, _LEFT), _height(right, _RIGHT))
    centre = Placed(card, (WIDTH - _CENTRE) / 2, top + (tall - card.height) / 2)
    if above:
        sheet.stems(above, centre, "frame", upward=True)
    _side(sheet, left, _LEFT, centre)
    _side(sheet, right, _RIGHT, centre)
    sheet.place([centre])
    sheet.y = top + tall
    _below(sheet, low, centre)
    sheet.foot(notes, _keys(view))
    return Drawing(
        name=f"{view.kind.replace(' ', '-')}-{slug(view.iri)}",
        title=f"{view.label}: what is claimed of it",
        description=account.of_concept(view, notes),
        height=sheet.y,
        body=tuple(sheet.parts),
    )


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
        for place, name in enumerate(view.broader[:_MOST_BROADER])
    ]
    if rest := len(view.broader) - len(cards):
        cards.append(ghost("broader-more", 180, wording.more(rest)))
    placed = grid(cards, y, _MOST_BROADER + 1, WIDTH)
    sheet.place(placed)
    sheet.y += 46
    return placed


def _height(group: _Group, lane: Lane) -> float:
    """Return how far a group reaches down from the top of its heading."""
    start = Sheet(y=0).heading(group.title, lane.x, _HEADING)
    return lanes.rows(group.shown, group.more, lane, start)[1] if group.neighbours else 0


def _side(sheet: Sheet, group: _Group, lane: Lane, centre: Placed) -> None:
    """Draw one group beside the concept, and the line that joins it to the concept."""
    if not group.neighbours:
        return
    start = sheet.heading(group.title, lane.x, _HEADING)
    rows, _ = lanes.rows(group.shown, group.more, lane, start)
    ends = sorted([centre.centre, *(row.placed.centre for row in rows)])
    sheet.add(line([(lane.bus, ends[0]), (lane.bus, ends[-1])], "plain"))
    aim = centre.x if lane.is_left else centre.right
    last = [(lane.bus, centre.centre), (aim, centre.centre)]
    comes_in = any(not each.is_subject for each in group.shown)
    sheet.add(arrow(last, "plain") if comes_in else line(last, "plain"))
    lanes.draw(sheet, rows, lane)


def _below(sheet: Sheet, group: _Group, centre: Placed) -> None:
    """Draw what is neither cause nor treatment on both sides of a line below the concept."""
    if not group.neighbours:
        return
    sheet.y += 30
    y = sheet.heading(group.title, EDGE, _HEADING)
    lowest = y
    for lane, half in ((_LOW_LEFT, group.shown[0::2]), (_LOW_RIGHT, group.shown[1::2])):
        rows, end = lanes.rows(half, 0, lane, y)
        lanes.draw(sheet, rows, lane)
        lowest = max([lowest, *(row.placed.centre for row in rows)])
        sheet.y = max(sheet.y, end)
    sheet.add(line([(centre.middle, centre.bottom), (centre.middle, lowest)], "plain"))
    if group.more:
        rest = ghost("else-more", 180, wording.more(group.more))
        sheet.place([Placed(rest, (WIDTH - 180) / 2, sheet.y + 14)])


def _keys(view: ConceptView) -> list[Line]:
    text = "Each edge is a claim: what it says above the line, how it stands below."
    return [Line(text=text, size=12, tone="soft")] if view.neighbours else []
