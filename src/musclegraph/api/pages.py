"""Pages for readers at the addresses of the data: HTML where the caller prefers it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from musclegraph.api import caching, negotiate, problems, protocol
from musclegraph.api.gone import refuse_gone
from musclegraph.api.sparql import Endpoint
from musclegraph.api.texts import NOT_KEPT, Readers, response
from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.names import KINDS, iri
from musclegraph.core.refusals import UnsupportedType
from musclegraph.core.settings import Settings
from musclegraph.pages.asked import Asked
from musclegraph.pages.query import Answer
from musclegraph.pages.site import Page, Site
from musclegraph.store.sparql import TRIPLE_TYPES

_HTML, _FORM = "text/html", "application/x-www-form-urlencoded"
_ROWS = "application/sparql-results+json, text/turtle;q=0.9"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The SPARQL editor writes styles into the page; nothing else is looser for it.
_EDITOR_POLICY = _POLICY.replace(
    "style-src 'self'; script-src 'self'; img-src 'self'",
    "style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; font-src data:",
)
_FORMS = {name: name for name in (*TRIPLE_TYPES, _HTML, "application/xhtml+xml")}
_MOST_FIELDS = 50


class Pages:
    """Answers with pages; the cache of results keeps those that were made."""

    def __init__(
        self,
        site: Site,
        settings: Settings,
        endpoint: Endpoint,
        readers: Readers,
        document: Callable[[], dict[str, Any]],
    ) -> None:
        self._store = site.store
        self._snapshot_id = self._store.snapshot_id
        self._settings, self._endpoint, self._readers = settings, endpoint, readers
        self._site, self._document = site, document

    def routes(self) -> list[Route]:
        """Return the routes; they come before those of the same things as data."""
        places = [Route(path, partial(self._answer, path)) for path in self._site.places]
        if self._site.has_claims:
            places += [
                Route("/check", self.check, methods=["GET", "POST"]),
                _ForReaders("/ns", partial(self._answer, "/ns")),
                _ForReaders("/{kind}/{slug:path}", partial(self._answer, "")),
            ]
        return [*places, Route("/query", self.query), Route("/docs", self._docs)]

    async def check(self, request: Request) -> Response:
        """Answer the checker's form, or the text that was sent in it, which is not kept."""
        if request.method == "GET":
            asked = _fields(request.url.query)
            if not "".join(asked.get("text", ())).strip():
                return await self._answer("/check", request)
            return await self._read(request, asked)
        if request.headers.get("content-type", "").partition(";")[0].strip() != _FORM:
            raise UnsupportedType("not the form of this page", hint="programs: POST /v1/check")
        body = await protocol.body_of(request, self._settings)
        return await self._read(request, _fields(body.decode("utf-8", "replace")))

    async def _read(self, request: Request, fields: dict[str, list[str]]) -> Response:
        """Answer a text with the page that marks it, or with the report to keep."""
        report, length = Asked(fields).one("download"), len("".join(fields.get("text", ())))
        kind = "report" if report else "page"
        try:
            found = await self._readers.read(request, kind, length, {"fields": fields})
        except MuscleGraphError as error:
            if report:
                raise
            return sent(self._site.problem(error.status, error.problem, error.hint), NOT_KEPT)
        if report:
            saved_as = f'attachment; filename="musclegraph-report.{report}"'
            return response(found, {**NOT_KEPT, "Content-Disposition": saved_as})
        about = {"Content-Security-Policy": _POLICY, "Content-Language": "en"}
        return response(found, {**NOT_KEPT, **about})

    async def query(self, request: Request) -> Response:
        """Answer the SPARQL page; the query in it runs as at `/sparql`."""
        asked = _asked(request.url.query)
        answer = Answer()
        if text := asked.one("query"):
            try:
                found = await self._endpoint.answer(_inner(request, text))
                answer = Answer(bytes(found.body), found.headers.get("content-type", ""))
            except MuscleGraphError as error:
                answer = Answer(error=error)
        page = await run_in_threadpool(self._site.query, asked, answer)
        policy = {"Content-Security-Policy": _EDITOR_POLICY, "Cache-Control": "no-store"}
        return sent(page, policy)

    async def unknown(self, request: Request, error: Exception) -> Response:
        """Answer a path that leads nowhere: a page for readers, a problem for programs."""
        path = request.url.path
        if path.startswith("/v1/") or not _wants_html(request.scope):
            return await problems.framework(request, error)
        title, hint = f"there is no page at {path[:200]}", "search for what it was about"
        page = await run_in_threadpool(self._site.problem, 404, title, hint, _meant(path))
        return sent(page, {"Vary": "Accept"})

    async def _answer(self, place: str, request: Request) -> Response:
        """Answer one page: 200, 303 to another page, or a page that says what is wrong."""
        address = f"{request.url.path}?{request.url.query}"
        tag = caching.etag(self._snapshot_id, _HTML, address)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        asked = _asked(request.url.query)
        page = await run_in_threadpool(self._made, place, request.path_params, asked)
        return sent(page, caching.headers(tag) if page.status == 200 else {"Vary": "Accept"})

    async def _docs(self, request: Request) -> Response:
        """Answer the list of what a program can ask."""
        tag = caching.etag(self._snapshot_id, _HTML, "/docs")
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        page = await run_in_threadpool(lambda: self._site.reference(self._document()))
        return sent(page, caching.headers(tag))

    def _made(self, place: str, named: dict[str, str], asked: Asked) -> Page:
        kind, slug = named.get("kind", ""), named.get("slug", "")
        try:
            if kind:
                with contextlib.suppress(ValueError):  # no name of ours; `thing` says so
                    node = iri(kind, slug)
                    refuse_gone(node, self._store.describe(node))
                return self._site.thing(kind, slug, asked)
            return self._site.place(place, slug, asked)
        except MuscleGraphError as error:
            return self._site.problem(error.status, error.problem, error.hint, _meant(slug))


class _ForReaders(Route):
    """A route that only takes requests of those who want HTML rather than data."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        if match is Match.NONE or child["path_params"].get("kind", "claim") not in KINDS:
            return Match.NONE, {}
        if b"format=" in scope.get("query_string", b"") or not _wants_html(scope):
            return Match.NONE, {}
        return match, child


def _wants_html(scope: Scope) -> bool:
    return "html" in negotiate.choose(Headers(scope=scope).get("accept", ""), _FORMS)


def _meant(path: str) -> str:
    """Return the end of a path as words to search for."""
    return path.rstrip("/").rpartition("/")[2].replace("-", " ")[:100]


def _asked(query: str) -> Asked:
    return Asked(_fields(query))


def _fields(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, max_num_fields=_MOST_FIELDS)
    except ValueError:  # too many fields
        return {}


def _inner(request: Request, query: str) -> Request:
    """Return the request for the rows of a query, from the same client."""
    inner = {
        "path": "/sparql",
        "query_string": urlencode({"query": query}).encode(),
        "headers": [(b"accept", _ROWS.encode()), (b"host", b"localhost")],
    }
    return Request({**request.scope, **inner}, request.receive)


def sent(page: Page, headers: dict[str, str]) -> Response:
    """Return a page, or where it moved to, with the headers that every page has."""
    if page.moved_to:
        return Response(status_code=303, headers={"Location": page.moved_to, "Vary": "Accept"})
    all_headers = {"Content-Security-Policy": _POLICY, "Content-Language": "en", **headers}
    return Response(page.html, page.status, all_headers, media_type=_HTML)
