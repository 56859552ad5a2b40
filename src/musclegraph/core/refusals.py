"""
What a server refuses, beyond `errors.py`:

* RequestError
  - Gone                merged or withdrawn                            HTTP 410
  - ReadOnly            an update                                      HTTP 403
  - TooLarge            a query or a body over its limit               HTTP 413
  - TooMany             as much as is taken in a day                   HTTP 429
  - UnsupportedType     a body of a kind we do not read                HTTP 415
* StoreError
  - AnswerTooLarge      an answer over its limit                       HTTP 503
  - Busy                every worker has work and the queue is full    HTTP 503
  - QueryFailed         a query ended its process                      HTTP 503
  - QueryTimeout        a query ran too long                           HTTP 504
  - TextFailed          a text ended the process that read it          HTTP 503
  - TextTimeout         a text took too long to read                   HTTP 504
"""

from __future__ import annotations

from musclegraph.core.errors import RequestError, StoreError


class Gone(RequestError):
    """What the IRI named was merged or withdrawn; `successor` is where it went, if anywhere."""

    status = 410
    successor = ""


class ReadOnly(RequestError):
    """An update. New data is a new snapshot."""

    status = 403


class TooLarge(RequestError):
    """A query or a body over its limit."""

    status = 413


class TooMany(RequestError):
    """As much as is taken in a day; `retry_seconds` is when the next one begins."""

    status = 429
    retry_seconds = 0


class UnsupportedType(RequestError):
    """A body of a media type, charset or encoding that we do not read."""

    status = 415


class AnswerTooLarge(StoreError):
    """The answer of a query has more bytes than one answer may."""


class Busy(StoreError):
    """Every worker has work, and the queue is full or too slow."""

    retry_seconds = 5


class QueryFailed(StoreError):
    """A query ended its process: too much memory, most likely."""


class QueryTimeout(StoreError):
    """A query ran longer than it may."""

    status = 504


class TextFailed(StoreError):
    """A text ended the process that read it: too much memory, most likely."""


class TextTimeout(StoreError):
    """A text took longer to read than it may."""

    status = 504
