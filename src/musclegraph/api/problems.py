"""Every error as application/problem+json (RFC 9457): what is wrong and what to do."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from musclegraph.core.errors import MuscleGraphError

MEDIA_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str = "", kind: str = "about:blank") -> JSONResponse:
    """Return one problem; `detail` says what to do about it."""
    body = {"type": kind, "status": status, "title": title, "detail": detail}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Turn every error of `app` into a problem."""
    app.add_exception_handler(MuscleGraphError, _ours)
    app.add_exception_handler(RequestValidationError, _parameter)
    app.add_exception_handler(HTTPException, _framework)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MuscleGraphError)
    return problem(error.status, error.problem, error.hint)


async def _parameter(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return problem(400, f"{place}: {first['msg']}", f"see {request.base_url}docs")


async def _framework(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    hint = f"see {request.base_url}docs for what there is" if error.status_code == 404 else ""
    answer = problem(error.status_code, str(error.detail), hint)
    answer.headers.update(error.headers or {})
    return answer
