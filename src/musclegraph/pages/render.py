"""Templates: everything that is put into one is escaped, and what is missing is an error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from musclegraph import __version__
from musclegraph.core.names import compact, slug
from musclegraph.pages import words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def environment(about: Mapping[str, Any]) -> Environment:
    """Return the templates; `about` is what every page says of its snapshot."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        path=words.path,
        spaced=words.spaced,
        slug=slug,
        compact=compact,
        capital=words.capital,
        sentences=words.sentences,
        result=words.result_of,
        certainty=words.certainty_of,
        data=data,
    )
    made.globals.update(
        about=dict(about),
        version=__version__,
        verdict_words=words.RESULTS,
        count=words.count,
        asset=asset,
        bundled=bundled,
    )
    return made


def data(value: object) -> Markup:
    """
    Return a value as JSON that may stand inside a script element of data.

    >>> str(data({"name": "</script>"}))
    '{"name": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # no character of markup is left


_ASSETS: dict[str, str] = {}


def asset(name: str) -> str:
    """Return the address of a file in static/, which changes when the file does."""
    if name not in _ASSETS:
        content = next(path for path in _files(name) if path.is_file()).read_bytes()
        _ASSETS[name] = f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"
    return _ASSETS[name]


def bundled(name: str) -> str:
    """Return the address of a file of the bundle, empty if this checkout has none."""
    made = any(path.is_file() for path in _files(f"bundle/{name}"))
    return asset(f"bundle/{name}") if made else ""


def _files(name: str) -> tuple[Path, Path]:
    """Return where a file may be: as it is, or compressed when it was bundled."""
    return STATIC / name, STATIC / f"{name}.br"
