"""Where a command writes what it made."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import click

from musclegraph.core.errors import RequestError


def write(content: bytes, path: Path | None) -> None:
    """
    Write to `path`, the whole file or none; without a path, to standard output.

    Raises:
        RequestError: It cannot be written there.
    """
    if path is None:
        click.echo(content, nl=False)
        return
    # Beside it first, then renamed over what a link points to.
    target = path.resolve()
    whole = target.is_file() or not target.exists()
    beside = target.with_name(f".{os.getpid()}.{target.name[:100]}") if whole else target
    try:
        beside.write_bytes(content)
        if whole:
            beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):  # where it could not be made, it cannot be taken away
            if whole:
                beside.unlink(missing_ok=True)
        raise RequestError(
            f"cannot write {path}: {error.strerror}", hint="name a file in a folder that exists"
        ) from error
