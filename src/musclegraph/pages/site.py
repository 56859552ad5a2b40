"""All pages of one snapshot: from a path and its parameters to HTML."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from musclegraph.core.errors import NotFound
from musclegraph.pages import lists
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.claim import claim_page
from musclegraph.pages.desk import Desk
from musclegraph.pages.find import find_page
from musclegraph.pages.front import files_page, front_page
from musclegraph.pages.render import environment
from musclegraph.pages.thing import thing_page
from musclegraph.store.opened import Snapshot, about

Maker = Callable[[Desk, str, Asked], View]

PLACES: Mapping[str, Maker] = {
    "/": front_page,
    "/find": find_page,
    "/claims": lists.claims_page,
    "/myths": lists.myths_page,
    "/disagreements": lists.disagreements_page,
    "/rules": lists.rules_page,
    **{path: lists.listing(path) for path in lists.LISTINGS},
}
"""Pages with a path of their own."""

_OF_KIND: Mapping[str, Maker] = {"claim": claim_page}


class Page(NamedTuple):
    """What is sent: a document with its status, or the place to go to."""

    html: str
    status: int = 200
    moved_to: str = ""


class Site:
    """
    Makes the pages of one snapshot. Safe to use from several threads.

    `places` are the pages with a path of their own: PLACES, or for bare files the front page alone.
    """

    def __init__(self, snapshot: Snapshot, texts: Path | None = None) -> None:
        self._desk = Desk(snapshot, texts)
        self.places = PLACES if snapshot.folder else {"/": files_page}
        self._templates = environment(about(snapshot.manifest))

    def place(self, path: str, asked: Asked) -> Page:
        """Return the page at one of `places`; errors as of its maker."""
        return self._written(self.places[path](self._desk, "", asked))

    def thing(self, kind: str, slug: str, asked: Asked) -> Page:
        """
        Return the page of what `/<kind>/<slug>` names.

        Raises:
            NotFound: Nothing is called so.
            BadParameter: A parameter of the page is malformed.
        """
        with contextlib.suppress(NotFound):
            if maker := _OF_KIND.get(kind):
                return self._written(maker(self._desk, slug, asked))
        # What was merged or withdrawn has no page of its kind any more.
        return self._written(thing_page(self._desk, f"{kind}/{slug}", asked))

    def problem(self, status: int, title: str, hint: str) -> Page:
        """Return a page that says what is wrong and what to do."""
        shown = {"title": title, "hint": hint.rstrip(".")}
        return self._written(View(template="problem.html", shown=shown, status=status))

    def _written(self, view: View) -> Page:
        if view.moved_to:
            return Page("", 303, view.moved_to)
        html = self._templates.get_template(view.template).render(view.shown)
        return Page(html, view.status)
