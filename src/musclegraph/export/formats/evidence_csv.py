"""The evidence lines as a tidy table: which way each study points on each claim."""

from __future__ import annotations

from musclegraph.export.selection import Selection
from musclegraph.export.tables import KINDS, MEDIA_TYPE, SUFFIX, table

__all__ = ["KINDS", "MEDIA_TYPE", "SUFFIX", "render"]


def render(selection: Selection) -> bytes:
    """Return the table, of one claim or of all."""
    return table(selection, "evidence")
