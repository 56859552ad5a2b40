"""A draft after checking: its sentences with the claims they make and what they cite."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from musclegraph.claims.check import Checker
from musclegraph.claims.markup import GONE, prose
from musclegraph.core.errors import RequestError
from musclegraph.ingest.record import Record
from musclegraph.lint.citations import Citation, find_citations
from musclegraph.lint.draft import Draft
from musclegraph.lint.works import Works

Match = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """
    One sentence of the writer's own.

    `source` is the sentence as it stands in the draft, `plain` without its markup; `reach` is how
    far a citation after its full stop still belongs to it.
    """

    start: int
    end: int
    reach: int
    source: str
    plain: str
    matches: tuple[Match, ...]
    citations: tuple[Citation, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the draft."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules look at."""

    draft: Draft
    lines: tuple[Line, ...]
    citations: tuple[Citation, ...]
    works: Works
    records: Mapping[str, Record]

    def around(self, line: Line) -> Iterator[Line]:
        """Yield the sentences of the paragraph that a sentence is in, itself included."""
        number = self.draft.paragraph(line.start)
        return (one for one in self.lines if self.draft.paragraph(one.start) == number)

    def cites_near(self, line: Line) -> bool:
        """Tell whether the paragraph of a sentence cites anything, known or not."""
        number = self.draft.paragraph(line.start)
        return any(self.draft.paragraph(one.start) == number for one in self.citations)


def read(
    draft: Draft, checker: Checker, works: Works, records: Mapping[str, Record], layer: str
) -> Reading:
    """
    Check a draft and find what it cites.

    Raises:
        RequestError: It is too long, or its bytes are no text.
        SnapshotError: The snapshot is incomplete.
    """
    if "\0" in draft.text:
        raise RequestError(
            f"{draft.name} is not text: it holds null bytes", hint="save it as UTF-8 text"
        )
    own = draft.own
    sentences = checker.check(own, layer=layer, form=draft.form)["sentences"] if own.strip() else []
    citations = find_citations(draft, works, records)
    lines = _lines(draft, sentences, citations)
    return Reading(draft, tuple(lines), tuple(citations), works, records)


def _lines(
    draft: Draft, sentences: list[dict[str, Any]], citations: list[Citation]
) -> Iterator[Line]:
    bare = prose(draft.text, draft.form)
    starts = [citation.start for citation in citations]
    following = [sentence["start"] for sentence in sentences[1:]] + [len(draft.text)]
    for sentence, next_start in zip(sentences, following, strict=False):
        start, end = sentence["start"], sentence["end"]
        reach = max(end, min(next_start, draft.paragraph_end(start)))
        yield Line(
            start,
            end,
            reach,
            draft.text[start:end],
            _plain(bare[start:end]),
            tuple(sentence["matches"]),
            tuple(citations[bisect_left(starts, start) : bisect_left(starts, reach)]),
        )


def _plain(piece: str) -> str:
    return " ".join(piece.replace(GONE, "").split())
