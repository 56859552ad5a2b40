"""SVG as text: elements, escaping, and the document around a drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from musclegraph.paths.style import css

WIDTH = 1000
MEDIA_TYPE = "image/svg+xml"
# What XML 1.0 section 2.2 allows, turned round.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is on the sheet: a name for its ids, what it is and says in words, and its elements."""

    name: str
    title: str
    description: str
    height: float
    body: tuple[str, ...]


def element(tag: str, *children: str, **attributes: str | float | bool) -> str:
    """
    Return one element; `children` are markup already, attribute values are escaped here.

    An attribute that is False or empty is left out; `class_` is written class, `_` as a hyphen.

    >>> element("rect", x=1.50, class_="card", stroke_width=2, ry="")
    '<rect x="1.5" class="card" stroke-width="2"/>'
    """
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for name, value in attributes.items()
        if value is not False and value != ""
    )
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def clean(text: str) -> str:
    """Return `text` without the characters that no XML file may hold."""
    return _NOT_XML.sub("", text)


def words(text: str) -> str:
    """
    Return `text` as the content of an element, whatever it holds.

    >>> words("a <script> & \\x00 b")
    'a &lt;script&gt; &amp;  b'
    """
    return escape(clean(text))


def document(drawing: Drawing) -> str:
    """Return the whole SVG file: no script, nothing fetched, equal drawings give equal bytes."""
    title, description = f"title-{drawing.name}", f"desc-{drawing.name}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element(
            "svg",
            "\n",
            element("title", words(drawing.title), id=title),
            "\n",
            element("desc", words(drawing.description), id=description),
            "\n",
            element("style", words(css())),
            "\n",
            element("rect", class_="paper", width=WIDTH, height=drawing.height),
            "\n",
            "\n".join(drawing.body),
            "\n",
            xmlns="http://www.w3.org/2000/svg",
            id=f"graph-{drawing.name}",
            class_="musclegraph",
            viewBox=f"0 0 {WIDTH} {_value(drawing.height)}",
            role="img",
            aria_labelledby=f"{title} {description}",
            lang="en",
        )
        + "\n"
    )


def _value(value: str | float) -> str:
    return f"{round(value, 1):g}" if isinstance(value, int | float) else clean(value)
