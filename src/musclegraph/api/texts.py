"""What a text to check or lint may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musclegraph.claims.text import MAX_CHARACTERS
from musclegraph.core.errors import BadParameter
from musclegraph.core.refusals import TooLarge

SCHEMA: Mapping[str, Any] = {"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"}


def refuse(text: str) -> None:
    """
    Say if `text` is not to be read.

    Raises:
        TooLarge: It is too long.
        BadParameter: JSON lets half of a surrogate pair pass, which no text can hold.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"the text has {len(text):,} characters, the most we read is {MAX_CHARACTERS:,}",
            hint="send one article or section at a time",
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadParameter("the text has half a character", hint="send whole Unicode text")
