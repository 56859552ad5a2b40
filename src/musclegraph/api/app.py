"""The app, assembled from an opened snapshot. Nothing here reads a file when imported."""

from __future__ import annotations

from fastapi import FastAPI

from musclegraph import __version__
from musclegraph.api import front, problems
from musclegraph.api.named import named_router
from musclegraph.api.resources import resource_router
from musclegraph.api.sparql import sparql_router
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.settings import Settings
from musclegraph.queries import catalog
from musclegraph.queries.records import load_records
from musclegraph.store.opened import Snapshot


def create_app(snapshot: Snapshot, settings: Settings) -> FastAPI:
    """Return the app: `/v1`, `/sparql`, `/docs` and the front page, all from `snapshot`."""
    app = FastAPI(
        title="MuscleGraph",
        version=__version__,
        summary="Claims about cramps, spasms and twitches, and the evidence for and against them",
        description=" ".join(snapshot.manifest["notes"][name] for name in ("selection", "advice")),
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)"},
    )
    problems.install(app)
    records = load_records(QUERIES / "export")
    questions = catalog.from_json(snapshot.catalog_json)
    # Questions first: /claims/contested is one of them, not the record of a claim.
    app.include_router(named_router(questions, snapshot), prefix="/v1")
    app.include_router(
        resource_router(records, ONTOLOGY / "context.jsonld", snapshot), prefix="/v1"
    )
    app.include_router(sparql_router(snapshot.store, settings))
    app.include_router(front.front_router(snapshot, questions))
    return app
