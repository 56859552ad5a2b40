"""How to cite a claim, a work or all of it, and the works behind it, as journals want it."""

from __future__ import annotations

from musclegraph import __version__
from musclegraph.core.errors import BadParameter, NotAcceptable, NotFound
from musclegraph.core.names import BASE, slug
from musclegraph.core.terms import Status
from musclegraph.export.cited import STYLES, Page, cite, cite_page
from musclegraph.export.selection import Selection, select
from musclegraph.export.works import KINDS, load_works
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk
from musclegraph.store.opened import about

_ROUTES = {
    "claim": "claims", "study": "studies", "source": "sources", "publication": "publications",
}  # fmt: skip
_DATASET = "MuscleGraph: claims about cramps, spasms and twitches, and the evidence on them"


def citing_page(desk: Desk, _: str, asked: Asked) -> View:
    """
    Return how to cite what `of` names, all of it if that is empty, with its works in `style`.

    Raises:
        BadParameter: Nothing that can be cited is called so, or there is no such style.
    """
    style = asked.one("style", next(iter(STYLES)))
    if style not in STYLES:
        raise BadParameter(f"style={style[:50]!r} is none here", hint=f"one of {', '.join(STYLES)}")
    chosen = _chosen(desk, asked.one("of"))
    works = load_works(chosen) if chosen.root else []
    label = _label(desk, chosen.root)
    if chosen.kind == "publication":
        cited, works = {name: cite(works[0], name) for name in STYLES}, []
    else:
        version = f"Version {__version__}, snapshot {desk.snapshot.manifest['id']}"
        page = Page(label or _DATASET, version, desk.as_of, chosen.root or BASE)
        cited = {name: cite_page(page, name) for name in STYLES}
    shown = {
        "root": chosen.root,
        "kind": chosen.kind,
        "label": label,
        "cited": cited,
        "style": style,
        "works": [(one.key, cite(one, style), one.status is Status.CURRENT) for one in works],
        "record": f"/v1/{_ROUTES[chosen.kind]}/{slug(chosen.root)}" if chosen.root else "",
        "name": f"{chosen.kind}:{slug(chosen.root)}" if chosen.root else "",
    }
    return View(template="cite.html", shown=shown)


def _chosen(desk: Desk, name: str) -> Selection:
    try:
        return select(desk.snapshot.store, about(desk.snapshot.manifest), name, KINDS)
    except (NotFound, NotAcceptable) as error:
        hint = "of=claim:dehydration-causes-cramp"
        raise BadParameter(f"of={name[:100]!r} cannot be cited", hint=hint) from error


def _label(desk: Desk, root: str) -> str:
    """Return what a node is called, a claim with its verdict; empty for all."""
    if not root:
        return ""
    if claim := desk.knowledge.claims.get(root):
        verdict = desk.ask("claim-verdict", claim=root, layer="mg:all")
        said = desk.term(verdict[0]["result"]) if verdict else ""
        return f"{claim.label}: {said}" if said else claim.label
    rows = desk.ask("node", node=root)
    return next(row["value"] for row in rows if row["property"].endswith("rdf-schema#label"))
