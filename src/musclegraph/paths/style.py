"""The colours and strokes of a picture, on light paper and on dark."""

from __future__ import annotations

from collections.abc import Mapping

FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Segoe UI', system-ui, sans-serif"

# Each tone: ink of text, lines and marks; tint of a card. Contrast is at least 4.5 to 1.
_LIGHT: Mapping[str, tuple[str, str]] = {
    "paper": ("#1b1f24", "#ffffff"),
    "soft": ("#57606a", "#f5f6f8"),
    "plain": ("#6b7480", "#f7f8fa"),
    "frame": ("#1f4e86", "#eaf1fa"),
    "supports": ("#176639", "#eaf6ef"),
    "disputes": ("#a3271c", "#fdeeec"),
    "conflict": ("#6a3d9a", "#f4eefa"),
    "harm": ("#7f4a00", "#fff4dc"),
}
_DARK: Mapping[str, tuple[str, str]] = {
    "paper": ("#e8eaed", "#14171a"),
    "soft": ("#a5aeb8", "#1c2024"),
    "plain": ("#8b95a1", "#1d2126"),
    "frame": ("#8fb8ea", "#16263a"),
    "supports": ("#77cf9b", "#12281b"),
    "disputes": ("#f39a90", "#331715"),
    "conflict": ("#c6a4ec", "#261b35"),
    "harm": ("#f0bd6a", "#33260b"),
}
_SHAPES = """\
.musclegraph text { font-family: FONT; }
.musclegraph .card { stroke-width: 1.2; }
.musclegraph .heavy { stroke-width: 2.6; }
.musclegraph .dashed { stroke-dasharray: 6 4; }
.musclegraph .ghost { fill: none; stroke-dasharray: 2 4; }
.musclegraph .edge { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
.musclegraph .glyph { fill: none; stroke-width: 1.7; }
.musclegraph .glyph { stroke-linecap: round; stroke-linejoin: round; }
"""


def css() -> str:
    """Return the style sheet; every rule is under the class of the drawing, none leaks out."""
    light, dark = _colours(_LIGHT), _colours(_DARK)
    return (
        f"\n{_SHAPES.replace('FONT', FONT)}{light}"
        f"@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
    )


def _colours(tones: Mapping[str, tuple[str, str]]) -> str:
    ink, paper = tones["paper"]
    rules = [
        f".musclegraph .paper {{ fill: {paper}; }}",
        f".musclegraph text {{ fill: {ink}; }}",
        f".musclegraph .carved {{ stroke: {paper}; }}",
    ]
    for tone, (line, tint) in tones.items():
        if tone == "paper":
            continue
        rules += [
            f".musclegraph text.{tone} {{ fill: {line}; }}",
            f".musclegraph .card.{tone} {{ fill: {tint}; stroke: {line}; }}",
            f".musclegraph .edge.{tone}, .musclegraph .glyph.{tone} {{ stroke: {line}; }}",
            f".musclegraph .solid.{tone} {{ fill: {line}; }}",
        ]
    rules.append(".musclegraph .card.ghost, .musclegraph .card.bare { fill: none; }")
    return "".join(f"{rule}\n" for rule in rules)
