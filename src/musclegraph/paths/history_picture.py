"""A verdict over the years: a line that steps up and down as studies came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from musclegraph.core.judgement import Verdict
from musclegraph.core.model import Claim, Harm
from musclegraph.core.names import slug
from musclegraph.core.terms import Result, Severity
from musclegraph.paths.cards import Line, Placed, fit, write
from musclegraph.paths.claim_cards import harms_card
from musclegraph.paths.edges import line
from musclegraph.paths.sheet import EDGE, Notes, Sheet
from musclegraph.paths.svg import WIDTH, Drawing, document, element, words
from musclegraph.paths.views import HarmView
from musclegraph.verdict.changes import standing
from musclegraph.verdict.history import Turn

Across = Callable[[float], float]

_LEFT, _RIGHT, _STEP = 250.0, WIDTH - 40.0, 30.0
_MOST_TICKS, _THICK = 9, 5.0
_ROWS = {
    4: "supported, high certainty",
    3: "supported, moderate certainty",
    2: "supported, low certainty",
    1: "insufficient, leaning supported",
    0: "conflicting, or no leaning",
    -1: "insufficient, leaning contradicted",
    -2: "contradicted, low certainty",
    -3: "contradicted, moderate certainty",
    -4: "contradicted, high certainty",
}
_TONES = {Result.SUPPORTED: "supports", Result.CONTRADICTED: "disputes"}


def history_picture(
    claim: Claim, turns: Sequence[Turn], harms: Sequence[Harm], notes: Notes
) -> str:
    """
    Return an SVG file of how the verdict on a claim moved; equal turns give equal bytes.

    Args:
        claim: The claim.
        turns: Its turns, from `verdict.history.turns`; without any the picture says so.
        harms: Those of the treatment that it is about: no benefit is shown without them.
        notes: What it says about itself; the line ends at the year of `as_of`.
    """
    sheet = Sheet()
    sheet.head("How the verdict moved", claim.label)
    if turns:
        _chart(sheet, turns, int(notes.as_of[:4]))
    for text in _told(turns, notes):
        for row in fit([Line(text=text, size=14, most=6, gap=5)], WIDTH - 2 * EDGE):
            sheet.add(write(row, EDGE, sheet.y))
            sheet.y += row.height
    if harms:
        shown = tuple(map(_harm, harms))
        sheet.place([Placed(harms_card(shown, WIDTH - 2 * EDGE), EDGE, sheet.y + 16)])
    sheet.foot(notes, ())
    return document(
        Drawing(
            name=f"history-{slug(claim.iri)}",
            title=f"{claim.label}: how the verdict moved",
            description=" ".join(
                [*_told(turns, notes), *(f"Harm: {harm.gist}" for harm in harms), notes.sentence]
            ),
            height=sheet.y,
            body=tuple(sheet.parts),
        )
    )


def _harm(harm: Harm) -> HarmView:
    return HarmView(
        iri=harm.iri,
        label=harm.label,
        treatment=harm.treatment,
        is_serious=harm.severity is Severity.SERIOUS_HARM,
        gist=harm.gist,
    )


def _told(turns: Sequence[Turn], notes: Notes) -> list[str]:
    """Return each turn in words, numbered as in the picture."""
    if not turns:
        return ["No study here bears on it, so that its verdict never moved."]
    return [
        f"{number}. {turn.year or f'Today ({notes.as_of})'}: {standing(turn.verdict)}"
        + (f", after {turn.studies}." if turn.studies else ".")
        for number, turn in enumerate(turns, start=1)
    ]


def _chart(sheet: Sheet, turns: Sequence[Turn], last: int) -> None:
    first = min((turn.year for turn in turns if turn.year), default=last) - 1
    top = sheet.y + 10
    middle = top + 4 * _STEP

    def across(year: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (year - first) / max(last + 1 - first, 1)

    for level, text in _ROWS.items():
        y = middle - level * _STEP
        sheet.add(_guide(y, is_dashed=level != 0))
        sheet.add(_row_label(text, y))
    bottom = middle + 4 * _STEP
    for year in _ticks(first + 1, last):
        label = Line(text=str(year), size=12.5, tone="soft")
        sheet.add(line([(across(year), bottom), (across(year), bottom + 6)], "soft"))
        sheet.add(write(label, across(year), bottom + 9, is_centred=True))
    sheet.add(*_steps(turns, across, middle, last))
    sheet.y = bottom + 44


def _steps(turns: Sequence[Turn], across: Across, middle: float, last: int) -> Iterator[str]:
    """Draw each standing from its year to the next, then the dots above all lines."""
    starts = [across(turn.year or last + 0.6) for turn in turns]
    heights = [middle - _level(turn.verdict) * _STEP for turn in turns]
    dots = []
    for place, turn in enumerate(turns):
        x, y, tone = starts[place], heights[place], _tone(turn.verdict)
        end = starts[place + 1] if place + 1 < len(turns) else _RIGHT
        if place:
            yield line([(x, heights[place - 1]), (x, y)], "plain")
        bar = {"width": max(end - x, 0), "height": _THICK}
        yield element("rect", class_=f"solid {tone}", x=x, y=y - _THICK / 2, **bar)
        hover = element("title", words(standing(turn.verdict)))
        dots.append(element("circle", hover, class_=f"solid {tone}", cx=x, cy=y, r=7))
        number = Line(text=str(place + 1), size=13, tone=tone, is_bold=True)
        dots.append(write(number, x + 9, y - 22))
    yield from dots


def _row_label(text: str, y: float) -> str:
    where = _LEFT - 14
    return element(
        "text", words(text), x=where, y=y + 4, class_="soft", font_size=12.5, text_anchor="end"
    )


def _guide(y: float, *, is_dashed: bool) -> str:
    looks = f"edge soft{' dashed' * is_dashed}"
    return element("path", d=f"M{_LEFT} {y:.1f} L{_RIGHT} {y:.1f}", class_=looks, opacity=0.4)


def _level(verdict: Verdict) -> int:
    """Return the row: up for supported, down for contradicted, 0 where it goes neither way."""
    way = verdict.leaning or verdict.result
    sign = {Result.SUPPORTED: 1, Result.CONTRADICTED: -1}.get(way, 0)
    return sign * (1 if verdict.leaning else verdict.level)


def _tone(verdict: Verdict) -> str:
    if verdict.result is Result.CONFLICTING:
        return "conflict"
    return _TONES.get(verdict.leaning or verdict.result, "plain")


def _ticks(first: int, last: int) -> Iterator[int]:
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / n <= _MOST_TICKS)
    return (year for year in range(first, last + 1) if year % step == 0)
