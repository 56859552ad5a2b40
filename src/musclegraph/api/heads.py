"""uvicorn's fast HTTP parser with an end to the head of a request."""

from __future__ import annotations

from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from musclegraph.api.flow import written
from musclegraph.core.settings import Settings


class _TooLong(Exception):
    pass


class BoundedHeads(HttpToolsProtocol):
    """
    Refuses a request line and headers of over `max_header_bytes` with 400.

    The parser itself would take them without end. It parses in C: a short answer takes half the
    time that it takes with h11, uvicorn's parser in Python.
    """

    limits: Settings
    _is_in_head = False
    _size = _rest = 0  # of what was parsed of a head, and of what came in pieces after its start

    def data_received(self, data: bytes) -> None:
        """Take what came in."""
        if self._is_in_head:
            self._rest += len(data)
        super().data_received(data)
        is_long = self._is_in_head and self._rest > self.limits.max_header_bytes
        if is_long and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._size, self._rest, self._is_in_head = 0, 0, True

    def on_url(self, url: bytes) -> None:
        """Take a part of the request line."""
        self._grow(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take one header."""
        self._grow(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Go on with the body."""
        self._is_in_head = False
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what no request is, in the form that all errors have."""
        hint = "see RFC 9112 for how a request is written"
        self.transport.write(written(HTTPStatus.BAD_REQUEST, "request-refused", msg, hint))
        self.transport.close()

    def _grow(self, count: int) -> None:
        self._size += count
        if self._size > self.limits.max_header_bytes:
            raise _TooLong  # the parser makes an error of its own of it, answered with 400
