"""The verdicts as a tidy table: what the evidence on each claim adds up to, in both layers."""

from __future__ import annotations

from musclegraph.export.selection import Selection
from musclegraph.export.tables import KINDS, MEDIA_TYPE, SUFFIX, table

__all__ = ["KINDS", "MEDIA_TYPE", "SUFFIX", "render"]


def render(selection: Selection) -> bytes:
    """Return the table, of one claim or of all."""
    return table(selection, "verdicts")
