"""One route for each kind of record, search by label and lay name, and the JSON-LD context."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from musclegraph.api import answers
from musclegraph.api.nest import Nester
from musclegraph.core.errors import NotFound
from musclegraph.core.names import compact, iri
from musclegraph.queries.records import Record
from musclegraph.store.opened import Snapshot

_JSON_LD = "application/ld+json"


class _Context(Response):
    media_type = _JSON_LD


def resource_router(records: Mapping[str, Record], context: Path, snapshot: Snapshot) -> APIRouter:
    """Build `/v1/<kinds>/{slug}` for each record, `/v1/search` and `/v1/context.jsonld`."""
    router = APIRouter()
    document = json.loads(context.read_text(encoding="utf-8"))
    nester = Nester(document["@context"])
    for record in records.values():
        router.add_api_route(
            f"/{record.plural}/{{slug}}",
            _record(record, nester, snapshot),
            name=f"{record.kind}-record",
            operation_id=f"{record.kind}-record",
            summary=record.summary,
            tags=["records"],
            responses={200: {"content": {_JSON_LD: {}}}},
        )
    router.add_api_route(
        "/search",
        _search(snapshot),
        name="search",
        operation_id="search",
        summary="Find concepts, claims, publications and people by label, lay name, PMID or DOI",
        tags=["search"],
    )
    router.add_api_route(
        "/context.jsonld",
        lambda: Response(json.dumps(document), media_type=_JSON_LD),
        name="context",
        operation_id="context",
        summary="The JSON-LD context of every record",
        tags=["records"],
        response_class=_Context,
        responses={200: {"content": {_JSON_LD: {"schema": {"type": "object"}}}}},
    )
    return router


def _record(record: Record, nester: Nester, snapshot: Snapshot) -> Callable[..., Response]:
    def endpoint(request: Request, slug: str) -> Response:
        try:
            root = iri(record.kind, slug)
        except ValueError:
            raise _missing(record, slug) from None
        triples = snapshot.store.triples(record.bind(root))
        if not triples:
            raise _missing(record, slug)
        body = {
            "@context": f"{request.base_url}v1/context.jsonld",
            **nester.nest(root, triples),
            **answers.about(snapshot),
        }
        wants_ld = _JSON_LD in request.headers.get("accept", "")
        return answers.cached(request, snapshot, body, _JSON_LD if wants_ld else None)

    return endpoint


def _missing(record: Record, slug: str) -> NotFound:
    return NotFound(
        f"no {record.kind} {slug!r}", hint=f"see /v1/{record.plural} or /v1/search?q=..."
    )


def _search(snapshot: Snapshot) -> Callable[..., Response]:
    def endpoint(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=200, description="words of a label")],
        kind: Annotated[str, Query(max_length=30, description="only this kind")] = "",
        limit: Annotated[int, Query(ge=1, le=100, description="most results")] = 10,
    ) -> Response:
        found = snapshot.text.search(q, limit, kind)
        results: list[dict[str, Any]] = [
            {**label._asdict(), "iri": compact(label.iri)} for label in found
        ]
        return answers.cached(request, snapshot, {**answers.about(snapshot), "results": results})

    return endpoint
