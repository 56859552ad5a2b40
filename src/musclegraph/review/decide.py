"""A decision or an objection as quads, and its file: written whole, once, and never changed."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from musclegraph.core.errors import DataError, SnapshotError
from musclegraph.core.names import PREFIXES, iri, slug
from musclegraph.review.evidence import Signed
from musclegraph.review.forms import local
from musclegraph.review.history import GRAPH
from musclegraph.store import quads
from musclegraph.store.quads import Quad, literal, quad, typed

_XSD_DATE = f"{PREFIXES['xsd']}date"


def review(
    name: str, label: str, points: dict[str, str], signed: Signed, *, revises: str = ""
) -> list[Quad]:
    """
    Return the quads of a review.

    Args:
        name: Its slug.
        label: What lists call it.
        points: IRIs by local name: claim, decision, reviewedRecord or reviewedObjection, brings.
        signed: Who, when, why.
        revises: IRI of the earlier review that it takes the place of.
    """
    node = iri("review", name)
    reason = literal(signed.reason, language="en")
    points = {**points, "revises": revises} if revises else points
    own = [quad(node, local(key), value, GRAPH) for key, value in points.items()]
    return [
        *_signed(node, "Review", label, signed),
        quad(node, local("reason"), reason, GRAPH),
        *own,
    ]


def objection(name: str, claim: str, signed: Signed) -> list[Quad]:
    """Return the quads of an objection to the verdict on `claim`; its reason is kept as it is."""
    node = iri("objection", name)
    label = f"Objection of {signed.day} to the verdict on {slug(claim)}"
    reason = literal(signed.reason)
    return [
        *_signed(node, "Objection", label, signed),
        quad(node, local("claim"), claim, GRAPH),
        quad(node, local("reason"), reason, GRAPH),
    ]


def _signed(node: str, kind: str, label: str, signed: Signed) -> list[Quad]:
    return [
        typed(node, local(kind), GRAPH),
        quad(node, f"{PREFIXES['rdfs']}label", literal(label, language="en"), GRAPH),
        quad(node, local("signedBy"), literal(signed.name), GRAPH),
        quad(node, f"{PREFIXES['dcterms']}date", literal(signed.day, datatype=_XSD_DATE), GRAPH),
        quad(node, local("declaredInterest"), literal(signed.interest), GRAPH),
        *(quad(node, local("confirmedBy"), page, GRAPH) for page in signed.pages),
    ]


def free_name(folder: Path, wanted: str) -> str:
    """Return `wanted`, made a slug, with a number after it if the folder has a file called so."""
    base = re.sub(r"[^a-z0-9-]+", "-", wanted.lower()).strip("-")[:150].rstrip("-")
    number, name = 1, base
    while (folder / f"{name}.ttl").exists():
        number += 1
        name = f"{base}-{number}"
    return name


def write(folder: Path, name: str, found: Iterable[Quad]) -> Path:
    """
    Write a new file; one that is there already is never touched.

    Raises:
        DataError: Another process has just taken the name.
        SnapshotError: The folder cannot be written.
    """
    path = folder / f"{name}.ttl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, hidden = tempfile.mkstemp(prefix=".", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(quads.to_turtle(found, PREFIXES))
                file.flush()
                os.fsync(file.fileno())
            os.chmod(hidden, 0o644)
            os.link(hidden, path)  # unlike a rename, this never replaces
        finally:
            os.unlink(hidden)
    except FileExistsError as error:
        raise DataError(f"{path} is there already", hint="try again") from error
    except OSError as error:
        raise SnapshotError(
            f"cannot write into {folder}: {error.strerror}", hint="name another: --ontology"
        ) from error
    return path
