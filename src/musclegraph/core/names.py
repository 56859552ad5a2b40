"""
Prefixes, and the way between `claim:pickle-juice-relieves-cramp` and its IRI.

Individuals live at https://w3id.org/musclegraph/<kind>/<slug>, one prefix per kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

BASE = "https://w3id.org/musclegraph/"

CONCEPT_KINDS = (
    "condition", "symptom", "cause", "treatment", "mechanism", "body-part", "diagnostic-method",
    "scope",
)  # fmt: skip
KINDS = (
    *CONCEPT_KINDS,
    "claim", "source", "statement", "passage", "agent", "interest", "publication", "study",
    "finding", "harm", "evidence-line", "verdict", "myth", "override", "review", "objection",
    "lacuna", "source-issue", "difference", "update", "quotation", "care-advice", "search",
    "scheme", "rule", "graph", "query", "shape", "release", "mapping",
)  # fmt: skip

PREFIXES: Mapping[str, str] = {
    "mg": f"{BASE}ns#",
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "HP": "http://purl.obolibrary.org/obo/HP_",
    "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
    "DOID": "http://purl.obolibrary.org/obo/DOID_",
    "SYMP": "http://purl.obolibrary.org/obo/SYMP_",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "ICD10CM": "http://purl.bioontology.org/ontology/ICD10CM/",
}

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_LOCAL = re.compile(r"[A-Za-z0-9_.,:/+-]*")
# Longest namespace first, so that obo:HP_0003394 comes back as HP:0003394.
_BY_NAMESPACE = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def expand(text: str) -> str:
    """
    Return the IRI that `text` names: `prefix:local` with a prefix of ours, or an IRI itself.

    Raises:
        ValueError: It is neither.

    >>> expand("claim:pickle-juice-relieves-cramp")
    'https://w3id.org/musclegraph/claim/pickle-juice-relieves-cramp'
    """
    prefix, colon, local = text.partition(":")
    if colon and local and prefix in PREFIXES and _LOCAL.fullmatch(local):
        return PREFIXES[prefix] + local
    if text.partition("://")[1] and _IRI.fullmatch(text):
        return text
    raise ValueError(f"not an IRI and not prefix:name with a known prefix: {text!r}")


def compact(node: str) -> str:
    """
    Return `prefix:local` for an IRI in one of our namespaces, else the IRI unchanged.

    >>> compact("http://purl.obolibrary.org/obo/HP_0003394")
    'HP:0003394'
    """
    for prefix, namespace in _BY_NAMESPACE:
        if node.startswith(namespace) and _LOCAL.fullmatch(node[len(namespace) :]):
            return f"{prefix}:{node[len(namespace) :]}"
    return node


def slug(node: str) -> str:
    """
    Return what comes after the kind in one of our IRIs, or after the last slash or hash.

    >>> slug("https://w3id.org/musclegraph/claim/pickle-juice-relieves-cramp")
    'pickle-juice-relieves-cramp'
    """
    return re.split(r"[/#]", node)[-1]


def iri(kind: str, name: str) -> str:
    """
    Return the IRI of the individual `name` of `kind`.

    Raises:
        ValueError: `kind` is none of ours, or `name` is not letters, digits and hyphens.
    """
    if kind not in KINDS or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name):
        raise ValueError(f"no such thing: {kind}/{name}")
    return f"{BASE}{kind}/{name}"
