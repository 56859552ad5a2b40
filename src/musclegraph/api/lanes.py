"""
The short way of both lanes: what most requests ask is answered without the framework's routing.

A question passes a hundred routes and the reading of its parameters one by one otherwise, which
takes longer than answering it. What is asked in a way that needs more than this, such as pages or
another method, goes to the framework, which has the same routes.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from musclegraph.api import named, problems
from musclegraph.api.paging import page
from musclegraph.queries.catalog import NamedQuery
from musclegraph.store.opened import Snapshot

SPARQL, _PREFIX = "/sparql", "/v1"
# As many as the framework gives to its own routes.
_THREADS = 40

Answering = Callable[[Request], Awaitable[Response]]


class _Question(NamedTuple):
    """One question as a route: the label of its path, and the path in parts."""

    path: str
    parts: tuple[str, ...]
    query: NamedQuery


class Lanes:
    """
    Middleware, the innermost: answers `/sparql` and the questions.

    Args:
        sparql: Answers what `/sparql` is asked by GET or POST.
    """

    def __init__(
        self,
        app: ASGIApp,
        sparql: Answering,
        catalog: Mapping[str, NamedQuery],
        snapshot: Snapshot,
        most_rows: int,
    ) -> None:
        self._app, self._sparql, self._snapshot = app, sparql, snapshot
        self._whole = page(snapshot.store.snapshot_id, None, None, most_rows)
        self._threads = ThreadPoolExecutor(_THREADS, "question")
        self._questions: dict[int, list[_Question]] = defaultdict(list)
        for query in named.in_order(catalog):
            parts = tuple(f"{_PREFIX}{query.path}".split("/"))
            self._questions[len(parts)].append(_Question(query.path, parts, query))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answering = self._answering(scope) if scope["type"] == "http" else None
        if answering is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await answering(request)
        except Exception as error:
            response = await problems.of(request, error)
        await response(scope, receive, send)

    def _answering(self, scope: Scope) -> Answering | None:
        path, method = scope["path"], scope["method"]
        if path == SPARQL and method in ("GET", "POST"):
            scope["endpoint"] = self._sparql
            return self._sparql
        if method != "GET" or not path.startswith(_PREFIX):
            return None
        given = path.split("/")
        for question in self._questions.get(len(given), ()):
            if (values := _fit(question.parts, given)) is not None:
                return self._asked(scope, question, values)
        return None

    def _asked(self, scope: Scope, question: _Question, values: dict[str, str]) -> Answering | None:
        query = question.query
        given = Request(scope).query_params.multi_items() if scope["query_string"] else []
        names = [name for name, _ in given]
        # The framework's route refuses what is unknown or there twice, and cuts pages.
        taken = (query.params.keys() - values.keys()) | {"format"}
        if len({*names}) < len(names) or not {*names} <= taken:
            return None
        values |= {name: value for name, value in given if name in query.params}
        if not query.examples.keys() <= values.keys():
            return None
        scope["route"] = question

        async def answer(request: Request) -> Response:
            # An embedded query cannot be interrupted, so it runs in a thread.
            work: Any = (named.answer, request, query, values, self._whole, self._snapshot)
            return await asyncio.get_running_loop().run_in_executor(self._threads, *work)

        return answer


def _fit(parts: tuple[str, ...], given: list[str]) -> dict[str, str] | None:
    """Return the values in a path of as many parts; None if it is another path."""
    values = {}
    for part, value in zip(parts, given, strict=True):
        if part.startswith("{"):
            if not value:
                return None
            values[part[1:-1]] = value
        elif part != value:
            return None
    return values
