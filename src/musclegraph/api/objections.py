"""
POST /v1/objections: what a reader holds against a verdict, kept for a curator to read.

Off unless a folder is named. A stranger's words are written as text into a new Turtle file there,
and no file is ever replaced; nothing of it is in the graph, on a page or in a log until a curator
takes it over with `musclegraph review take`.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from musclegraph.api.client import client_of
from musclegraph.api.pages import sent
from musclegraph.api.problems import headers_of
from musclegraph.api.strict import StrictRoute
from musclegraph.api.texts import NOT_KEPT
from musclegraph.core.errors import BadParameter, DataError, MuscleGraphError, StoreError
from musclegraph.core.names import iri, slug
from musclegraph.core.refusals import TooLarge, TooMany, UnsupportedType
from musclegraph.core.settings import Settings
from musclegraph.pages.site import Site
from musclegraph.review import decide
from musclegraph.review.evidence import Signed
from musclegraph.review.forms import tidy

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_MOST_BYTES = 30_000
# Fewest and most characters, as ontology/shapes/objection.ttl has them.
_FIELDS = {
    "claim": (1, 200, "slug of the claim"),
    "reason": (10, 4000, "what is wrong: which study, what it found, where you read it"),
    "name": (2, 200, "your name, as it may be published"),
    "interest": (2, 500, "what you have to gain by the verdict, or none"),
    "page": (0, 500, "address of a page that shows it"),
}
_KEPT = {
    "objection": {"type": "string", "format": "uri", "description": "IRI of what is kept"},
    "status": {"type": "string"},
}
_SENT = {
    "claim": "dehydration-causes-cramp",
    "reason": "The trial of a reader is missing: PMID and result.",
    "name": "A reader",
    "interest": "none",
}


class Objections:
    """
    Takes objections into a folder, up to a number a day, and a smaller one from each client.

    Who sent how many is in memory alone: a restart forgets it, and no file has an address.
    """

    def __init__(self, site: Site, settings: Settings) -> None:
        self._site = site
        self._folder, self._settings = Path(settings.objections), settings
        self._of_clients, self._day = Counter[str](), ""
        self._one_at_a_time = threading.Lock()  # or more than the most are kept

    def router(self) -> APIRouter:
        """Build the route."""
        properties = {
            name: {"type": "string", "minLength": fewest, "maxLength": most, "description": text}
            for name, (fewest, most, text) in _FIELDS.items()
        }
        required = [name for name, (fewest, _, _) in _FIELDS.items() if fewest]
        schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
        schema["additionalProperties"] = False
        body = {_JSON: {"schema": schema, "example": _SENT}, _FORM: {"schema": schema}}
        router = APIRouter(route_class=StrictRoute)
        router.add_api_route(
            "/objections",
            self._endpoint,
            methods=["POST"],
            status_code=201,
            name="object",
            operation_id="object",
            summary="Hold something against the verdict on a claim, for a curator to read",
            tags=["reviews"],
            responses=_responses(),
            openapi_extra={"requestBody": {"required": True, "content": body}},
        )
        return router

    async def _endpoint(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in (_FORM, _JSON):
            raise UnsupportedType(f"cannot read {kind[:100]!r}", hint=f"send {_JSON}")
        try:
            claim, name = await self._taken(await request.body(), kind, client_of(request))
        except MuscleGraphError as error:
            if kind == _JSON:
                raise
            hint = f"go back, your words are still there; {error.hint}"
            page = await run_in_threadpool(self._site.problem, error.status, error.problem, hint)
            return sent(page, {**NOT_KEPT, **headers_of(error)})
        if kind == _FORM:
            address = f"/claim/{slug(claim)}#objected"
            return Response(status_code=303, headers={"Location": address})
        said = {"objection": iri("objection", name), "status": "kept for a curator to read"}
        return JSONResponse(said, status_code=201, headers={"Cache-Control": "no-store"})

    async def _taken(self, body: bytes, kind: str, client: str) -> tuple[str, str]:
        """Return the IRI of the claim, and the name of what is kept."""
        if len(body) > _MOST_BYTES:
            raise TooLarge(f"the objection has over {_MOST_BYTES:,} bytes", hint="be shorter")
        given = _checked(_parsed(body, kind))
        claim = self._site.claim_iri(given["claim"])
        return claim, await run_in_threadpool(self._keep, claim, given, client)

    def _keep(self, claim: str, given: Mapping[str, str], client: str) -> str:
        now = datetime.now(UTC)
        day = now.date().isoformat()
        pages = (given["page"],) if given["page"] else ()
        signed = Signed(
            name=given["name"],
            day=day,
            reason=given["reason"],
            interest=given["interest"],
            pages=pages,
        )
        name = f"{day}-{slug(claim)}-{secrets.token_hex(4)}"
        found = decide.objection(name, claim, signed)
        with self._one_at_a_time:
            self._refuse_full(now, client)
            try:
                decide.write(self._folder, name, found)
            except (DataError, StoreError) as error:  # which say where it was to be kept
                hint = "send it to the curators by other ways, or later"
                raise StoreError("the objection cannot be kept at present", hint=hint) from error
            self._of_clients[client] += 1
        return name

    def _refuse_full(self, now: datetime, client: str) -> None:
        day, settings = now.date().isoformat(), self._settings
        if day != self._day:
            self._day = day
            self._of_clients.clear()
        kept = sum(1 for _ in self._folder.glob(f"{day}-*.ttl"))
        if kept >= settings.objections_a_day:
            raise _too_many(now, f"{settings.objections_a_day} objections came today")
        if self._of_clients[client] >= settings.objections_per_client:
            own = settings.objections_per_client
            raise _too_many(now, f"{own} objections came today from where you are")


def _too_many(now: datetime, problem: str) -> TooMany:
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    error = TooMany(problem, hint="send it again tomorrow; days are those of UTC")
    error.retry_seconds = int((midnight - now).total_seconds()) + 1
    return error


def _responses() -> dict[int | str, dict[str, Any]]:
    schema = {"type": "object", "properties": _KEPT, "required": [*_KEPT]}
    return {
        201: {"description": "kept for a curator to read", "content": {_JSON: {"schema": schema}}},
        303: {"description": "kept, and back to the page: the answer to a form"},
    }


def _parsed(body: bytes, kind: str) -> dict[str, Any]:
    try:
        if kind == _JSON:
            found = json.loads(body)
            return found if isinstance(found, dict) else {}
        fields = parse_qs(body.decode(), max_num_fields=len(_FIELDS), errors="strict")
        return {name: values[0] for name, values in fields.items()}
    except (ValueError, RecursionError) as error:
        raise BadParameter("the body cannot be read", hint=f"send {_JSON}, see /docs") from error


def _checked(given: Mapping[str, Any]) -> dict[str, str]:
    if unknown := sorted(given.keys() - _FIELDS.keys()):
        raise BadParameter(f"no field {unknown[0][:100]!r}", hint=f"there are {', '.join(_FIELDS)}")
    found = {}
    for name, (fewest, most, text) in _FIELDS.items():
        value = given.get(name, "")
        if not isinstance(value, str):
            raise BadParameter(f"{name} is no text", hint=text)
        found[name] = tidy(value)
        if fewest and not any(map(str.isalnum, found[name])):
            raise BadParameter(f"{name} is missing", hint=text)
        if not fewest <= len(found[name]) <= most:
            raise BadParameter(f"{name} must have {fewest} to {most} characters", hint=text)
    page = found["page"]
    if page and (not page.startswith(("http://", "https://")) or set(page) & set(' <>"{}|\\^`')):
        raise BadParameter("page is no address", hint="https://...")
    return found
