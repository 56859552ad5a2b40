"""A claim at a look: what it says, who says so, what studies found, and what that adds up to."""

from __future__ import annotations

from dataclasses import replace

from musclegraph.core.names import slug
from musclegraph.core.terms import Direction, Directness
from musclegraph.paths import account, wording
from musclegraph.paths.cards import Card, Line, Placed, boxed, column, fit, grid, write
from musclegraph.paths.claim_cards import (
    ghost,
    harms_card,
    ordered,
    source_card,
    study_cards,
    verdict_card,
    why_card,
)
from musclegraph.paths.edges import arrow, line
from musclegraph.paths.sheet import EDGE, Notes, Sheet
from musclegraph.paths.svg import WIDTH, Drawing
from musclegraph.paths.views import ClaimView

_SIDE, _FRAME, _SOURCE = 280, 320, 308
_FRAME_X = (WIDTH - _FRAME) / 2
_MOST_A_SIDE, _MOST_NEUTRAL, _MOST_SOURCES = 7, 5, 6


def claim_drawing(view: ClaimView, notes: Notes) -> Drawing:
    """Return the picture of a claim: sources above, studies on both sides, harms below."""
    sheet = Sheet()
    sheet.head("Claim, a popular belief" if view.is_popular else "Claim", view.label)
    spoken = _sources(sheet, view)
    frame = _frame(sheet, view)
    sheet.stems(spoken, frame[0], "plain", upward=False)
    sides = [
        *_side(sheet, view, Direction.SUPPORTS, frame[-1]),
        *_side(sheet, view, Direction.DISPUTES, frame[-1]),
        *frame,
        *_neutral(sheet, view, frame[-1]),
    ]
    sheet.place(sides)
    wide = WIDTH - 2 * EDGE
    if reasons := _reasons(view, notes):
        sheet.place([Placed(why_card(reasons, wide), EDGE, sheet.y + 24)])
    if view.harms:
        sheet.place([Placed(harms_card(view.harms, wide), EDGE, sheet.y + 16)])
    sheet.foot(notes, _keys(view))
    return Drawing(
        name=f"claim-{slug(view.iri)}",
        title=f"{view.label}: {view.judgement.standing.words}",
        description=account.of_claim(view, notes),
        height=sheet.y,
        body=tuple(sheet.parts),
    )


def _reasons(view: ClaimView, notes: Notes) -> str:
    """Return of the explanation what the picture does not say elsewhere."""
    harms = (harm.gist for harm in view.harms)
    elsewhere = (view.judgement.fragility, notes.selection, notes.advice, *harms)
    return wording.unsaid(view.judgement.explanation, elsewhere)


def _sources(sheet: Sheet, view: ClaimView) -> list[Placed]:
    cards = [source_card(source, _SOURCE) for source in view.sources[:_MOST_SOURCES]]
    if rest := len(view.sources) - len(cards):
        cards.append(ghost("sources-more", _SOURCE, wording.more(rest)))
    if not cards:
        cards.append(ghost("sources-none", _SOURCE, "No source here speaks to it."))
    y = sheet.heading("What sources say", under=view.judgement.position if view.sources else "")
    placed = grid(cards, y, 3, WIDTH)
    sheet.place(placed)
    sheet.y += 54
    return placed


def _frame(sheet: Sheet, view: ClaimView) -> list[Placed]:
    """Lay out the subject, what is said of it, and the verdict, one below the other."""
    wide = Card(id="subject", width=_FRAME, tone="frame", is_centred=True)
    scope = Line(text=", ".join(view.scopes), size=12.5, tone="soft", gap=3)
    said = Line(text=view.predicate, size=15.5, tone="frame", is_bold=True)
    what = Line(text=view.object, size=17, is_bold=True, most=3) if view.object else said
    first = boxed([Line(text=view.subject, size=17, is_bold=True, most=3)], wide)
    second = boxed([what, scope], replace(wide, id="object" if view.object else "predicate"))
    gap = 52 if view.object else 24
    subject = Placed(first, _FRAME_X, sheet.y)
    other = Placed(second, _FRAME_X, subject.bottom + gap)
    verdict = Placed(verdict_card(view.judgement, _FRAME), _FRAME_X, other.bottom + 28)
    x = subject.middle
    if view.object:
        sheet.add(arrow([(x, subject.bottom), (x, other.y - 2)], "frame"))
        sheet.add(*_beside(said, x + 16, subject.bottom + gap / 2))
    else:
        sheet.add(line([(x, subject.bottom), (x, other.y)], "frame"))
    sheet.add(line([(x, other.bottom), (x, verdict.y)], "plain"))
    return [subject, other, verdict]


def _beside(said: Line, x: float, middle: float) -> list[str]:
    """Write the predicate beside its arrow."""
    rows = fit([said], _FRAME / 2 - 16)
    top = middle - sum(row.height for row in rows) / 2 - 1
    return [write(row, x, top + place * row.height) for place, row in enumerate(rows)]


def _side(sheet: Sheet, view: ClaimView, direction: Direction, verdict: Placed) -> list[Placed]:
    """Lay out the studies of one side, and draw their lines to the verdict."""
    is_left = direction is Direction.SUPPORTS
    x = EDGE if is_left else WIDTH - EDGE - _SIDE
    lines = ordered(view, direction)
    heading = f"{wording.SIDES[direction]} ({len(lines)})"
    placed = column(
        study_cards(view, direction, _SIDE, _MOST_A_SIDE),
        x,
        sheet.heading(heading, x, _SIDE, direction),
    )
    if lines:
        dashed = [shown.directness is Directness.INDIRECT for shown in lines[: len(placed)]]
        sheet.wing(placed, verdict, direction, dashed)
    return placed


def _neutral(sheet: Sheet, view: ClaimView, verdict: Placed) -> list[Placed]:
    """Lay out the studies that point neither way below the verdict."""
    lines = ordered(view, Direction.NEUTRAL)
    if not lines:
        return []
    y = verdict.bottom + 52
    heading = Line(
        text=f"{wording.SIDES[Direction.NEUTRAL]} ({len(lines)})",
        size=14,
        is_bold=True,
        mark=Direction.NEUTRAL,
    )
    rows = fit([heading], _FRAME)
    sheet.add(*(write(row, verdict.x, y) for row in rows))
    x = verdict.x + 7
    sheet.add(arrow([(x, y - 3), (x, verdict.bottom + 2)], "plain"))
    cards = study_cards(view, Direction.NEUTRAL, _FRAME, _MOST_NEUTRAL)
    return column(cards, verdict.x, y + rows[0].height + 9)


def _keys(view: ClaimView) -> list[Line]:
    """Return what the looks in this picture mean, only of those that are in it."""
    keys = (
        (
            "Thick box: the verdict rests on it.",
            any(each.study in view.judgement.rests_on for each in view.lines),
        ),
        (
            "Dashed box: indirect evidence.",
            any(each.directness is Directness.INDIRECT for each in view.lines),
        ),
        (
            "White box: weighs nothing.",
            any(wording.weightless(each) for each in view.lines),
        ),
        (
            "Struck through: left out, counts for nothing.",
            any(each.left_out for each in view.lines),
        ),
        (
            "Dots: certainty from very low (1) to high (4), automatic, not a GRADE rating.",
            view.judgement.standing.certainty is not None,
        ),
    )
    return [Line(text=text, size=12, tone="soft") for text, is_there in keys if is_there]
