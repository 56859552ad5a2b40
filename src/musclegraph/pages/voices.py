"""Who says what of a claim, where in their text, and what they stand to gain."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from musclegraph.core.model import View
from musclegraph.core.names import slug
from musclegraph.pages.desk import Desk, Row

_STANDS = {"assertedBy": "asserts it", "deniedBy": "denies it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage; `words` are the source's own, empty unless its text is at hand."""

    iri: str
    heading: str
    gist: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One place where a source speaks to the claim."""

    row: Row
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source with its stand on the claim, its interests, and where it speaks."""

    iri: str
    title: str
    made_by: str
    stands: str
    sells: bool
    interests: tuple[str, ...]
    said: tuple[Said, ...]


def speakers(desk: Desk, claim: str, layer: View) -> list[Speaker]:
    """Return every source that speaks to a claim."""
    if not desk.knowledge.statements_on.get(claim):
        return []
    places: dict[str, list[Place]] = {}
    for row in desk.on_claim("passages", claim):
        places.setdefault(row["statement"], []).append(_place(desk, row))
    by_source: dict[str, list[Row]] = {}
    for row in desk.on_claim("said", claim):
        if layer == "all" or slug(row["layer"]) == "articles":
            by_source.setdefault(row["source"], []).append(row)
    return [_speaker(desk, source, rows, places) for source, rows in by_source.items()]


def _speaker(desk: Desk, source: str, rows: list[Row], places: dict[str, list[Place]]) -> Speaker:
    first = rows[0]
    return Speaker(
        iri=source,
        title=first["source_label"],
        made_by=first["made_by"],
        stands=_STANDS.get(slug(first["stands"]), "hedges"),
        sells=bool(first["stake"]),
        interests=desk.interests_of(source),
        said=tuple(
            Said(row=row, places=tuple(places.get(row["statement"], ())))
            for row in {row["statement"]: row for row in rows}.values()
        ),
    )


def _place(desk: Desk, row: Row) -> Place:
    return Place(
        iri=row["passage"],
        heading=row["heading"],
        gist=row["gist"],
        words=_words(desk.texts, row),
    )


def _words(folder: Path | None, row: Row) -> str:
    """Return the passage itself if its text is at hand and is the one that was curated."""
    if folder is None:
        return ""
    text = _text(folder / row["text_file"], row["text_sha256"])
    found = text[int(row["start"]) : int(row["end"])]
    return found if hashlib.sha256(found.encode()).hexdigest() == row["sha256"] else ""


@lru_cache(maxsize=16)
def _text(path: Path, sha256: str) -> str:
    if not path.is_file():
        return ""
    raw = path.read_bytes()
    return raw.decode("utf-8") if hashlib.sha256(raw).hexdigest() == sha256 else ""
