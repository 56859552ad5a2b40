"""Every error as application/problem+json (RFC 9457): what is wrong and what to do."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match, Route

from musclegraph.core import errors, refusals
from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.names import BASE
from musclegraph.core.refusals import Busy, Gone, TooMany

MEDIA_TYPE = "application/problem+json"
TYPES = f"{BASE}problem/"
# What the web framework refuses by itself, and what is no error.
_OTHERS = {
    "too-slow": "A body that did not arrive in time.",
    "method-not-allowed": "The resource is not asked that way; the header Allow says how.",
    "request-refused": "The request breaks a rule of HTTP.",
    "internal-error": "Our mistake. The log has more under the request's id.",
    "result-cap": "No error: an answer was cut at the most rows one answer holds. The header "
    "Result-Cap has their number; read on with ORDER BY, LIMIT and OFFSET.",
}
_BY_STATUS = {
    404: "not-found",
    405: "method-not-allowed",
    408: "too-slow",
    413: "too-large",
}
_HINTS = {
    405: "the header Allow has the methods",
    408: "send it again",
    413: "split it into several requests",
}


def kinds() -> dict[str, str]:
    """Return every problem type: its slug and what it means."""
    found = {
        _slug(kind): inspect.cleandoc(kind.__doc__ or "").partition("\n")[0]
        for module in (errors, refusals)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, MuscleGraphError)
    }
    return {**found, **_OTHERS}


def problem(request: Request, status: int, kind: str, title: str, detail: str = "") -> JSONResponse:
    """Return one problem; `detail` says what to do about it."""
    body = {"type": f"{TYPES}{kind}", "status": status, "title": title, "detail": detail}
    if identifier := getattr(request.state, "request_id", ""):
        body["request"] = identifier
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Turn every error of `app` into a problem, and explain their types at `/problem/`."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.router.routes.append(Route("/problem/{slug}", _explain, include_in_schema=False))


def _slug(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, MuscleGraphError)
    return refused(request, error)


def refused(request: Request, error: MuscleGraphError) -> Response:
    """Return what an error of ours says, with the headers that go with it."""
    answer = problem(request, error.status, _slug(type(error)), error.problem, error.hint)
    answer.headers.update(headers_of(error))
    return answer


def headers_of(error: MuscleGraphError) -> Mapping[str, str]:
    """Return the headers that go with an error of ours: when to come again, or where to go."""
    if isinstance(error, (Busy, TooMany)):
        return {"Retry-After": str(error.retry_seconds)}
    if isinstance(error, Gone) and error.successor:
        return {"Link": f'<{error.successor}>; rel="successor-version"'}
    return {}


async def _parameter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    hint = f"see {request.base_url}docs"
    return problem(request, 400, "bad-parameter", f"{place}: {first['msg']}", hint)


async def framework(request: Request, error: Exception) -> Response:
    """Answer what the web framework refuses by itself as a problem."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if "Allow" in headers:
        headers["Allow"] = _allowed(request, headers["Allow"])
    if request.method == "OPTIONS" and error.status_code == 405:
        return Response(status_code=204, headers={"Allow": headers.get("Allow", "OPTIONS")})
    hint = f"see {request.base_url}docs for what there is"
    kind = _BY_STATUS.get(error.status_code, "request-refused")
    hint = _HINTS.get(error.status_code, hint)
    answer = problem(request, error.status_code, kind, str(error.detail), hint)
    answer.headers.update(headers)
    return answer


def _allowed(request: Request, methods: str) -> str:
    """Return the methods of all routes of the path, with those seen to on every route."""
    named = {method.strip() for method in methods.split(",") if method.strip()}
    for method in {"GET", "POST"} - named:  # a path may have two routes, and the first has answered
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            named.add(method)
    return ", ".join(sorted(named | {"OPTIONS"} | ({"HEAD"} if "GET" in named else set())))


async def _gone_away(request: Request, error: Exception) -> Response:
    return Response(status_code=499)  # nobody reads it; the log does


def mistake(request: Request) -> Response:
    """Return what is said when we made a mistake."""
    return problem(request, 500, "internal-error", "something went wrong here", "tell us the id")


_HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    MuscleGraphError: _ours,
    RequestValidationError: _parameter,
    HTTPException: framework,
    ClientDisconnect: _gone_away,
}


async def of(request: Request, error: Exception) -> Response:
    """Return what is answered to `error`; one that is none of the request's is raised again."""
    for kind, handler in _HANDLERS.items():
        if isinstance(error, kind):
            return await handler(request, error)
    raise error


async def _explain(request: Request) -> Response:
    slug = request.path_params["slug"]
    if slug not in kinds():
        return problem(request, 404, "not-found", f"no problem is called {slug[:100]!r}")
    return JSONResponse({"type": f"{TYPES}{slug}", "meaning": kinds()[slug]})
