"""A request to a SPARQL endpoint, read as the SPARQL 1.1 Protocol has it (section 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from musclegraph.core.errors import BadQuery, MuscleGraphError
from musclegraph.core.refusals import ReadOnly, TooLarge, UnsupportedType
from musclegraph.core.settings import Settings

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
# A GET with no more than these is answered by the service description.
_DESCRIBED = {"format", "default-graph-uri", "named-graph-uri"}

_Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks. The graphs are None if it names none at all."""

    query: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str | None


async def read(request: Request, limits: Settings) -> Asked | None:
    """
    Return what `request` asks; None if it is a GET without a query: what this service is.

    Raises:
        BadQuery: No query, several, or one that is not UTF-8.
        ReadOnly: It is an update.
        TooLarge, UnsupportedType: Its body is.
    """
    pairs = _pairs(request.scope["query_string"], limits)
    is_bare = {name for name, _ in pairs} <= _DESCRIBED
    if request.method == "POST":
        pairs += await _posted(request, limits)
    elif is_bare:
        return None
    return _asked(pairs, limits)


async def body_of(request: Request, limits: Settings) -> bytes:
    """
    Return the body of `request`; how long it may take is seen to by `intake`.

    Raises:
        TooLarge: It has more than `max_body_bytes`.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.max_body_bytes:
            raise _too_large(limits)
    return bytes(body)


def _too_large(limits: Settings) -> TooLarge:
    return TooLarge(
        f"the body has over {limits.max_body_bytes:,} bytes", hint="split it into several requests"
    )


async def _posted(request: Request, limits: Settings) -> _Pairs:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if kind == _UPDATE:
        raise _read_only()
    charset = parameters.partition("charset=")[2].strip(' "')
    if kind not in (_FORM, _QUERY) or charset not in ("", "utf-8", "utf8"):
        raise UnsupportedType(
            f"cannot read a body of type {request.headers.get('content-type', '')[:100]!r}",
            hint=f"send {_QUERY} or {_FORM}, in UTF-8",
        )
    body = await body_of(request, limits)
    return _pairs(body, limits) if kind == _FORM else [("query", _text(body))]


def _pairs(raw: bytes, limits: Settings) -> _Pairs:
    try:
        return parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=limits.max_graphs + 20,
        )
    except UnicodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise BadQuery("the request has too many parameters") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> MuscleGraphError:
    return BadQuery("the request is not UTF-8", hint="percent-encode the bytes of UTF-8")


def _read_only() -> MuscleGraphError:
    return ReadOnly("this endpoint is read-only", hint="send a query, not an update")


def _asked(pairs: _Pairs, limits: Settings) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if values("update") or values("using-graph-uri") or values("using-named-graph-uri"):
        raise _read_only()
    queries = values("query")
    if len(queries) != 1:
        raise BadQuery(
            "there is no query" if not queries else f"there are {len(queries)} queries",
            hint="send one, as the parameter `query` or as the body",
        )
    default, named = values("default-graph-uri"), values("named-graph-uri")
    if len(default) + len(named) > limits.max_graphs:
        raise BadQuery(f"the request names over {limits.max_graphs} graphs")
    has_dataset = bool(default or named)
    return Asked(
        queries[0],
        default if has_dataset else None,
        named if has_dataset else None,
        (*values("format"), None)[0],
    )
