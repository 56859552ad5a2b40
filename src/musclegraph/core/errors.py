"""
Every exception MuscleGraph raises on purpose:

* MuscleGraphError
  + DataError               a file we were given is wrong          exit 1, HTTP 422
    - DuplicateNode         one node is described in two files
    - PassageMismatch       a locator does not fit its text
    - QueryFileError        a .rq header or marker is wrong
    - ShapeViolation        well-formed RDF that breaks a shape or a check
  + RequestError            the caller asked for something wrong   exit 2, HTTP 400
    - BadParameter          a value is missing, undeclared or malformed
    - BadQuery              SPARQL that does not parse or is not taken
    - NotAcceptable         the answer has no such form            HTTP 406
    - NotFound              nothing of that name                   HTTP 404
  + StoreError              the triple store failed                exit 3, HTTP 503
    - SnapshotError         a snapshot is missing or damaged

What only a server over HTTP refuses is in `refusals.py`.
"""

from __future__ import annotations

from pathlib import Path


class MuscleGraphError(Exception):
    """
    Base class. Carries the three things a person needs to act.

    Args:
        problem: What is wrong, in one sentence, naming the offending thing.
        hint: What to do about it. Empty only if nothing can be done.
        where: File and line (from 1) the problem comes from, if it comes from a file.
    """

    status = 500
    exit_code = 70

    def __init__(
        self, problem: str, *, hint: str = "", where: tuple[Path, int] | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where[0]}:{self.where[1]}: " if self.where else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.problem}{hint}"


class DataError(MuscleGraphError):
    """A file we were given is wrong; its author can fix it."""

    status, exit_code = 422, 1


class DuplicateNode(DataError):
    """The same IRI is described in two files."""


class PassageMismatch(DataError):
    """A passage's hash is not that of the text it points to."""


class QueryFileError(DataError):
    """A file under queries/ cannot be served: its header or a marker is wrong."""


class ShapeViolation(DataError):
    """The RDF is well formed but breaks shapes or checks; the message lists each."""


class RequestError(MuscleGraphError):
    """The caller asked for something we cannot give; the caller can fix it."""

    status, exit_code = 400, 2


class BadParameter(RequestError):
    """A query parameter is missing, undeclared, or of the wrong type."""


class BadQuery(RequestError):
    """SPARQL that does not parse, is of the wrong form, or is refused unread."""


class NotAcceptable(RequestError):
    """The answer cannot be written in the form asked for."""

    status = 406


class NotFound(RequestError):
    """No query, claim or other resource of that name."""

    status = 404


class StoreError(MuscleGraphError):
    """The triple store failed; the operator can fix it."""

    status, exit_code = 503, 3


class SnapshotError(StoreError):
    """A snapshot is missing, incomplete or damaged."""
