"""What a worker process is asked and what it answers, and how both travel through a pipe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from musclegraph.core import errors, refusals
from musclegraph.core.errors import MuscleGraphError, StoreError

_LONGEST_PROBLEM = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    One query for a worker.

    `default_graphs` and `named_graphs` are the dataset of the request, None where it names none;
    then `is_union` says whether the default graph is the union of all. The engine writes rows as
    `row_type`, triples as `triple_type`; an empty one says that the caller takes no such form.
    `most_rows` is the cap that ended the text's own LIMIT; `most_bytes` that of the answer.
    """

    text: str
    base: str
    row_type: str
    triple_type: str
    most_rows: int
    most_bytes: int
    is_capped: bool = True
    is_union: bool = False
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None

    def to_line(self) -> bytes:
        """Return the job as one line of JSON."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Job:
        """Read what `to_line` wrote."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A whole answer. `is_cut` says that it ends at the cap on rows, so there may be more.

    `held` is the room that its body takes in the server's memory: keep it as long as the body.
    """

    media_type: str
    body: bytes
    is_cut: bool = False
    held: object = None

    def to_head(self) -> bytes:
        """Return the line that goes before the body."""
        head = {"media_type": self.media_type, "is_cut": self.is_cut, "size": len(self.body)}
        return json.dumps(head).encode() + b"\n"


class Mistake(Exception):
    """Our own mistake in a worker: the kind of the error, and where it happened."""

    def __init__(self, kind: str, places: list[str]) -> None:
        super().__init__(kind)
        self.kind, self.places = kind, places

    def to_line(self) -> bytes:
        """Return the line that says so; not what the error says, which may quote a text."""
        head = {"mistake": self.kind, "places": self.places, "size": 0}
        return json.dumps(head).encode() + b"\n"


def error_line(error: MuscleGraphError) -> bytes:
    """Return the line that says why there is no answer."""
    kind = type(error).__name__
    # A message of the parser's may repeat the query.
    problem = error.problem[:_LONGEST_PROBLEM]
    head = {"error": kind, "problem": problem, "hint": error.hint, "size": 0}
    return json.dumps(head).encode() + b"\n"


def answer_of(head: Mapping[str, Any], body: bytes, held: object = None) -> Answer:
    """
    Return the answer that a worker gave in two parts.

    Raises:
        MuscleGraphError: What the worker says went wrong.
        Mistake: We did.
    """
    if "mistake" in head:
        raise Mistake(head["mistake"], head["places"])
    if "error" in head:
        known = {**vars(errors), **vars(refusals)}
        raise known.get(head["error"], StoreError)(head["problem"], hint=head["hint"])
    return Answer(head["media_type"], body, head["is_cut"], held)
