"""One part: what became of one file of records, as its manifest says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from musclegraph.core.errors import DataError

QUADS, TEXTS, INDEX, MANIFEST = ".nq", ".texts.jsonl", ".index.tsv", ".json"


@dataclass(slots=True)
class Part:
    """
    What became of one file: the manifest of its part.

    `key` names the file's bytes and all that decides what is made of them. `skipped` holds record
    and reason; `refused` says why nothing at all was taken, and then there is no part.
    """

    name: str
    source: str
    key: str
    counts: dict[str, int] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    is_fresh: bool = False


def part_name(path: Path) -> str:
    """Return what the part of a file is called: the file's name without its suffixes."""
    name = path.name.removesuffix(".gz")
    return name.removesuffix(Path(name).suffix) or name


def read_part(manifest: Path, key: str = "") -> Part | None:
    """
    Return the part of a manifest if it is whole, and of this key if one is given.

    Raises:
        DataError: The manifest is none of ours.
    """
    try:
        part = Part(**json.loads(manifest.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DataError(
            f"{manifest} is not the manifest of a part", hint="remove it and ingest again"
        ) from error
    sizes = {suffix: int(text.split()[1]) for suffix, text in part.files.items()}
    is_whole = all(
        (path := manifest.with_name(part.name + suffix)).is_file() and path.stat().st_size == size
        for suffix, size in sizes.items()
    )
    return part if is_whole and key in ("", part.key) else None
