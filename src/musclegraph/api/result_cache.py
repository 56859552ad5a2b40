"""Answers kept in memory: what one snapshot answered once, it answers again without being asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What an answer depends on beside the address and the body; all else in a request changes nothing.
_VARIES = frozenset({b"accept", b"accept-encoding", b"content-type", b"host"})
# What an answer may say that it varies by; of the origin only whether there is one matters.
_VARIED = frozenset({"", "accept", "accept-encoding", "content-type", "origin"})
# Requests with these go the long way: a validator is compared there, a cookie changes CORS.
_UNUSUAL = frozenset(
    {b"cookie", b"if-none-match", b"range", b"content-encoding", b"transfer-encoding"}
)
_ASKED_BY_POST = "/sparql"
# An answer longer than this part of the room would push out too many others.
_LARGEST_PART = 16

Key = tuple[object, ...]


class Answer(NamedTuple):
    """One whole answer with what the log and the metrics say of its route."""

    start: Message
    body: bytes
    route: object
    endpoint: object
    size: int


class ResultCache:
    """
    Middleware that answers from memory what was asked before, in front of both lanes.

    An app serves one snapshot, so a key need not hold it: it is the method, the address with its
    query, the forms taken and, for `/sparql`, the body. Kept is what HTTP lets a cache keep, that
    is 200 with an ETag, and what the endpoint says `lasts`. The longest unasked goes first.

    Args:
        most_bytes: Room for all answers and their keys.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app, self._most = app, most_bytes
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self.bytes_kept = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        key = _key(scope) if scope["type"] == "http" else None
        if key is None:
            await self._app(scope, receive, send)
            return
        if scope["method"] == "POST":
            body, receive = await _body(receive)
            if body is None:
                await self._app(scope, receive, send)
                return
            key = (*key, body)
        found = self._answers.get(key)
        if found is None:
            await self._ask(key, scope, receive, send)
            return
        self._answers.move_to_end(key)
        scope["route"], scope["endpoint"] = found.route, found.endpoint
        await send({**found.start, "headers": list(found.start["headers"])})
        await send({"type": "http.response.body", "body": found.body})

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        parts: list[bytes] = []
        most = self._most // _LARGEST_PART

        async def noted(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                # Copied, for what is outside of here adds headers of this one request.
                start = {**message, "headers": list(message["headers"])}
            elif message["type"] == "http.response.body" and start:
                parts.append(message.get("body", b""))
                if sum(map(len, parts)) > most:
                    start, parts[:] = {}, []
                elif not message.get("more_body") and _lasts(start, scope):
                    self._keep(key, scope, start, b"".join(parts))
            await send(message)

        await self._app(scope, receive, noted)

    def _keep(self, key: Key, scope: Scope, start: Message, body: bytes) -> None:
        headers = sum(len(name) + len(value) for name, value in start["headers"])
        size = len(body) + headers + _size(key) + 1000  # what Python takes for each, about
        old = self._answers.pop(key, None)
        if size <= self._most // _LARGEST_PART:
            answer = Answer(start, body, scope.get("route"), scope.get("endpoint"), size)
            self._answers[key] = answer
            self.bytes_kept += size
        self.bytes_kept -= old.size if old else 0
        while self.bytes_kept > self._most:
            _, gone = self._answers.popitem(last=False)
            self.bytes_kept -= gone.size


def _key(scope: Scope) -> Key | None:
    """Return what determines the answer, but for a body; None if it may not be kept."""
    method, path = scope["method"], scope["path"]
    if method != "GET" and not (method == "POST" and path == _ASKED_BY_POST):
        return None
    varying = []
    has_origin = False
    for header in scope["headers"]:
        name = header[0]
        if name in _VARIES:
            varying.append(header)
        elif name in _UNUSUAL:
            return None
        elif name == b"origin":
            has_origin = True
    address = scope["scheme"], scope.get("root_path", ""), path, scope["query_string"]
    return method, *address, has_origin, *varying


def _lasts(start: Message, scope: Scope) -> bool:
    headers = Headers(raw=start["headers"])
    varies = {name.strip().lower() for name in headers.get("vary", "").split(",")}
    if start["status"] != 200 or not varies <= _VARIED:
        return False
    if scope["method"] == "POST":
        return bool(scope.get("state", {}).get("lasts"))
    return "etag" in headers


def _size(key: Iterable[object]) -> int:
    """Return about the bytes of a key, headers included: a stranger chooses how long they are."""
    return sum(
        _size(part) if isinstance(part, tuple) else len(part)
        for part in key
        if isinstance(part, str | bytes | tuple)
    )


async def _body(receive: Receive) -> tuple[bytes | None, Receive]:
    """Return a body that comes in one piece, else None; and a channel that gives it once more."""
    first: list[Message | HTTPException] = []
    try:
        first.append(await receive())
    except HTTPException as error:  # too long or too slow; the app says so
        first.append(error)

    async def again() -> Message:
        if not first:
            return await receive()
        given = first.pop()
        if isinstance(given, HTTPException):
            raise given
        return given

    message = first[0]
    if isinstance(message, HTTPException) or message.get("more_body"):
        return None, again
    return message.get("body", b""), again
