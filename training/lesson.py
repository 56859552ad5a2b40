"""What the checker learns from: labelled sentences, read; and their terms as sparse rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from musclegraph.claims.curated import load_curated
from musclegraph.claims.index import Index
from musclegraph.claims.lexicon import lexicon_data, make_reader
from musclegraph.claims.reading import Reading
from musclegraph.claims.shelving import index_data
from musclegraph.claims.wordings import read_frames, read_wordings, texts
from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore

SENTENCES = Path(__file__).resolve().parent / "sentences"
_SIDE_BY_SIDE = 8  # sentences written one after the other are held out together


@dataclass(frozen=True, slots=True)
class Example:
    """
    A sentence; `claim` is empty for none of ours, `polarity` 1 or -1, `hand` who wrote it.

    `also` are other claims that would be acceptable. What makes two claims is there once for each.
    """

    text: str
    claim: str
    polarity: int
    hand: str
    reading: Reading
    also: frozenset[str] = frozenset()


class Lesson:
    """The graph's own wordings and everything in `training/sentences`, with an index to match."""

    def __init__(self) -> None:
        paths = sorted(p for name in ("claims", "concepts") for p in (ONTOLOGY / name).iterdir())
        self.curated = load_curated(EmbeddedStore.from_files(*paths))
        lexicon = lexicon_data(self.curated.labels, [text for _, _, text in texts(self.curated)])
        self.reader = make_reader(lexicon)
        frames = read_frames(self.curated, self.reader)
        wordings = read_wordings(self.curated, self.reader)
        self.claims = [frame.claim for frame in frames]
        self.index = Index(index_data(wordings, frames, self.curated.broader))
        self.examples = [
            *(Example(w.text, w.claim, w.polarity, "wordings", w.reading) for w in wordings),
            *self._elsewhere(),
            *self._pairs(),
            *(one for path in sorted(SENTENCES.glob("*.jsonl")) for one in self.read(path)),
        ]

    def read(self, path: Path) -> Iterator[Example]:
        """
        Yield the examples of one file of labelled sentences, but for questions.

        They are set aside before anything is looked up; those of a search box count as claims.
        """
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            polarity = {"asserts": 1, "denies": -1}.get(row["polarity"], 0)
            text = row["text"]
            if not row["claim"] and text.endswith("?"):
                continue
            claim, also = row["claim"] or "", frozenset(row["also"])
            yield Example(text, claim, polarity, path.stem, self.reader.read(text), also)

    def _elsewhere(self) -> Iterator[Example]:
        for line in (SENTENCES / "elsewhere.txt").read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                yield Example(line, "", 0, "elsewhere", self.reader.read(line))

    def _pairs(self) -> Iterator[Example]:
        for text, claims in doubles(SENTENCES / "pairs.tsv"):
            reading = self.reader.read(text)
            for claim, asserts in claims.items():
                also = frozenset(claims.keys() - {claim})
                yield Example(text, claim, 1 if asserts else -1, "pairs", reading, also)

    @cached_property
    def labels(self) -> Any:
        """The number of each example's claim; the number after the last stands for none."""
        numbers = {claim: number for number, claim in enumerate([*self.claims, ""])}
        return np.array([numbers[one.claim] for one in self.examples])

    def predicate(self, claim: str) -> str:
        """Return what a claim says of its subject."""
        return self.curated.claims[claim]["predicate"][0]

    def folds(self, size: int) -> Any:
        """Return for each example the fold in which it is held out."""
        return np.arange(len(self.examples)) // _SIDE_BY_SIDE % size


def doubles(path: Path) -> Iterator[tuple[str, dict[str, bool]]]:
    """Yield sentences, and of each claim they make, mostly two, whether it is asserted."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[0] != "#":
            text, *claims = line.split("\t")
            yield text, {claim.lstrip("-"): claim[0] != "-" for claim in claims}


class Terms:
    """Terms seen at least `least` times, with what each weighs: the rarer, the more."""

    def __init__(
        self, found: Sequence[Collection[str]], least: int, among: Collection[str] | None = None
    ) -> None:
        """Take those that are `among` certain ones, if these are given."""
        counts = Counter(term for terms in found for term in terms)
        seen = sorted(term for term, count in counts.items() if count >= least)
        self.names = seen if among is None else [term for term in seen if term in among]
        self.numbers = {term: number for number, term in enumerate(self.names)}
        self.squares = [log(1 + len(found) / counts[term]) for term in self.names]

    def rows(self, found: Sequence[Collection[str]]) -> Any:
        """Return sentences as the rows of a CSR matrix, each of unit length."""
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for terms in found:
            known = sorted(self.numbers[term] for term in terms if term in self.numbers)
            length = sqrt(sum(self.squares[number] for number in known)) or 1.0
            columns += known
            values += [sqrt(self.squares[number]) / length for number in known]
            starts.append(len(columns))
        shape = (len(found), len(self.names))
        return csr_matrix((np.array(values, np.float32), columns, starts), shape)
