"""A study at a look: the claims it bears on, which verdicts hang on it, and what includes it."""

from __future__ import annotations

from collections.abc import Mapping

from musclegraph.core.names import slug
from musclegraph.core.terms import Direction, Directness
from musclegraph.paths import account, wording
from musclegraph.paths.cards import Card, Line, Placed, boxed, column, grid
from musclegraph.paths.claim_cards import ghost, warning
from musclegraph.paths.sheet import EDGE, Notes, Sheet
from musclegraph.paths.svg import WIDTH, Drawing
from musclegraph.paths.views import LineView, ReportView, StudyView

_SIDE, _CENTRE, _THIRD = 280, 320, 310
_MOST_A_SIDE, _MOST_LISTED = 7, 6
_HEADINGS = {
    Direction.SUPPORTS: "Claims it supports",
    Direction.DISPUTES: "Claims it disputes",
    Direction.NEUTRAL: "Claims it leaves open",
}


def study_drawing(view: StudyView, notes: Notes) -> Drawing:
    """Return the picture of a study: reports above, claims around it, what includes it below."""
    sheet = Sheet()
    name, rest = wording.name_and_rest(view.label)
    sheet.head("Study", name, rest)
    reports = _reports(sheet, view)
    centre = Placed(_centre_card(view), (WIDTH - _CENTRE) / 2, sheet.y)
    if reports:
        sheet.stems(reports, centre, "plain", upward=True)
    sides = [
        *_side(sheet, view, Direction.SUPPORTS, centre),
        *_side(sheet, view, Direction.DISPUTES, centre),
    ]
    sheet.place([centre, *_open(sheet, view, centre), *sides])
    _lists(sheet, view)
    sheet.foot(notes, _keys(view))
    return Drawing(
        name=f"study-{slug(view.iri)}",
        title=f"{view.label}: what hangs on it",
        description=account.of_study(view, notes),
        height=sheet.y,
        body=tuple(sheet.parts),
    )


def _reports(sheet: Sheet, view: StudyView) -> list[Placed]:
    if not view.reports:
        return []
    y = sheet.heading("Where it was reported")
    placed = grid([_report_card(report) for report in view.reports], y, 3, WIDTH)
    sheet.place(placed)
    sheet.y += 54
    return placed


def _report_card(report: ReportView) -> Card:
    struck = bool(report.left_out)
    status = f"{report.left_out.capitalize()}: counts for nothing" if struck else ""
    lines = (
        Line(text=report.title, size=13.5, is_bold=True, most=4, is_struck=struck),
        Line(text=report.place, size=12.5, tone="soft", gap=2),
        Line(text=status, size=12.5, tone="harm", mark="warning", gap=3),
    )
    return boxed(lines, Card(id=f"report-{slug(report.iri)}", width=_THIRD, is_bare=struck))


def _centre_card(view: StudyView) -> Card:
    struck = bool(view.left_out)
    hangs = len(view.critical_for)
    weight = f"{hangs} verdict{'s' * (hangs != 1)} would change without it" if hangs else ""
    lines = (
        Line(text=view.label, size=17, is_bold=True, most=5, is_struck=struck),
        Line(text=wording.design(view), size=13, gap=5),
        Line(text=view.population, size=12.5, tone="soft", most=5, gap=3),
        Line(
            text=f"{view.left_out.capitalize()}: counts for nothing" if struck else "",
            size=13,
            tone="harm",
            mark="warning",
            gap=5,
        ),
        Line(text=weight, size=13.5, is_bold=True, tone="conflict", mark="hangs", gap=6),
    )
    shape = Card(id="study", width=_CENTRE, tone="frame", is_heavy=True, hover=view.label)
    return boxed(lines, shape)


def _side(sheet: Sheet, view: StudyView, direction: Direction, centre: Placed) -> list[Placed]:
    is_left = direction is Direction.SUPPORTS
    x = EDGE if is_left else WIDTH - EDGE - _SIDE
    lines = _ordered(view, direction)
    heading = f"{_HEADINGS[direction]} ({len(lines)})"
    y = sheet.heading(heading, x, _SIDE, direction)
    placed = column(_claim_cards(view, direction, _SIDE), x, y)
    if lines:
        dashed = [line.directness is Directness.INDIRECT for line in lines[: len(placed)]]
        sheet.wing(placed, centre, direction, dashed)
    return placed


def _open(sheet: Sheet, view: StudyView, centre: Placed) -> list[Placed]:
    """Lay out the claims that the study leaves open below it."""
    lines = _ordered(view, Direction.NEUTRAL)
    if not lines:
        return []
    heading = f"{_HEADINGS[Direction.NEUTRAL]} ({len(lines)})"
    start, sheet.y = sheet.y, centre.bottom + 28
    y = sheet.heading(heading, centre.x, _CENTRE, Direction.NEUTRAL)
    sheet.y = start
    return column(_claim_cards(view, Direction.NEUTRAL, _CENTRE), centre.x, y)


def _ordered(view: StudyView, direction: Direction) -> list[LineView]:
    """Return the lines of a direction, those whose verdict hangs or rests on the study first."""
    return sorted(
        (line for line in view.lines if line.direction is direction),
        key=lambda line: (
            line.claim not in view.critical_for,
            line.claim not in view.rests,
            bool(wording.weightless(line)),
            line.claim_label,
            line.iri,
        ),
    )


def _claim_cards(view: StudyView, direction: Direction, room: float) -> list[Card]:
    lines = _ordered(view, direction)
    if not lines:
        return [ghost(f"{direction}-none", room, "None.")]
    shown = lines if len(lines) == _MOST_A_SIDE + 1 else lines[:_MOST_A_SIDE]
    cards = [_claim_card(view, line, room) for line in shown]
    if rest := len(lines) - len(shown):
        cards.append(ghost(f"{direction}-more", room, wording.more(rest)))
    return cards


def _claim_card(view: StudyView, line: LineView, room: float) -> Card:
    standing = view.standings.get(line.claim)
    result = standing.result if standing else None
    hangs = "Would change without this study" if line.claim in view.critical_for else ""
    lines = [
        Line(text=line.claim_label, size=13.5, is_bold=True, most=4),
        *(Line(text=text, size=12.5, tone="soft", gap=1) for text in wording.caveats(line)),
    ]
    if standing and result:
        words = f"Verdict: {standing.words}"
        lines.append(Line(text=words, size=12.5, mark=result, gap=4))
    lines.append(Line(text=hangs, size=12.5, tone="conflict", mark="hangs", gap=3))
    lines.append(warning(line.claim in view.harmful))
    shape = Card(
        id=slug(line.iri),
        width=room,
        tone="plain" if line.direction is Direction.NEUTRAL else line.direction,
        hover=line.reason,
        is_dashed=line.directness is Directness.INDIRECT,
        is_heavy=line.claim in view.rests,
        is_bare=bool(wording.weightless(line)),
    )
    return boxed(lines, shape)


def _lists(sheet: Sheet, view: StudyView) -> None:
    """Draw what else hangs on the study, side by side."""
    lists = (
        ("reviews", "Reviews that include it", view.reviews),
        ("same-data", "Studies of the same data", view.same_data),
        ("findings", "Its findings", view.findings),
    )
    filled = [each for each in lists if each[2]]
    room = _THIRD if len(filled) > 1 else 2 * _THIRD
    cards = [_list_card(name, title, nodes, room) for name, title, nodes in filled]
    if cards:
        sheet.place(grid(cards, sheet.y + 26, 3, WIDTH))


def _list_card(name: str, title: str, nodes: Mapping[str, str], room: float) -> Card:
    labels = sorted(nodes.values())
    shown = labels if len(labels) == _MOST_LISTED + 1 else labels[:_MOST_LISTED]
    rest = len(labels) - len(shown)
    lines = [
        Line(text=f"{title} ({len(labels)})", size=14, is_bold=True),
        *(Line(text=label, size=12.5, gap=4) for label in shown),
        Line(text=wording.more(rest) if rest else "", size=12.5, tone="soft", gap=4),
    ]
    return boxed(lines, Card(id=name, width=room))


def _keys(view: StudyView) -> list[Line]:
    keys = (
        ("Thick box: the verdict rests on this study.", bool(view.rests)),
        (
            "Dashed box: indirect evidence.",
            any(line.directness is Directness.INDIRECT for line in view.lines),
        ),
        ("White box: weighs nothing.", any(wording.weightless(line) for line in view.lines)),
    )
    return [Line(text=text, size=12, tone="soft") for text, is_there in keys if is_there]
