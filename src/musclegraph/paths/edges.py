"""Lines between cards: straight, with square corners, an arrow at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from musclegraph.paths.svg import element

Heading = Literal["left", "right", "up", "down"]
_HEAD = 7.0
_TURNS: dict[Heading, tuple[int, int]] = {
    "right": (1, 0),
    "left": (-1, 0),
    "down": (0, 1),
    "up": (0, -1),
}


def line(points: Sequence[tuple[float, float]], tone: str, is_dashed: bool = False) -> str:
    """Return a line through `points`."""
    corners = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return element("path", d=f"M{corners}", class_=f"edge {tone}{' dashed' * is_dashed}")


def head(x: float, y: float, heading: Heading, tone: str) -> str:
    """Return an arrow's head with its tip at x, y."""
    across, down = _TURNS[heading]
    back = (x - _HEAD * across, y - _HEAD * down)
    wide, high = 0.62 * _HEAD * down, 0.62 * _HEAD * across
    corners = (
        f"M{x:.1f} {y:.1f} L{back[0] + wide:.1f} {back[1] + high:.1f} "
        f"L{back[0] - wide:.1f} {back[1] - high:.1f} Z"
    )
    return element("path", d=corners, class_=f"solid {tone}")


def arrow(points: Sequence[tuple[float, float]], tone: str, is_dashed: bool = False) -> str:
    """Return a line through `points` with a head at its end; the last stretch gives its heading."""
    (x0, y0), (x, y) = points[-2:]
    heading: Heading = ("right" if x > x0 else "left") if y == y0 else "down" if y > y0 else "up"
    across, down = _TURNS[heading]
    # The line stops inside the head, so that its square end does not show at the tip.
    stop = (x - 0.8 * _HEAD * across, y - 0.8 * _HEAD * down)
    return line([*points[:-1], stop], tone, is_dashed) + head(x, y, heading, tone)
