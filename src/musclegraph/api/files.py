"""Files beside the pages: style and scripts, pictures, and the whole graph to take away."""

from __future__ import annotations

import mimetypes
import re
import shutil
import tempfile
import weakref
from pathlib import Path
from xml.sax.saxutils import escape

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from musclegraph.api import caching
from musclegraph.core.errors import NotFound
from musclegraph.pages.dataset import DUMPS
from musclegraph.pages.render import STATIC
from musclegraph.pages.site import Site
from musclegraph.paths.pictures import picture
from musclegraph.paths.svg import MEDIA_TYPE as SVG
from musclegraph.store.opened import Snapshot

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FOREVER = "public, max-age=31536000, immutable"
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Files:
    """Answers files of one snapshot; a dump is written when it is first asked for."""

    def __init__(self, snapshot: Snapshot, site: Site) -> None:
        self._snapshot, self._site = snapshot, site
        self._folder = Path(tempfile.mkdtemp(prefix="musclegraph-dumps-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._static = {
            path.relative_to(STATIC).as_posix(): path.read_bytes()
            for path in STATIC.rglob("*")
            if path.is_file()
        }

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/static/{name:path}", self.static),
            Route("/picture/{kind}/{slug}.svg", self.picture),
            Route("/sitemap.xml", self.sitemap),
            Route("/robots.txt", self.robots),
            Route("/downloads/musclegraph.{suffix}", self.dump),
        ]

    async def static(self, request: Request) -> Response:
        """Answer a file of `static/`; its address changes when it does."""
        name = request.path_params["name"]
        content, small = self._static.get(name), self._static.get(f"{name}.br")
        if content is None and small is None:
            raise NotFound(f"no file {name[:100]!r}")
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if content is not None:
            return Response(content, headers=headers, media_type=media_type)
        assert small is not None
        if "br" in re.split(r"[\s,;]+", request.headers.get("accept-encoding", "")):
            headers["Content-Encoding"] = "br"
            return Response(small, headers=headers, media_type=media_type)
        return Response(brotli.decompress(small), headers=headers, media_type=media_type)

    async def picture(self, request: Request) -> Response:
        """Answer what is around a claim, a concept or a study as an SVG file."""
        name = "{kind}:{slug}".format_map(request.path_params)
        tag = caching.etag(self._snapshot.store.snapshot_id, SVG, name)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        drawn = await run_in_threadpool(picture, self._snapshot, name)
        headers = caching.headers(tag) | {"Content-Security-Policy": _PICTURE_POLICY}
        return Response(drawn, headers=headers, media_type=SVG)

    async def sitemap(self, request: Request) -> Response:
        """Answer the addresses of the pages that readers look for."""
        base = str(request.base_url).rstrip("/")
        entries = "".join(
            f"<url><loc>{escape(base + path)}</loc></url>" for path in self._site.addresses()
        )
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">'
        body = f"{head}{entries}</urlset>"
        return Response(body, media_type="application/xml")

    async def robots(self, request: Request) -> Response:
        """Answer which addresses crawlers need not try: those that compute."""
        lines = ("User-agent: *", "Disallow: /sparql", "Disallow: /query", "Disallow: /find")
        where = f"Sitemap: {request.base_url}sitemap.xml"
        return Response("\n".join((*lines, where, "")), media_type="text/plain")

    async def dump(self, request: Request) -> Response:
        """Answer all quads of the snapshot in one of DUMPS."""
        suffix = request.path_params["suffix"]
        if suffix not in DUMPS:
            raise NotFound(f"no download {suffix[:50]!r}", hint=f"one of {', '.join(DUMPS)}")
        snapshot_id = self._snapshot.store.snapshot_id
        path = self._folder / f"musclegraph-{snapshot_id}.{suffix}"
        if not path.is_file():
            await run_in_threadpool(self._snapshot.store.dump, path, DUMPS[suffix])
        tag = caching.etag(snapshot_id, DUMPS[suffix])
        return FileResponse(
            path, headers=caching.headers(tag), media_type=DUMPS[suffix], filename=path.name
        )
