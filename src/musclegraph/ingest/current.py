"""The records that count, out of all parts: the newest of each, and none that was taken out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musclegraph.core.errors import DataError
from musclegraph.ingest.opening import digest
from musclegraph.ingest.part import INDEX, MANIFEST, QUADS, TEXTS, Part, read_part
from musclegraph.ingest.record import pubmed_iri


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads of a record: title, year and abstract, its sections on a line each."""

    iri: str
    title: str
    year: str
    abstract: str


class Records:
    """
    A folder of parts, read in the order of their names, which is the order of PubMed's files.

    Of two records of one publication the one with the higher version counts, then the one revised
    later, then the one read later; a record of PubMed before one of a library. A deletion takes
    out what was read before it.
    """

    def __init__(self, folder: Path) -> None:
        """
        Read the manifests and indexes in `folder`.

        Raises:
            DataError: It holds no whole part, or a manifest that is none.
        """
        self._folder = folder
        self.parts: tuple[Part, ...] = tuple(
            part for path in sorted(folder.glob(f"[!.]*{MANIFEST}")) if (part := read_part(path))
        )
        if not self.parts:
            raise DataError(f"no records in {folder}", hint="make some: musclegraph ingest pubmed")
        self._chosen = self._choose()

    def __len__(self) -> int:
        """Return how many records count."""
        return len(self._chosen)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each file that is read, by name."""
        return {
            f"records/{part.name}{suffix}": said.split()[0]
            for part in self.parts
            for suffix, said in part.files.items()
        }

    def verify(self) -> None:
        """
        Compare every file with its manifest.

        Raises:
            DataError: One is not as it was written.
        """
        for name, wanted in self.digests().items():
            path = self._folder / name.removeprefix("records/")
            if digest(path) != wanted:
                raise DataError(f"{path} is not as it was written", hint="remove it, ingest again")

    def quads(self) -> Iterator[bytes]:
        """Yield the N-Quads of the records that count, a line each."""
        for part in self.parts:
            counts, place = False, -1
            with (self._folder / f"{part.name}{QUADS}").open("rb") as lines:
                for line in lines:
                    # The first quad of a record is its type.
                    if line.split(b" ", 2)[1] == _TYPE:
                        place += 1
                        counts = self._counts(_subject(line), part.name, place)
                    if counts:
                        yield line

    def texts(self) -> Iterator[Text]:
        """Yield the texts of the records that count."""
        for part in self.parts:
            with (self._folder / f"{part.name}{TEXTS}").open(encoding="utf-8") as lines:
                for place, line in enumerate(lines):
                    text = Text(**json.loads(line))
                    if self._counts(text.iri, part.name, place):
                        yield text

    def _counts(self, iri: str, part: str, place: int) -> bool:
        return self._chosen.get(iri, ("", "", "", -1))[2:] == (part, place)

    def _choose(self) -> dict[str, tuple[int, str, str, int]]:
        chosen: dict[str, tuple[int, str, str, int]] = {}
        for part in self.parts:
            place = -1
            for line in (self._folder / f"{part.name}{INDEX}").read_text("utf-8").splitlines():
                iri, _, rank = line.partition("\t")
                if not rank:
                    chosen.pop(pubmed_iri(iri), None)
                    continue
                place += 1
                version, _, revised = rank.partition("\t")
                if (int(version), revised) >= chosen.get(iri, (-1, ""))[:2]:
                    chosen[iri] = (int(version), revised, part.name, place)
        return chosen


_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _subject(line: bytes) -> str:
    return line[1 : line.index(b">")].decode()
