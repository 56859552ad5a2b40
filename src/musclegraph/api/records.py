"""One route for each kind of record, and the JSON-LD context that they share."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Path, Request, Response

from musclegraph.api import answers, caching, exports, negotiate, schemas, tables
from musclegraph.api.gone import refuse_gone
from musclegraph.api.nest import Nester
from musclegraph.api.strict import StrictRoute
from musclegraph.core.errors import NotFound
from musclegraph.core.names import iri
from musclegraph.queries.records import Record
from musclegraph.store import forms
from musclegraph.store.base import plain
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import TRIPLE_TYPES

_JSON, _JSON_LD, _CSV = "application/json", "application/ld+json", "text/csv"
_FORMS = {
    "json": _JSON,
    "jsonld": _JSON_LD,
    "csv": _CSV,
    **{suffix: media_type for media_type, suffix in TRIPLE_TYPES.items() if suffix != "jsonld"},
}
_CONTEXT = "v1/context.jsonld"


class _LinkedJson(Response):
    media_type = _JSON_LD


class Records:
    """
    The records of one snapshot.

    Args:
        records: How each kind is shown.
        context: The file of the JSON-LD context.
    """

    def __init__(
        self, records: Mapping[str, Record], context: pathlib.Path, snapshot: Snapshot
    ) -> None:
        self._records, self._snapshot = records, snapshot
        self._context = json.loads(context.read_text(encoding="utf-8"))
        self._nester = Nester(self._context["@context"])

    def router(self) -> APIRouter:
        """Build `/<kinds>/{slug}` for each record, and `/context.jsonld`."""
        router = APIRouter(route_class=StrictRoute)
        for record in self._records.values():
            router.add_api_route(
                f"/{record.plural}/{{slug}}",
                self._endpoint(record),
                name=f"{record.kind}-record",
                operation_id=f"{record.kind}-record",
                summary=record.summary,
                tags=["records"],
                responses={200: {"content": _content(record.kind)}},
            )
        content = {_JSON_LD: {"schema": {"type": "object"}, "example": self._context}}
        router.add_api_route(
            "/context.jsonld",
            self._context_file,
            name="context",
            operation_id="context",
            summary="The JSON-LD context of every record",
            tags=["records"],
            response_class=_LinkedJson,
            responses={200: {"content": content}},
        )
        return router

    def examples(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """Return for each kind what makes an example of a record, with one entry of each list."""
        return {f"{kind}-record": partial(self._shown, r) for kind, r in self._records.items()}

    def _context_file(self, request: Request) -> Response:
        return answers.cached(request, self._snapshot, self._context, _JSON_LD)

    def _endpoint(self, record: Record) -> Callable[..., Response]:
        place: Any = Path(examples=[record.example], description=f"the {record.kind}")
        forms = _FORMS | exports.media_types(record.kind)
        # Formats that share a media type are told apart by name alone.
        names = {forms[name]: name for name in forms if forms[name] not in _FORMS.values()}
        choice = schemas.format_of(forms)

        def endpoint(request: Request, slug: str = place, format: str | None = choice) -> Response:
            accept = request.headers.get("accept", "")
            media_type = negotiate.one_of(forms, accept, format)
            name = format if format in forms else names.get(media_type)
            if name is None or name in _FORMS:
                return self._answer(request, record, slug, media_type)
            return exports.exported(request, self._snapshot, name, _root(record, slug))

        return endpoint

    def _answer(self, request: Request, record: Record, slug: str, media_type: str) -> Response:
        root = _root(record, slug)
        triples = self._snapshot.store.construct(record.bind(root))
        if not triples:
            raise _missing(record, slug)
        refuse_gone(root, triples)
        tag = answers.tag_of(self._snapshot, media_type)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        headers = {**caching.headers(tag), **answers.headers(self._snapshot)}
        if media_type in (_JSON, _JSON_LD):
            nested = self._nester.nest(root, plain(triples))
            document = self._document(nested, str(request.base_url))
            return answers.json(document, caching.headers(tag), media_type)
        if media_type == _CSV:
            return Response(tables.record_csv(plain(triples)), media_type=_CSV, headers=headers)
        body = forms.write(triples, media_type)
        return Response(body, media_type=media_type, headers=headers)

    def _document(self, nested: dict[str, Any], address: str) -> dict[str, Any]:
        return {"@context": f"{address}{_CONTEXT}", **nested, **answers.about(self._snapshot)}

    def _shown(self, record: Record) -> dict[str, Any]:
        root = iri(record.kind, record.example)
        nested = self._nester.nest(root, self._snapshot.store.triples(record.bind(root)))
        short: dict[str, Any] = _shortened(self._document(nested, "http://127.0.0.1:8471/"))
        return short


def _content(kind: str) -> dict[str, Any]:
    nested = {"schema": schemas.record(kind)}
    exported = exports.media_types(kind).values()
    written: dict[str, Any] = {media_type: {} for media_type in (*_FORMS.values(), *exported)}
    # An export may be JSON-LD too, of another vocabulary.
    other = {"type": "object", "required": ["@context"]}
    linked = (
        {"schema": {"anyOf": [schemas.record(kind), other]}} if _JSON_LD in exported else nested
    )
    return {**written, _JSON: nested.copy(), _JSON_LD: linked}


def _shortened(value: Any) -> Any:
    if isinstance(value, list):
        return [_shortened(entry) for entry in value[:1]]
    if isinstance(value, dict):
        return {key: _shortened(entry) for key, entry in value.items()}
    return value


def _root(record: Record, slug: str) -> str:
    try:
        return iri(record.kind, slug)
    except ValueError:
        raise _missing(record, slug) from None


def _missing(record: Record, slug: str) -> NotFound:
    return NotFound(
        f"no {record.kind} {slug!r}", hint=f"see /v1/{record.plural} or /v1/search?q=..."
    )
