"""The small signs of a picture: each has its own outline, so that none needs its colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musclegraph.core.terms import Certainty, Direction, Position, Result
from musclegraph.paths.svg import element

SIZE = 16  # the grid every sign is drawn on
_TICK = "M4.3 8.4 L7 11.1 L11.8 5.3"
_CROSS = "M5.1 5.1 L10.9 10.9 M10.9 5.1 L5.1 10.9"
_DASH = "M5 8 H11"
_ASK = "M5.9 6.3 C5.9 3.5 10.3 3.5 10.3 6.3 C10.3 8 8.1 7.8 8.1 9.6 M8.1 12 V12.1"
_THERE_AND_BACK = (
    "M4.6 6.3 H11.2 M9.4 4.5 L11.2 6.3 L9.4 8.1 M11.4 9.7 H4.8 M6.6 7.9 L4.8 9.7 L6.6 11.5"
)
_DISC = "M8 0 A8 8 0 1 1 8 16 A8 8 0 1 1 8 0 Z"
_SQUARE = "M2 0.5 H14 L15.5 2 V14 L14 15.5 H2 L0.5 14 V2 Z"
_DIAMOND = "M8 -1.5 L17.5 8 L8 17.5 L-1.5 8 Z"
_BUBBLE = "M2 0.8 H14 L15.4 2.2 V11 L14 12.4 H8 L4.6 15.6 V12.4 H2 L0.6 11 V2.2 Z"
_WAVE = "M4.4 9 Q6.2 6.2 8 8 T11.6 7"
_POUND = "M10.7 5.9 C10.3 3.5 6.6 3.4 6.6 6.1 C6.6 8 7.3 10.2 5.6 12 H10.9 M5.3 8.3 H9.5"
_WEIGHT = "M8 7 A4.2 4.2 0 1 1 8 15.4 A4.2 4.2 0 1 1 8 7 Z"
_TRIANGLE = "M8 0.6 L16 15 H0 Z"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign: its outline, filled or not, what is in it, and its tone."""

    outline: str
    inside: str
    tone: str
    is_filled: bool = True
    lift: float = 0


MARKS: Mapping[str, Mark] = {
    Result.SUPPORTED: Mark(_DISC, _TICK, "supports"),
    Result.CONTRADICTED: Mark(_SQUARE, _CROSS, "disputes"),
    Result.CONFLICTING: Mark(_DIAMOND, _THERE_AND_BACK, "conflict"),
    Result.INSUFFICIENT: Mark(_DISC, _ASK, "plain", is_filled=False),
    Result.NOT_ASSESSED: Mark(_SQUARE, _DASH, "plain", is_filled=False),
    Result.NOT_APPLICABLE: Mark(_SQUARE, _DASH, "plain", is_filled=False),
    Direction.SUPPORTS: Mark(_DISC, _TICK, "supports", is_filled=False),
    Direction.DISPUTES: Mark(_SQUARE, _CROSS, "disputes", is_filled=False),
    Direction.NEUTRAL: Mark(_DISC, _DASH, "plain", is_filled=False),
    Position.ASSERTS: Mark(_BUBBLE, _TICK, "supports", is_filled=False, lift=-1.6),
    Position.DENIES: Mark(_BUBBLE, _CROSS, "disputes", is_filled=False, lift=-1.6),
    Position.HEDGES: Mark(_BUBBLE, _WAVE, "plain", is_filled=False, lift=-1.2),
    "interest": Mark(_DISC, _POUND, "harm", is_filled=False),
    "warning": Mark(_TRIANGLE, "M8 6 V10 M8 12.6 V12.7", "harm"),
    "hangs": Mark(_WEIGHT, "M2 0.9 H14 M8 0.9 V7", "conflict", is_filled=False),
}
# A certainty is one to four dots of four.
_DOTS: Mapping[str, int] = {
    Certainty.VERY_LOW: 1,
    Certainty.LOW: 2,
    Certainty.MODERATE: 3,
    Certainty.HIGH: 4,
}


def mark(name: str, x: float, y: float, size: float = SIZE) -> str:
    """Return the sign `name` with its upper left corner at x, y."""
    if name in _DOTS:
        return _dots(name, x, y, size)
    sign = MARKS[name]
    inside = f"glyph {'carved' if sign.is_filled else sign.tone}"
    shape = f"solid {sign.tone}" if sign.is_filled else f"glyph {sign.tone}"
    lifted = f"translate(0 {sign.lift})" if sign.lift else ""
    return element(
        "g",
        element("path", d=sign.outline, class_=shape) if sign.outline else "",
        element("path", d=sign.inside, class_=inside, transform=lifted),
        class_=f"mark {name}",
        transform=f"translate({x:.1f} {y:.1f}) scale({size / SIZE:.3f})",
    )


def room(name: str, size: float) -> float:
    """Return how far text of `size` is moved to the right by the sign before it."""
    if name in _DOTS:
        return (len(_DOTS) + 0.4) * size
    return 1.2 * size + 8 if name else 0


def _dots(name: str, x: float, y: float, size: float) -> str:
    step, radius = size / 1.2, size / 1.2 * 0.34
    circles = (
        element(
            "circle",
            cx=x + radius + step * place,
            cy=y + size / 2,
            r=radius,
            class_="solid soft" if place < _DOTS[name] else "glyph soft",
        )
        for place in range(len(_DOTS))
    )
    return element("g", *circles, class_=f"mark {name}")
