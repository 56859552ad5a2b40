"""From what a person types to the node that is meant."""

from __future__ import annotations

from difflib import get_close_matches

from musclegraph.core.errors import NotFound
from musclegraph.core.names import CONCEPT_KINDS, compact, expand, slug
from musclegraph.paths.reading import Reader, text
from musclegraph.store.text import Label, TextIndex

# Where two nodes share a slug or a name, the one of the kind named first is meant.
KINDS = ("claim", *CONCEPT_KINDS, "study", "publication")
_CANDIDATES, _NEAR = 40, 5


def find(name: str, reader: Reader, index: TextIndex) -> tuple[str, str]:
    """
    Return the kind and IRI of the claim, concept, study or publication that `name` names.

    Args:
        name: `kind:slug`, an IRI, a bare slug, or a label, synonym or lay name in any case.
        reader: Where the nodes are.
        index: What they are called.

    Raises:
        NotFound: Nothing is called so, or several things are; the hint lists what is near.
    """
    nodes = {text(row, "node"): text(row, "label") for row in reader.rows("nodes")}
    for found in (_by_iri(name, nodes), _by_slug(name, nodes), _by_label(name, nodes, index)):
        if found:
            return kind(found), found
    raise NotFound(f"nothing here is called {name!r}", hint=_hint(name, nodes, index))


def kind(node: str) -> str:
    """
    Return the kind of one of our IRIs.

    >>> kind("https://w3id.org/musclegraph/symptom/muscle-cramp")
    'symptom'
    """
    return compact(node).partition(":")[0]


def _by_iri(name: str, nodes: dict[str, str]) -> str:
    try:
        node = expand(name)
    except ValueError:
        return ""
    return node if node in nodes and kind(node) in KINDS else ""


def _by_slug(name: str, nodes: dict[str, str]) -> str:
    found = [node for node in nodes if slug(node) == name and kind(node) in KINDS]
    return min(found, key=lambda node: KINDS.index(kind(node)), default="")


def _by_label(name: str, nodes: dict[str, str], index: TextIndex) -> str:
    wanted = _folded(name)
    named = {
        label.iri: label.role
        for label in index.search(name, _CANDIDATES)
        if _folded(label.text) == wanted and label.iri in nodes
    }
    named |= {node: "name" for node, label in nodes.items() if _folded(label) == wanted}
    main = [node for node, role in named.items() if role == "name"]
    found = main or list(named)
    if len(found) > 1:
        several = ", ".join(map(compact, sorted(found)))
        raise NotFound(f"{name!r} names several things", hint=f"name one of them: {several}")
    return found[0] if found else ""


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _hint(name: str, nodes: dict[str, str], index: TextIndex) -> str:
    """List what is near: nodes whose labels hold the words, then slugs that are spelled alike."""
    found: list[Label] = index.search(name, _NEAR)
    near = [compact(label.iri) for label in found if label.iri in nodes]
    slugs = {slug(node): compact(node) for node in nodes if kind(node) in KINDS}
    typed = "-".join(name.partition(":")[2].split() or name.split()).lower()
    near += [slugs[like] for like in get_close_matches(typed, sorted(slugs), n=_NEAR, cutoff=0.5)]
    listed = ", ".join(list(dict.fromkeys(near))[:_NEAR])
    return f"near it: {listed}" if listed else "name a claim, a concept or a study"
