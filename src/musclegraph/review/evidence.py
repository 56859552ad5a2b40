"""From an accepted record to a publication, a study, a finding and a line, as Turtle has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from musclegraph.core.errors import BadParameter
from musclegraph.core.names import PREFIXES, compact, iri, slug
from musclegraph.review.forms import Form, Values, local
from musclegraph.review.history import GRAPH
from musclegraph.review.known import Known, Record
from musclegraph.store.quads import Quad, literal, quad, typed, value

KINDS = {
    "evidence-line": "EvidenceLine",
    "finding": "Finding",
    "study": "Study",
    "publication": "Publication",
}
_LABEL = f"{PREFIXES['rdfs']}label"
_PMID = f"{PREFIXES['fabio']}hasPubMedId"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, on which day (YYYY-MM-DD), why, and what they have to gain."""

    name: str
    day: str
    reason: str
    interest: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """An evidence line, and the quads of all it needs."""

    line: str
    quads: list[Quad]


class Coder:
    """Writes evidence into the graph of reviewed evidence; the shapes say what it can have."""

    def __init__(self, shapes: Path) -> None:
        self._forms = {kind: Form(shapes, kind) for kind in KINDS}

    def bring(
        self,
        record: Record,
        claim: tuple[str, str],
        known: Known,
        values: Mapping[str, Values],
        signed: Signed,
    ) -> Brought:
        """
        Return the line on `claim` (IRI and wording), with what is not here yet.

        It is always of the layer beyond the articles: they have read no record. A line of the same
        study on the claim that stands is replaced.

        Raises:
            BadParameter: A value is none of its class, or is of a study described elsewhere.
        """
        if known.study and values.get("study"):
            raise BadParameter(
                f"{compact(known.study)} is described already", hint="leave --design and --study"
            )
        publication = known.publication or _publication(record)
        study = known.study or iri("study", slug(publication))
        line = _line(study, claim[0], known)
        finding = iri("finding", slug(line).replace("--", "-"))
        short = _short(record)
        found = self._block(line, "evidence-line", values, signed)
        found += self._about(line, {"study": study, "claim": claim[0]})
        found.append(quad(line, local("reason"), literal(signed.reason, language="en"), GRAPH))
        found += _pairs(line, known.lines, known.replaced)
        found.append(_name(line, f"{short} on: {claim[1]}"))
        if values.get("finding"):
            found.append(quad(line, local("finding"), finding, GRAPH))
            found += self._block(finding, "finding", values, signed)
            found += self._about(finding, {"study": study, "reportedBy": publication})
            found.append(quad(finding, local("confirmedBy"), record.iri, GRAPH))
            found.append(_name(finding, f"{short}, finding on: {claim[1]}"))
        if not known.study:
            found += self._block(study, "study", values, signed)
            found += self._about(study, {"reportedIn": publication})
            found.append(_name(study, f"{short}: {record.one(PREFIXES['dcterms'] + 'title')}"))
        if not known.publication:
            found += self._block(publication, "publication", values, signed)
            found += self._copied(record, publication)
        return Brought(line, list(dict.fromkeys(found)))

    def change(self, found: list[Quad], values: Mapping[str, Values]) -> list[Quad]:
        """
        Return quads of an earlier review with other values.

        Raises:
            BadParameter: A value is none of its class, or its node is described elsewhere.
        """
        for kind, given in values.items():
            if not given:
                continue
            nodes = [value(q.subject) for q in found if value(q.object) == local(KINDS[kind])]
            if not nodes:
                raise BadParameter(
                    f"the review describes no {kind}", hint="edit it in the file that does"
                )
            gone = {self._forms[kind].iri(name) for name in given}
            found = [
                q for q in found if value(q.subject) != nodes[0] or value(q.predicate) not in gone
            ]
            found += self._forms[kind].fill(nodes[0], given, GRAPH)
        return found

    def _block(
        self, node: str, kind: str, values: Mapping[str, Values], signed: Signed
    ) -> list[Quad]:
        dated = literal(signed.day, datatype=f"{PREFIXES['xsd']}date")
        return [
            typed(node, local(KINDS[kind]), GRAPH),
            *self._forms[kind].fill(node, values.get(kind, {}), GRAPH),
            quad(node, local("layer"), local("beyond"), GRAPH),
            quad(node, f"{PREFIXES['dcterms']}created", dated, GRAPH),
        ]

    def _about(self, node: str, pairs: Mapping[str, str]) -> list[Quad]:
        return [quad(node, local(name), other, GRAPH) for name, other in pairs.items()]

    def _copied(self, record: Record, publication: str) -> Iterator[Quad]:
        """Yield what the record says of the publication, as far as its shape knows it."""
        for triple in record.triples:
            if self._forms["publication"].takes(value(triple.predicate)):
                yield quad(publication, value(triple.predicate), triple.object, GRAPH)
        yield quad(publication, local("confirmedBy"), record.iri, GRAPH)


def _publication(record: Record) -> str:
    if pmid := record.one(_PMID):
        return iri("publication", f"pmid-{pmid}")
    doi = record.one(f"{PREFIXES['prism']}doi").lower()
    return iri("publication", "doi-" + re.sub(r"[^a-z0-9]+", "-", doi).strip("-"))


def _line(study: str, claim: str, known: Known) -> str:
    base = f"{PREFIXES['evidence-line']}{slug(study)}--{slug(claim)}"
    names = (base, *(f"{base}--{number}" for number in range(2, 10)))
    free = next((name for name in names if name not in known.lines), "")
    if not free:
        raise BadParameter(f"{compact(base)} was read nine times", hint="edit the last review")
    return free


def _pairs(line: str, lines: tuple[str, ...], replaced: tuple[str, ...]) -> list[Quad]:
    return [quad(line, local("replaces"), one, GRAPH) for one in lines if one not in replaced]


def _name(node: str, text: str) -> Quad:
    return quad(node, _LABEL, literal(" ".join(text.split()), language="en"), GRAPH)


def _short(record: Record) -> str:
    """Return surname and year of the first author, as people speak of a study."""
    first = record.one(local("authors")).partition(",")[0].rsplit(" ", 1)[0]
    return f"{first or record.iri} {record.one(local('year'))}".strip()
