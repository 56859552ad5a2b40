"""What a new line can hang on: a record, and what is here already of its publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES, compact, expand
from musclegraph.ingest.record import pubmed_iri
from musclegraph.store import Store
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Triple, value

_IDENTIFIERS = frozenset((f"{PREFIXES['fabio']}hasPubMedId", f"{PREFIXES['prism']}doi"))
_RECORD = f"{PREFIXES['mg']}Record"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the snapshot: its address and its triples."""

    iri: str
    triples: tuple[Triple, ...]

    def one(self, property_iri: str) -> str:
        """Return a value of a property, empty if there is none."""
        found = (value(t.object) for t in self.triples if value(t.predicate) == property_iri)
        return next(found, "")

    @property
    def identifiers(self) -> frozenset[str]:
        """PMID and DOI, in small letters."""
        found = (t for t in self.triples if value(t.predicate) in _IDENTIFIERS)
        return frozenset(value(triple.object).lower() for triple in found)


@dataclass(frozen=True, slots=True)
class Known:
    """The publication, the study and the standing lines on a claim; empty if there is none."""

    publication: str = ""
    study: str = ""
    lines: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def record_iri(name: str) -> str:
    """
    Return the address of the record called `pmid:N`, `doi:10...`, or by its address.

    Raises:
        BadParameter: It is called by none of these.
    """
    kind, _, rest = name.partition(":")
    if kind == "pmid" and rest.isascii() and rest.isdecimal():
        return pubmed_iri(rest)
    try:  # it is looked for by a query, and so has to be an IRI
        return expand(f"https://doi.org/{rest}" if name.startswith("doi:10.") else name)
    except ValueError:
        raise BadParameter(
            f"{name[:200]!r} names no record", hint="name it as pmid:21148567 or doi:10.1000/x"
        ) from None


def read_record(name: str, store: Store) -> Record:
    """
    Return a record of the snapshot.

    Raises:
        BadParameter: The name is malformed.
        NotFound: The snapshot has no such record.
    """
    iri = record_iri(name)
    own = tuple(one for one in store.describe(iri) if value(one.subject) == iri)
    if not any(value(one.object) == _RECORD for one in own):
        raise NotFound(
            f"the snapshot has no record {name!r}",
            hint="musclegraph ingest pubmed --pmid N, then musclegraph build --records records",
        )
    return Record(iri, own)


def find_known(store: EmbeddedStore, record: Record, claim: str, study: str = "") -> Known:
    """
    Return what the curated data has of a record's publication.

    Args:
        store: The curated data.
        record: The record.
        claim: IRI of the claim, for the lines.
        study: IRI of the study that is meant, if the publication reports several.

    Raises:
        BadParameter: It reports several studies and none is named, or not the one named.
    """
    text = (QUERIES / "review" / "known.rq").read_text(encoding="utf-8")
    rows = [
        {name: term.value for name, term in row.items()} for row in store.select(text).records()
    ]
    own = [row for row in rows if row["identifier"].lower() in record.identifiers]
    studies = sorted({row["study"] for row in own if "study" in row})
    if (study and study not in studies) or (len(studies) > 1 and not study):
        raise BadParameter(
            f"the publication reports {', '.join(map(compact, studies)) or 'no study here'}",
            hint="name the one that is meant: --line study=study:SLUG" if studies else "leave it",
        )
    chosen = study or next(iter(studies), "")
    lines = [row for row in own if row.get("study") == chosen and row.get("claim") == claim]
    return Known(
        next((row["publication"] for row in own), ""),
        chosen,
        _unique(row["line"] for row in lines),
        _unique(row["line"] for row in lines if "later" in row),
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
