"""What every request passes: an id, HEAD, headers of safety, a line in the log, the metrics."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musclegraph.api import problems
from musclegraph.api.intake import Intake, is_compressed
from musclegraph.api.metrics import Metrics
from musclegraph.core.settings import Settings
from musclegraph.store.jobs import Mistake

_LOG = logging.getLogger("musclegraph.access")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ID_HEADER = "x-request-id"
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # For what does not pass the middleware that sees to it: a refusal here, a mistake of ours.
    "Access-Control-Allow-Origin": "*",
}


class Edge:
    """
    The outermost middleware. Nothing of a query or a checked text gets into the log.

    `paths` has the path of each endpoint that is no route of FastAPI's.
    """

    def __init__(
        self, app: ASGIApp, metrics: Metrics, paths: Mapping[Any, str], limits: Settings
    ) -> None:
        self._app, self._metrics, self._paths, self._limits = app, metrics, paths, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(scope, send, self._limits.max_age_seconds)
        intake = Intake(receive, self._limits)
        scope = passage.scope
        app = _at_once(scope, passage) or self._app
        try:
            await app(scope, intake.receive, passage.send)
        except Exception as error:
            _note_mistake(passage, error)
            if passage.has_begun:
                raise  # the connection has to end, for the answer is not whole
            await problems.mistake(Request(scope))(scope, receive, passage.send)
        finally:
            self._record(passage)

    def _record(self, passage: _Passage) -> None:
        seconds = time.perf_counter() - passage.started
        # The path of the route, not of the request: a label has to be one of few.
        endpoint = passage.scope.get("endpoint")
        route = getattr(passage.scope.get("route"), "path", self._paths.get(endpoint, "none"))
        self._metrics.count(passage.method, route, passage.status, seconds)
        line = {
            "request": passage.id,
            "method": passage.method,
            "route": route,
            "status": passage.status,
            "ms": round(seconds * 1000, 1),
            "bytes": passage.size,
        }
        _LOG.info(json.dumps(line))


def _note_mistake(passage: _Passage, error: Exception) -> None:
    # Where it happened, not what it says: a message may quote a query or a text.
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
    kind = type(error).__name__
    if isinstance(error, Mistake):  # in a process that reads texts
        kind, places = error.kind, error.places
    line = {"request": passage.id, "mistake": kind, "at": places}
    _LOG.error(json.dumps(line))


def _at_once(scope: Scope, passage: _Passage) -> ASGIApp | None:
    """Return what needs no route: refusals, and what the server as a whole is asked."""
    request = Request(scope)
    if not _HOST.fullmatch(passage.host):  # base IRIs are made of it
        hint = "send the name or address of this server, as in Host: localhost:8471"
        return problems.problem(
            request, 400, "bad-parameter", "the header Host is no host's name", hint
        )
    if is_compressed(scope):
        title = "the body is compressed"
        return problems.problem(request, 415, "unsupported-type", title, "send it as it is")
    if scope["method"] == "OPTIONS" and scope["path"] == "*":  # RFC 9110, section 9.3.7
        return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
    return None


class _Passage:
    """One request on its way through: what is noted of it, and what is added to its answer."""

    def __init__(self, scope: Scope, send: Send, max_age_s: int) -> None:
        headers = Headers(scope=scope)
        given = headers.get(_ID_HEADER, "")
        # Two are no name, and only HTTP/1.0 may leave it out (RFC 9112, section 3.2).
        default = "localhost" if scope.get("http_version") == "1.0" else ""
        self.host = ",".join(headers.getlist("host")) or default
        self.id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        self.started = time.perf_counter()
        self.status, self.size = 500, 0  # until the answer begins
        self.has_begun = False
        self.method = scope["method"]
        self._is_head = self.method == "HEAD"
        self._unless_there = headers.get("if-none-match", "").strip() == "*"
        self._is_bare = False
        self._send, self._max_age_s = send, max_age_s
        # HEAD is GET without the body (RFC 9110, section 9.3.2), whatever the route. The server has
        # to know it as HEAD, or it waits for a body and ends the connection: hence a copy.
        self.scope = {**scope, "method": "GET"} if self._is_head else scope
        self.scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Pass `message` on."""
        if message["type"] == "http.response.start":
            message = self._spared(message)
            self.status, self.has_begun = message["status"], True
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.id
            if "location" in headers:
                headers["Location"] = self._here(headers["location"])
            for name, value in _SAFETY.items():
                headers.setdefault(name, value)
            if "etag" in headers:
                headers.setdefault("Cache-Control", f"public, max-age={self._max_age_s}")
        elif message["type"] == "http.response.body":
            if self._is_head or self._is_bare:
                message = {**message, "body": b""}
            self.size += len(message.get("body", b""))
        await self._send(message)

    def _here(self, address: str) -> str:
        """Return an address of this server without its host, which whoever asks can make up."""
        own = f"{self.scope['scheme']}://{self.host}/"
        if not address.startswith(own):
            return address
        return "/" + address.removeprefix(own).lstrip("/")  # two slashes would begin a host

    def _spared(self, message: Message) -> Message:
        """Return 304 for what is there, if the caller wants only what is not."""
        is_read = self.method in ("GET", "HEAD")
        if not (self._unless_there and is_read and message["status"] == 200):
            return message
        self._is_bare = True
        headers = [pair for pair in message["headers"] if not pair[0].startswith(b"content-")]
        return {**message, "status": 304, "headers": headers}
