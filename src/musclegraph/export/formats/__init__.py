"""The formats, found by listing this package; one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from musclegraph.export.selection import Selection


class Format(Protocol):
    """What each module of this package offers."""

    MEDIA_TYPE: str
    SUFFIX: str
    KINDS: Collection[str]

    def render(self, selection: Selection) -> bytes:
        """Return what is selected, whole."""
        ...


def names() -> list[str]:
    """Return what the formats are called."""
    modules = Path(__file__).parent.glob("[a-z]*.py")
    return sorted(path.stem.replace("_", "-") for path in modules)


def of(name: str) -> Format:
    """Return the format with one of `names()`."""
    return cast("Format", import_module(f"{__name__}.{name.replace('-', '_')}"))
