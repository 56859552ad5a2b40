"""The app, assembled from an opened snapshot. Nothing here reads a file when imported."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import Lifespan
from starlette_compress import CompressMiddleware, add_compress_type

from musclegraph import __version__
from musclegraph.api import named, problems, search
from musclegraph.api.check import Checks
from musclegraph.api.description import Description
from musclegraph.api.edge import Edge
from musclegraph.api.exports import export_router
from musclegraph.api.fair import Fair
from musclegraph.api.files import Files
from musclegraph.api.health import Health
from musclegraph.api.lanes import Lanes
from musclegraph.api.lint import Lints
from musclegraph.api.metrics import Metrics
from musclegraph.api.news import News
from musclegraph.api.objections import Objections
from musclegraph.api.openapi import Document
from musclegraph.api.operations import Operations
from musclegraph.api.pages import Pages
from musclegraph.api.pieces import Pieces
from musclegraph.api.pools import pool_of
from musclegraph.api.records import Records
from musclegraph.api.result_cache import ResultCache
from musclegraph.api.sparql import Endpoint
from musclegraph.api.texts import Readers
from musclegraph.api.things import Things
from musclegraph.build.snapshot import verify
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.settings import Settings
from musclegraph.pages.site import Site
from musclegraph.queries import catalog
from musclegraph.queries.records import load_records
from musclegraph.store.opened import Snapshot, Where
from musclegraph.store.sparql import MEDIA_TYPES

if TYPE_CHECKING:
    from musclegraph.api.pools import AnyPool


_READ_BY_SCRIPTS = ["ETag", "Link", "Result-Cap", "Retry-After", "X-Request-ID"]


def create_app(snapshot: Snapshot, settings: Settings) -> FastAPI:
    """
    Return the app: `/v1`, `/sparql`, `/docs`, the IRIs and the front page, all from `snapshot`.

    The workers of `/sparql` live from the app's start to its end (`lifespan`).
    """
    pool = pool_of(snapshot, settings)
    app = _bare_app(pool, snapshot, settings)
    problems.install(app)
    metrics = Metrics(pool, snapshot.store.snapshot_id)
    questions = catalog.from_json(snapshot.catalog_json)
    # Questions first: /claims/contested is one of them, not the record of a claim.
    app.include_router(named.named_router(questions, snapshot, settings.max_rows), prefix="/v1")
    records = Records(load_records(QUERIES / "export"), ONTOLOGY / "context.jsonld", snapshot)
    readers = app.state.readers = Readers(snapshot, settings, pool.room)
    checks, lints = Checks(readers), Lints(readers)
    exported = export_router(snapshot, readers, settings.memory_quads)
    found = search.search_router(snapshot)
    for router in (records.router(), exported, found, checks.router(), lints.router()):
        app.include_router(router, prefix="/v1")
    description = Description(snapshot, settings)
    endpoint = Endpoint(snapshot, settings, pool, description)
    health, things = Health(snapshot, pool), Things(snapshot, settings)
    takes = bool(settings.objections)
    site = app.state.site = Site(snapshot, settings.texts, takes_objections=takes)
    news, objections = News(snapshot, site), Objections(site, settings)
    for router in (news.router(), *([objections.router()] if takes else ())):
        app.include_router(router, prefix="/v1")
    pages = Pages(site, settings, endpoint, readers, lambda: app.openapi())
    parts = (endpoint, description, metrics, health, pages, Files(snapshot, site), things)
    _route(app, routes := [route for part in parts for route in part.routes()], pages)
    examples = {
        **named.examples(questions, snapshot),
        **records.examples(),
        **search.examples(snapshot),
        **checks.examples(),
        **lints.examples(),
        **news.examples(),
    }
    operations = Operations(_example(), snapshot.store.graphs())
    Document(app, snapshot.store.snapshot_id, operations, examples).install()
    app.add_middleware(Lanes, endpoint.answer, questions, snapshot, settings.max_rows)
    _add_middleware(app, settings)
    paths = {route.endpoint: route.path for route in routes}
    app.add_middleware(Edge, metrics=metrics, paths=paths, limits=settings)
    return app


def _bare_app(pool: AnyPool, snapshot: Snapshot, settings: Settings) -> FastAPI:
    return FastAPI(
        title="MuscleGraph",
        version=__version__,
        summary="Claims about cramps, spasms and twitches, and the evidence for and against them",
        description=" ".join(snapshot.manifest["notes"][name] for name in ("selection", "advice")),
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)"},
        lifespan=_lifespan(pool, snapshot, settings),
        docs_url=None,  # its page loads scripts from elsewhere; ours is in `pages`
        redoc_url=None,
    )


def open_app(where: Where, settings: Settings) -> FastAPI:
    """
    Return the app of the snapshot in use, its pages ready for the first reader.

    Its files are compared with the manifest first, for the engine takes all memory on some damage.

    Raises:
        SnapshotError: There is none, or a file of it is not as it was published.
        StoreError: The store cannot be opened.
    """
    snapshot = where.open()
    if snapshot.folder is not None and snapshot.store_folder is not None:
        verify(snapshot.folder)
    app = create_app(snapshot, settings)
    app.state.site.warm()
    app.state.is_warm = True
    return app


def _example() -> str:
    return (QUERIES / "build" / "example.rq").read_text(encoding="utf-8")


def _route(app: FastAPI, routes: Sequence[Route], pages: Pages) -> None:
    app.router.routes.extend(routes)
    app.add_exception_handler(404, pages.unknown)


def _lifespan(pool: AnyPool, snapshot: Snapshot, settings: Settings) -> Lifespan[FastAPI]:
    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with pool, contextlib.AsyncExitStack() as ending:
            ending.push_async_callback(app.state.readers.close)
            copying: list[asyncio.Task[None]] = []
            # Until the copies are there, both lanes answer from disk.
            if snapshot.manifest["counts"]["quads"] <= settings.memory_quads:
                work = asyncio.to_thread(snapshot.store.hold), pool.hold()
                copying += map(asyncio.create_task, work)
            if getattr(app.state, "is_warm", False):
                copying.append(asyncio.create_task(app.state.readers.open()))
            yield
            for task in copying:
                task.cancel()
            await asyncio.gather(*copying, return_exceptions=True)

    return lifespan


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add what every request passes; the one added last is passed first."""
    for media_type in (*MEDIA_TYPES, problems.MEDIA_TYPE):
        add_compress_type(media_type)
    app.add_middleware(Fair, settings=settings)
    app.add_middleware(Pieces)
    app.add_middleware(CompressMiddleware)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=_READ_BY_SCRIPTS,
    )
    app.add_middleware(ResultCache, most_bytes=settings.cache_bytes)
    app.add_middleware(Pieces)  # a steady reader of a kept answer is no slow one
