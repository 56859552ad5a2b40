"""
HTTP to a SPARQL 1.1 server: queries by form POST, graphs by the Graph Store Protocol.

Every request here may be sent twice: a query reads, PUT and DELETE say what shall be in the end,
and what is added by POST has no blank nodes. So one is sent again if no byte of an answer came, or
if the server says 502 or 503; an answer that has begun and breaks off is an error.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import httpx2 as httpx

from musclegraph.core.errors import BadQuery, RequestError, StoreError
from musclegraph.core.refusals import AnswerTooLarge, QueryTimeout
from musclegraph.core.settings import Settings

_ATTEMPTS = 4
_AGAIN = frozenset({502, 503})
_PAUSE_SECONDS, _LONGEST_PAUSE = 0.1, 5.0
_CONNECT_SECONDS = 5.0
# Virtuoso sends these with 200 when it has stopped before the end of the answer.
_PARTIAL = ("X-SQL-State", "X-SPARQL-MaxRows")
_SHOWN = 300
_NTRIPLES = "application/n-triples"


class Reply(NamedTuple):
    """A whole answer; `media_type` without its parameters."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one answer may take in all, and how long it may be."""

    seconds: float
    most_bytes: int


class Client:
    """Asks one server, from any number of threads. Names and passwords come from the settings."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = _checked(url)
        self.limits = Limits(settings.store_seconds, settings.store_answer_bytes)
        self._http = httpx.Client(auth=_auth(settings), timeout=_CONNECT_SECONDS)
        weakref.finalize(self, self._http.close)

    def query(
        self,
        text: str,
        accept: str,
        dataset: Sequence[tuple[str, str]] = (),
        limits: Limits | None = None,
    ) -> Reply:
        """
        Ask one query; `dataset` has its default-graph-uri and named-graph-uri.

        Raises:
            BadQuery: The server says that the text is wrong.
            QueryTimeout: It took longer than the limits allow.
            AnswerTooLarge: The answer is longer than they allow.
            StoreError: The server cannot be reached, fails, or gives a part of the answer only.
        """
        fields: dict[str, list[str]] = {"query": [text]}
        for name, graph in dataset:
            fields.setdefault(name, []).append(graph)
        headers = {"Accept": accept}
        request = self._http.build_request("POST", self.url, data=fields, headers=headers)
        return self._whole(request, limits or self.limits)

    def put(self, graph: str, triples: bytes, seconds: float) -> None:
        """Make `triples`, N-Triples, all there is in `graph`; errors as for `query`."""
        self._send("PUT", graph, triples, seconds)

    def add(self, graph: str, triples: bytes, seconds: float) -> None:
        """Add `triples`, N-Triples without blank nodes, to `graph`."""
        self._send("POST", graph, triples, seconds)

    def delete(self, graph: str, seconds: float) -> None:
        """Take `graph` away; it need not be there."""
        self._send("DELETE", graph, None, seconds)

    def _send(self, method: str, graph: str, triples: bytes | None, seconds: float) -> None:
        headers = {"Content-Type": _NTRIPLES} if triples is not None else {}
        request = self._http.build_request(
            method, self.url, params={"graph": graph}, content=triples, headers=headers
        )
        self._whole(request, Limits(seconds, 1_000_000))

    def _whole(self, request: httpx.Request, limits: Limits) -> Reply:
        end = time.monotonic() + limits.seconds
        request.extensions = {"timeout": _timeouts(limits.seconds)}
        for attempt in range(_ATTEMPTS):
            try:
                with closing(self._begun(request)) as response:
                    if response.status_code not in _AGAIN or attempt + 1 == _ATTEMPTS:
                        return self._read(response, limits, end)
                    pause = max(_PAUSE_SECONDS * 2**attempt, _retry_after(response))
                    problem = f"HTTP {response.status_code}"
            except _Unanswered as error:
                problem, pause = str(error), _PAUSE_SECONDS * 2**attempt
            if attempt + 1 == _ATTEMPTS or time.monotonic() + pause > end:
                break
            time.sleep(min(pause, _LONGEST_PAUSE))
        raise StoreError(f"the store does not answer: {problem}", hint=_START)

    def _begun(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._http.send(request, stream=True)
        except httpx.ReadTimeout as error:
            raise QueryTimeout("the store did not answer in time") from error
        except (httpx.TransportError, OSError) as error:
            raise _Unanswered(str(error) or type(error).__name__) from error

    def _read(self, response: httpx.Response, limits: Limits, end: float) -> Reply:
        body = bytearray()
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > limits.most_bytes:
                    raise AnswerTooLarge(
                        f"the store's answer has over {limits.most_bytes:,} bytes",
                        hint="ask for fewer columns, add a LIMIT, or read it in parts with OFFSET",
                    )
                if time.monotonic() > end:
                    raise QueryTimeout(f"the store took over {limits.seconds:g} s")
        except httpx.ReadTimeout as error:
            raise QueryTimeout(f"the store took over {limits.seconds:g} s") from error
        except (httpx.TransportError, httpx.DecodingError, OSError) as error:
            raise StoreError(
                "the store broke off in the middle of an answer", hint=_START
            ) from error
        self._refuse(response, bytes(body))
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Reply(media_type, bytes(body))

    def _refuse(self, response: httpx.Response, body: bytes) -> None:
        """Do nothing if the answer is whole and good."""
        status, headers = response.status_code, response.headers
        said = " ".join(body[:_SHOWN].decode("utf-8", "replace").split())
        if status in (401, 403):
            hint = "set MUSCLEGRAPH_STORE_USER and _PASSWORD, or MUSCLEGRAPH_STORE_TOKEN"
            raise StoreError(f"the store refuses access: HTTP {status}", hint=hint)
        if status == 400:
            raise BadQuery(f"the store says: {said}")
        if status == 404 and response.request.method == "DELETE":
            return
        if status == 404:
            raise StoreError("nothing is at the address of the store", hint=_START)
        if not response.is_success:
            raise StoreError(f"the store answers HTTP {status}: {said}")
        if header := next((name for name in _PARTIAL if name in headers), ""):
            why = headers.get("X-SQL-Message") or headers[header]
            raise StoreError(
                f"the store gave a part of the answer only ({header}: {why[:_SHOWN]})",
                hint="raise its limits: in virtuoso.ini ResultSetMaxRows and MaxQueryExecutionTime",
            )
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers and body:
            raise StoreError("the store does not say where its answer ends")


# Its address is for the operator, not for every reader of an error.
_START = "see whether it runs, and whether --store or MUSCLEGRAPH_STORE is its query address"


class _Unanswered(Exception):
    """No byte of an answer came."""


def _checked(url: str) -> str:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise RequestError(f"{url!r} is no address of a store: {error}") from error
    if parsed.userinfo:
        raise RequestError(
            "the address of a store holds no name and no password: others could read them",
            hint="set MUSCLEGRAPH_STORE_USER and MUSCLEGRAPH_STORE_PASSWORD",
        )
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise RequestError(
            f"{url!r} is no address of a store", hint="such as http://localhost:7878/query"
        )
    return url


def _auth(settings: Settings) -> httpx.Auth | None:
    if settings.store_token:
        return httpx.FunctionAuth(_bearer(settings.store_token))
    if not settings.store_user:
        return None
    kind = httpx.DigestAuth if settings.store_auth == "digest" else httpx.BasicAuth
    return kind(settings.store_user, settings.store_password)


def _bearer(token: str) -> Callable[[httpx.Request], httpx.Request]:
    def sign(request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return sign


def _timeouts(seconds: float) -> dict[str, float]:
    connect = min(_CONNECT_SECONDS, seconds)
    return {"connect": connect, "pool": seconds, "read": seconds, "write": seconds}


def _retry_after(response: httpx.Response) -> float:
    """Return the seconds that a server asks to wait; 0 if it does not say."""
    header = response.headers.get("Retry-After", "")
    if header.isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return 0.0
