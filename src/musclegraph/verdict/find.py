"""What a person types to the claim or the studies that are meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from musclegraph.core.errors import NotFound
from musclegraph.core.model import Claim
from musclegraph.core.names import expand, iri, slug
from musclegraph.verdict.material import Evidence


def claim(name: str, claims: Mapping[str, Claim]) -> Claim:
    """
    Return the claim with this slug, name or IRI.

    Raises:
        NotFound: There is none; the hint lists what is near.
    """
    if found := claims.get(_iri("claim", name)):
        return found
    slugs = {slug(one.iri): one for one in claims.values()}
    labels = {one.label.lower(): slug(one.iri) for one in claims.values()}
    near = get_close_matches(name.lower(), [*slugs, *labels], n=3, cutoff=0.4)
    shown = [labels.get(one, one) for one in near]
    hint = f"did you mean {', '.join(dict.fromkeys(shown))}?" if shown else "see: ask claims"
    raise NotFound(f"no claim {name!r}", hint=hint)


def studies(name: str, evidence: Evidence) -> frozenset[str]:
    """
    Return the studies that are meant by `study:slug`, `pmid:N` or a publication.

    Raises:
        NotFound: No study here is called so or reported there.
    """
    text = name.replace("pmid:", "publication:pmid-")
    found = {_iri("study", text)} & evidence.studies.keys()
    found |= {
        study.iri
        for study in evidence.studies.values()
        if _iri("publication", text) in study.reported_in
    }
    if not found:
        raise NotFound(
            f"no study here is called {name!r} or reported in it",
            hint="name it as pmid:21148567 or study:schwellnus-2011; see: ask studies",
        )
    return frozenset(found)


def publication(name: str, evidence: Evidence) -> str:
    """Return the publication that is meant by `pmid:N` or `publication:slug`; empty if none is."""
    found = _iri("publication", name.replace("pmid:", "publication:pmid-"))
    return found if found in evidence.publications else ""


def _iri(kind: str, name: str) -> str:
    try:
        return expand(name) if ":" in name else iri(kind, name)
    except ValueError:
        return ""
