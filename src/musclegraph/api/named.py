"""One GET route per question. No evidence route is written by hand."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Path, Query, Request, Response

from musclegraph.api import answers, caching, negotiate, schemas, tables
from musclegraph.api.paging import MOST, Page, page
from musclegraph.api.strict import StrictRoute
from musclegraph.core.names import BASE, CONCEPT_KINDS, PREFIXES
from musclegraph.queries.answer import answer as answered
from musclegraph.queries.answer import refuse_unknown
from musclegraph.queries.catalog import NamedQuery, Param
from musclegraph.store.opened import Snapshot
from musclegraph.store.sparql import Table, rows_at_most

_JSON, _LD, _CSV = "application/json", "application/ld+json", "text/csv"
_OURS = frozenset({_JSON, _LD, _CSV})  # the others are written by the engine
FORMS: Mapping[str, str] = {
    "json": _JSON,
    "csv": _CSV,
    "jsonld": _LD,
    "tsv": "text/tab-separated-values",
    "srj": "application/sparql-results+json",
    "srx": "application/sparql-results+xml",
}


def named_router(catalog: Mapping[str, NamedQuery], snapshot: Snapshot, most: int) -> APIRouter:
    """Build the routes; all comes from the headers. An answer has at most `most` rows."""
    router = APIRouter(route_class=StrictRoute)
    for query in in_order(catalog):
        columns = "\n".join(f"* `{name}`: {text}" for name, text in query.columns.items())
        content: dict[str, object] = {name: {} for name in FORMS.values()}
        content[_JSON] = {"schema": schemas.rows(query.columns)}
        content[_LD] = {"schema": {"type": "object"}}
        router.add_api_route(
            query.path,
            _endpoint(query, snapshot, most),
            name=query.name,
            operation_id=query.name,
            summary=query.summary,
            tags=list(query.tags),
            responses={200: {"content": content, "description": columns}},
        )
    return router


def in_order(catalog: Mapping[str, NamedQuery]) -> list[NamedQuery]:
    """Return the questions as their paths are to be tried."""
    # Fixed paths first, so that /claims/contested is not taken for the claim "contested".
    return sorted(catalog.values(), key=lambda query: (query.path.count("{"), query.path))


def examples(
    catalog: Mapping[str, NamedQuery], snapshot: Snapshot
) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return for each question what makes an example of its answer: its first row."""

    def first_row(query: NamedQuery) -> dict[str, Any]:
        table = answered(query, query.examples, snapshot.store, 1)
        return answers.rows(snapshot, table, page(snapshot.store.snapshot_id, 1, None))

    return {query.name: partial(first_row, query) for query in catalog.values()}


def answer(
    request: Request, query: NamedQuery, given: Mapping[str, str], wanted: Page, snapshot: Snapshot
) -> Response:
    """
    Answer one question, in the form that `format=` or `Accept` takes.

    Raises:
        BadParameter, NotAcceptable, NotFound: The request is wrong, or names nothing.
    """
    text = query.bind(given)  # refuses what is malformed before anything else is looked at
    name = request.query_params.get("format")
    media_type = negotiate.one_of(FORMS, request.headers.get("accept", ""), name)
    tag = answers.tag_of(snapshot, media_type)
    if caching.is_fresh(request, tag):
        return caching.not_modified(tag)
    headers = {**caching.headers(tag), **answers.headers(snapshot)}
    if media_type not in _OURS and not wanted.limit:
        body = snapshot.store.serialize(text, media_type)
        count = rows_at_most(body, media_type)
        if not count:
            refuse_unknown(query, given, snapshot.store)
        if count <= wanted.most:
            return Response(body, media_type=media_type, headers=headers)
    table = answered(query, given, snapshot.store, wanted.end)
    count = len(table.rows) + table.unread
    wanted = wanted.fitted(count)
    answer = _written(query, table, snapshot, media_type, wanted)
    if answer is None:  # a form that only the engine writes
        body = snapshot.store.serialize(wanted.of(text), media_type)
        answer = Response(body, media_type=media_type, headers=answers.headers(snapshot))
    answer.headers.update({**caching.headers(tag), **wanted.links(request, count)})
    return answer


def _endpoint(query: NamedQuery, snapshot: Snapshot, most: int) -> Callable[..., Response]:
    # A plain `def`: an embedded query cannot be interrupted, so it runs in a worker thread.
    def endpoint(
        request: Request,
        limit: int | None,
        cursor: str | None,
        format: str | None,
        **values: str | None,
    ) -> Response:
        wanted = page(snapshot.store.snapshot_id, limit, cursor, most)
        given = {name: value for name, value in values.items() if value is not None}
        return answer(request, query, given, wanted, snapshot)

    # FastAPI reads the parameters of a route from its signature, so we write one.
    declared = [_declare(param, query.path) for param in query.params.values()]
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    signature = inspect.Signature([request, *declared, *_COMMON])
    endpoint.__signature__ = signature  # type: ignore[attr-defined]
    return endpoint


def _written(
    query: NamedQuery, table: Table, snapshot: Snapshot, media_type: str, wanted: Page
) -> Response | None:
    if media_type == _JSON:
        return answers.json(answers.rows(snapshot, table, wanted))
    about = answers.headers(snapshot)
    cut = table._replace(rows=list(wanted.cut(table.rows)))
    if media_type == _CSV:
        return Response(tables.to_csv(cut.columns, cut.rows), media_type=_CSV, headers=about)
    if media_type == _LD:
        document = tables.to_json_ld(query.name, cut.columns, cut.records())
        return answers.json(document, about, _LD)
    return None


def _parameter(name: str, annotation: object, field: object) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=field
    )


_LIMIT = Query(
    None, ge=1, le=MOST, description="most rows of a page; all, up to a cap, if left out"
)
_CURSOR = Query(
    None,
    pattern=r"^[A-Za-z0-9_-]{1,60}$",
    description="where the page begins, from `next` or the header Link",
)
_COMMON = (
    _parameter("limit", int | None, _LIMIT),
    _parameter("cursor", str | None, _CURSOR),
    _parameter("format", str | None, schemas.format_of(FORMS)),
)


def _schema(param: Param) -> dict[str, str]:
    """Return what a program can know of a value before it asks; `Param.bound` has the last word."""
    if param.type == "integer":
        return {"pattern": "^-?[0-9]{1,18}$"}
    if param.type == "date":
        return {"format": "date"}
    local = "[A-Za-z0-9][A-Za-z0-9-]*"
    if not param.kind:
        return {"pattern": f"^(?:(?:{'|'.join(PREFIXES)}):{local}|https?://[a-z./]+)$"}
    kinds = "|".join(CONCEPT_KINDS if param.kind in CONCEPT_KINDS else (param.kind,))
    return {"pattern": f"^(?:(?:(?:{kinds}):)?{local}|{re.escape(BASE)}(?:{kinds})/{local})$"}


def _declare(param: Param, path: str) -> inspect.Parameter:
    about: dict[str, Any] = {"description": param.help, "examples": [param.example]}
    about["json_schema_extra"] = _schema(param)
    if f"{{{param.name}}}" in path:
        field = Path(**about)
    else:
        field = Query(None if param.optional else ..., **about)
    return _parameter(param.name, str | None if param.optional else str, field)
