"""All pages of one snapshot: from a path and its parameters to HTML."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from musclegraph.claims.check import Checker
from musclegraph.core.errors import NotFound
from musclegraph.core.names import CONCEPT_KINDS, iri, slug
from musclegraph.pages import lists
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.catalogue import catalogue_page, question_page
from musclegraph.pages.check import check_page, download
from musclegraph.pages.cite import citing_page
from musclegraph.pages.claim import claim_page
from musclegraph.pages.compare import compare_page
from musclegraph.pages.concept import concept_page
from musclegraph.pages.dataset import data_page, ontology_page
from musclegraph.pages.desk import Desk
from musclegraph.pages.find import find_page
from musclegraph.pages.front import files_page, front_page
from musclegraph.pages.graph import graph_page
from musclegraph.pages.query import Answer, query_page
from musclegraph.pages.reference import reference_page
from musclegraph.pages.render import environment
from musclegraph.pages.source import source_page
from musclegraph.pages.thing import thing_page
from musclegraph.pages.words import path
from musclegraph.pages.work import publication_page, study_page
from musclegraph.store.opened import Snapshot, about
from musclegraph.verdict.steps import Step

Maker = Callable[[Desk, str, Asked], View]

PLACES: Mapping[str, Maker] = {
    "/": front_page,
    "/find": find_page,
    "/claims": lists.claims_page,
    "/questions": catalogue_page,
    "/questions/{slug}": question_page,
    "/data": data_page,
    "/compare": compare_page,
    "/cite": citing_page,
    "/myths": lists.myths_page,
    "/disagreements": lists.disagreements_page,
    "/rules": lists.rules_page,
    **{one: lists.listing(one) for one in lists.LISTINGS},
}
"""Pages with a path of their own."""

_SHARED: Mapping[str, Maker] = {"/check": check_page, "/ns": ontology_page}

_OF_KIND: Mapping[str, Maker] = {
    "claim": claim_page,
    "study": study_page,
    "publication": publication_page,
    "source": source_page,
    "graph": graph_page,
    **{kind: concept_page(kind) for kind in CONCEPT_KINDS if kind != "scope"},
}


class Page(NamedTuple):
    """What is sent: a document with its status, or the place to go to."""

    html: str
    status: int = 200
    moved_to: str = ""


class Site:
    """
    Makes the pages of one snapshot. Safe to use from several threads.

    `places` are the pages with a path of their own: PLACES, or for bare files the front page alone.
    `/check` and `/ns` are answered by others too, so they are not among them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        texts: Path | None = None,
        checker: Checker | None = None,
        *,
        takes_objections: bool = False,
    ) -> None:
        self._desk, self.store = Desk(snapshot, texts, checker), snapshot.store
        self.has_claims = snapshot.folder is not None
        self.places = PLACES if self.has_claims else {"/": files_page}
        self._templates = environment(about(snapshot.manifest))
        self._templates.globals["takes_objections"] = takes_objections

    def warm(self) -> None:
        """Read what pages share now, so that the first reader need not wait for it."""
        for name in self._templates.list_templates():
            self._templates.get_template(name)
        if self.has_claims:
            for part in (self._desk.knowledge, self._desk.claims_on, self._desk.terms):
                assert part is not None
            self.place("/", "", Asked())
            if first := next(iter(self._desk.knowledge.claims), ""):
                self.thing("claim", slug(first), Asked())

    def place(self, place: str, slug: str, asked: Asked) -> Page:
        """Return the page at one of `places`, `/check` or `/ns`; errors as of its maker."""
        maker = self.places.get(place) or _SHARED[place]
        return self._written(maker(self._desk, slug, asked))

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

    def news(self, upto: str, most: int) -> tuple[list[Step], str]:
        """Return the steps that led to a snapshot, and where to go on; errors as of the desk."""
        return self._desk.news(upto, most)

    def claim_iri(self, slug: str) -> str:
        """Return the IRI of a claim by its slug. NotFound if there is none."""
        with contextlib.suppress(ValueError):
            if (found := iri("claim", slug)) in self._desk.knowledge.claims:
                return found
        raise NotFound(f"no claim {slug[:200]!r}", hint="see the list of claims")

    def addresses(self) -> list[str]:
        """Return the paths of the pages of PLACES, and of every claim, concept and publication."""
        places = [one for one in self.places if "{" not in one and one != "/find"]
        if not self.has_claims:
            return places
        return places + [path(row["node"]) for row in self._desk.ask("nodes")]

    def query(self, asked: Asked, answer: Answer) -> Page:
        """Return the SPARQL page with what `/sparql` answered."""
        return self._written(query_page(self._desk, asked, answer))

    def reference(self, document: Mapping[str, Any]) -> Page:
        """Return the page that lists the operations of an OpenAPI document."""
        return self._written(reference_page(document))

    def report(self, asked: Asked) -> tuple[str, str]:
        """Return what the linter says of a text, and the media type; errors as of `download`."""
        return download(self._desk, asked)

    def problem(self, status: int, title: str, hint: str, meant: str = "") -> Page:
        """Return a page that says what is wrong and what to do; its search box holds `meant`."""
        shown = {"title": title, "hint": hint.rstrip("."), "meant": meant}
        return self._written(View(template="problem.html", shown=shown, status=status))

    def _written(self, view: View) -> Page:
        if view.moved_to:
            return Page("", 303, view.moved_to)
        html = self._templates.get_template(view.template).render(view.shown)
        return Page(html, view.status)
