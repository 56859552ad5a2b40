"""The front page: what this is, and three questions to try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from string import Template

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from musclegraph import __version__
from musclegraph.queries.catalog import NamedQuery
from musclegraph.store.opened import Snapshot


def front_router(snapshot: Snapshot, questions: Mapping[str, NamedQuery]) -> APIRouter:
    """Build `/`; the page is made once, for the snapshot does not change."""
    template = Template(Path(__file__).with_name("front.html").read_text(encoding="utf-8"))
    manifest = snapshot.manifest
    items = (
        f"<li><code>{escape(query.name)}</code> {escape(query.summary)}</li>"
        for query in questions.values()
    )
    page = template.substitute(
        version=__version__,
        snapshot=escape(manifest["id"]),
        as_of=escape(manifest["notes"]["as_of"]),
        note=escape(f"{manifest['notes']['selection']} {manifest['notes']['advice']}"),
        quads=f"{manifest['counts']['quads']:,}",
        questions="\n".join(items),
    )
    router = APIRouter()
    router.add_api_route("/", _page(page), include_in_schema=False, response_class=HTMLResponse)
    return router


def _page(page: str) -> Callable[[], HTMLResponse]:
    policy = {"Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'"}
    return lambda: HTMLResponse(page, headers=policy)
