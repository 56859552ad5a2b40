"""Texts that commands are given: files, and `-` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from musclegraph.core.errors import RequestError

_MAX_BYTES = 1_000_000


def read_text(name: str) -> str:
    """
    Return the text of a file, or of standard input for `-`.

    Raises:
        RequestError: It cannot be read, is too large, or is not UTF-8.
    """
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                raw = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise RequestError(f"cannot read {name}: {error.strerror}") from error
    if len(raw) > _MAX_BYTES:
        raise RequestError(
            f"{name} has over {_MAX_BYTES:,} bytes", hint="give one article or chapter at a time"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(
            f"{name} is not UTF-8: byte {error.start} does not fit", hint="save it as UTF-8"
        ) from error
