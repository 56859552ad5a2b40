"""Which second reader there is, by the settings and what is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from musclegraph.claims.semantic.pinned import is_installed
from musclegraph.core.errors import RequestError
from musclegraph.core.settings import Settings

if TYPE_CHECKING:
    from musclegraph.claims.semantic.reader import SecondReader, SemanticReader


def second_reader(
    settings: Settings, labels: Callable[[], Mapping[str, str]]
) -> SecondReader | None:
    """
    Return the reader to ask where the core is unsure, if there is to be one.

    Args:
        settings: `semantic` says whether, `cross_encoder` which if not ours.
        labels: Gives the canonical wording of each claim, should it be needed.

    Raises:
        RequestError: What the settings ask for is not there.
    """
    if settings.semantic == "no":
        return None
    if settings.cross_encoder:
        from musclegraph.claims.semantic.cross import CrossEncoder

        return CrossEncoder(Path(settings.cross_encoder), labels)
    if is_installed():
        return _shared()
    if settings.semantic == "yes":
        raise RequestError(
            "MUSCLEGRAPH_SEMANTIC=yes, but the second reader is not installed",
            hint="pip install 'musclegraph[semantic]', or set MUSCLEGRAPH_SEMANTIC=auto",
        )
    return None


@lru_cache(maxsize=1)
def _shared() -> SemanticReader:
    """Return one reader for the whole process: every checker has the same model."""
    from musclegraph.claims.semantic.reader import SemanticReader

    return SemanticReader()
