"""Pages for readers at the addresses of the data: HTML where the caller prefers it."""

from __future__ import annotations

import mimetypes
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from musclegraph.api import caching, negotiate
from musclegraph.core.errors import MuscleGraphError, NotFound
from musclegraph.core.names import KINDS
from musclegraph.pages.asked import Asked
from musclegraph.pages.render import STATIC
from musclegraph.pages.site import Page, Site
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import TRIPLE_TYPES

_HTML = "text/html"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Content-Language": "en"}
_FORMS = {name: name for name in (*TRIPLE_TYPES, _HTML, "application/xhtml+xml")}
_KEPT_BYTES = 32_000_000
_FOREVER = "public, max-age=31536000, immutable"


class Pages:
    """Answers with pages; one that was made is kept, for the snapshot does not change."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._site = Site(snapshot)
        self._kept = _Kept(_KEPT_BYTES)
        self._static = {
            path.relative_to(STATIC).as_posix(): path.read_bytes()
            for path in STATIC.rglob("*")
            if path.is_file()
        }

    def routes(self) -> list[Route]:
        """Return the routes; they come before those of the same things as data."""
        places = [Route(path, self.answer, include_in_schema=False) for path in self._site.places]
        things = [_ForReaders("/{kind}/{slug:path}", self.answer, include_in_schema=False)]
        return [*places, *things, Route("/static/{name:path}", self.static)]

    async def static(self, request: Request) -> Response:
        """Answer a file of `static/`; its address changes when it does."""
        name = request.path_params["name"]
        if name not in self._static:
            raise NotFound(f"no file {name[:100]!r}")
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(
            self._static[name], media_type=media_type, headers={"Cache-Control": _FOREVER}
        )

    async def answer(self, request: Request) -> Response:
        """Answer one page: 200, 303 to another page, or a page that says what is wrong."""
        address = f"{request.url.path}?{request.url.query}"
        tag = caching.etag(self._snapshot.store.snapshot_id, _HTML, address)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        page = self._kept.get(address)
        if page is None:
            page = await run_in_threadpool(self._made, request)
            self._kept.put(address, page)
        if page.moved_to:
            return Response(status_code=303, headers={"Location": page.moved_to})
        headers = _HEADERS | (caching.headers(tag) if page.status == 200 else {})
        return Response(page.html, page.status, headers, media_type=_HTML)

    def _made(self, request: Request) -> Page:
        asked = Asked(parse_qs(request.url.query, max_num_fields=50))
        kind, slug = (request.path_params.get(name, "") for name in ("kind", "slug"))
        try:
            if kind:
                return self._site.thing(kind, slug, asked)
            return self._site.place(request.url.path, asked)
        except MuscleGraphError as error:
            return self._site.problem(error.status, error.problem, error.hint)


class _ForReaders(Route):
    """A route that only takes requests of those who want HTML rather than data."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        if match is Match.NONE or child["path_params"].get("kind", "") not in KINDS:
            return Match.NONE, {}
        if b"format=" in scope.get("query_string", b"") or not _wants_html(scope):
            return Match.NONE, {}
        return match, child


def _wants_html(scope: Scope) -> bool:
    accept = Headers(scope=scope).get("accept", "")
    return "html" in negotiate.choose(accept, _FORMS)


class _Kept:
    """The pages used last, up to so many characters; used by one thread."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[str, Page] = OrderedDict()

    def get(self, address: str) -> Page | None:
        if address in self._pages:
            self._pages.move_to_end(address)
        return self._pages.get(address)

    def put(self, address: str, page: Page) -> None:
        if page.status not in (200, 303) or address in self._pages:
            return
        self._pages[address] = page
        self._size += len(page.html)
        while self._size > self._most:
            self._size -= len(self._pages.popitem(last=False)[1].html)
