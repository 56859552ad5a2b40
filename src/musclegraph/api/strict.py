"""Routes that take the query parameters they declare, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.routing import APIRoute

from musclegraph.core.errors import BadParameter

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StrictRoute(APIRoute):
    """
    A route under /v1, of whose body the same holds.

    What it does not know is a slip, such as `layr=articles`: left out in silence it would give an
    answer to another question.
    """

    def get_route_handler(self) -> _Handler:
        """Return the handler with the check before it."""
        handle = super().get_route_handler()
        declared = [str(param.alias) for param in self.dependant.query_params]
        fields = [str(param.alias) for param in self.dependant.body_params]

        async def checked(request: Request) -> Response:
            if request.scope["query_string"]:
                refuse(request.scope["query_string"], declared)
            if fields:
                await _refuse_fields(request, fields)
            return await handle(request)

        return checked


async def _refuse_fields(request: Request, declared: list[str]) -> None:
    try:
        sent = json.loads(await request.body())
    except (ValueError, RecursionError):
        return  # the framework says so
    for name in sent if isinstance(sent, dict) else ():
        if name not in declared:
            raise BadParameter(
                f"there is no field {name[:100]!r} here", hint=f"there are {', '.join(declared)}"
            )


def refuse(query: bytes, declared: list[str]) -> None:
    """
    Do nothing if all parameters of a query string are declared, and each is given once.

    Raises:
        BadParameter: Otherwise; it names the parameter and those there are.
    """
    given = [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]
    hint = f"this route takes {', '.join(declared)}" if declared else "this route takes none"
    for name in given:
        if name not in declared:
            raise BadParameter(f"there is no parameter {name[:100]!r} here", hint=hint)
        if given.count(name) > 1:
            raise BadParameter(f"{name} is given {given.count(name)} times", hint="give it once")
