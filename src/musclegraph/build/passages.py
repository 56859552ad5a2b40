"""Every passage against the texts: a locator whose hash differs points to something else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from musclegraph.build.places import Places
from musclegraph.core.errors import PassageMismatch
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact
from musclegraph.store import Store


@dataclass(frozen=True, slots=True)
class PassageReport:
    """How many passages were compared, and which source texts were not at hand."""

    verified: int
    missing_texts: tuple[str, ...]


def verify(store: Store, folder: Path | None, places: Places | None = None) -> PassageReport:
    """
    Compare every passage with its text in `folder`.

    Offsets count Unicode code points of the UTF-8 text read without newline translation.

    Raises:
        PassageMismatch: The text or a passage has another hash than the graph says.
    """
    query = (QUERIES / "build" / "passages.rq").read_text(encoding="utf-8")
    texts: dict[str, str | None] = {}
    verified = 0
    for record in store.select(query).records():
        row = {name: term.value for name, term in record.items()}
        name = row["text_file"]
        if name not in texts:
            texts[name] = _read(folder, name, row["text_sha256"])
        if (text := texts[name]) is not None:
            _compare(text, row, places)
            verified += 1
    missing = sorted(name for name, text in texts.items() if text is None)
    return PassageReport(verified, tuple(missing))


def _read(folder: Path | None, name: str, sha256: str) -> str | None:
    if folder is None or not (folder / name).is_file():
        return None
    raw = (folder / name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise PassageMismatch(
            f"{folder / name} is not the text that was curated",
            hint="use the version whose SHA-256 the source's mg:textSha256 gives",
        )
    return raw.decode("utf-8")


def _compare(text: str, row: dict[str, str], places: Places | None) -> None:
    start, end = int(row["start"]), int(row["end"])
    if hashlib.sha256(text[start:end].encode()).hexdigest() != row["sha256"]:
        raise PassageMismatch(
            f"{compact(row['passage'])} does not fit {row['text_file']}: "
            f"characters {start} to {end} have another hash",
            hint="correct oa:start and oa:end, or the hash if the passage was moved on purpose",
            where=places.of(row["passage"]) if places else None,
        )
