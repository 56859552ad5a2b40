"""What a reviewer works on: the curated data with all reviews, and the records of a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact, iri, slug
from musclegraph.review import decide, known
from musclegraph.review.evidence import Coder, Signed
from musclegraph.review.forms import Values, local
from musclegraph.review.history import standing
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad, value

Decided = tuple[str, list[Quad]]
"""The name of a new file, and what belongs in it."""


class Desk:
    """Makes decisions; it writes nothing."""

    def __init__(self, ontology: Path, curated: list[Quad]) -> None:
        """Take the folder of the curated data, and all that is in it."""
        self.folder = ontology / "reviews"
        self._coder = Coder(ontology / "shapes")
        self._store = EmbeddedStore.from_quads(curated)
        self._standing = standing(curated)
        text = (QUERIES / "review" / "claims.rq").read_text(encoding="utf-8")
        self._nodes = {
            row["node"].value: (row["claim"].value, row["label"].value)
            for row in self._store.select(text).records()
        }

    def accept(
        self,
        claim: str,
        record: known.Record,
        values: Mapping[str, Values],
        signed: Signed,
    ) -> Decided:
        """
        Make evidence of a record.

        Raises:
            NotFound: There is no such claim.
            BadParameter: The record is accepted already, or a value is none of its class.
        """
        node, wording = self._claim(claim)
        earlier = self._earlier(node, record.iri, accepted=True)
        line = dict(values.get("evidence-line", {}))
        study = "".join(line.pop("study", ()))
        on = known.find_known(self._store, record, node, iri("study", slug(study)) if study else "")
        found = self._coder.bring(
            record, (node, wording), on, {**values, "evidence-line": line}, signed
        )
        name = self._name(signed, record.iri, node)
        points = {
            "claim": node,
            "decision": local("accepted"),
            "reviewedRecord": record.iri,
            "brings": found.line,
        }
        label = f"Accepted: {found.line.rpartition('/')[2]}"
        return name, [*decide.review(name, label, points, signed, revises=earlier), *found.quads]

    def reject(self, claim: str, record: str, signed: Signed) -> Decided:
        """
        Decide that a record, or what was accepted of it, is no evidence on a claim.

        Raises:
            NotFound: There is no such claim.
            BadParameter: The record's name is malformed, or it is rejected already.
        """
        node, _ = self._claim(claim)
        address = known.record_iri(record)
        earlier = self._earlier(node, address, accepted=False)
        name = self._name(signed, address, node)
        points = {"claim": node, "decision": local("rejected"), "reviewedRecord": address}
        label = f"Rejected: {_short(address)} on {slug(node)}"
        return name, decide.review(name, label, points, signed, revises=earlier)

    def edit(self, review: str, values: Mapping[str, Values], signed: Signed) -> Decided:
        """
        Read an accepted record otherwise than an earlier review has.

        Raises:
            NotFound: There is no such review, or a later one has taken its place.
            BadParameter: It has brought nothing, or a value is none of its class.
        """
        earlier = _node("review", review)
        path = self.folder / f"{slug(earlier)}.ttl"
        if earlier not in self._standing.values() or not path.is_file():
            raise NotFound(f"no review {review!r} that stands", hint="see: ask reviews")
        old = quads.read(path, None)
        own = {value(q.predicate): value(q.object) for q in old if value(q.subject) == earlier}
        if local("brings") not in own:
            raise BadParameter(f"{review} has brought no evidence", hint="accept the record anew")
        points = {
            name: own[local(name)] for name in ("claim", "decision", "reviewedRecord", "brings")
        }
        name = self._name(signed, points["reviewedRecord"], points["claim"])
        line = {**values.get("evidence-line", {}), "reason": [signed.reason]}
        brought = [q for q in old if value(q.subject) != earlier]
        found = self._coder.change(brought, {**values, "evidence-line": line})
        label = f"Edited: {slug(points['brings'])}"
        return name, [*decide.review(name, label, points, signed, revises=earlier), *found]

    def object(self, claim: str, signed: Signed) -> Decided:
        """Hold something against the verdict on a claim. NotFound if there is no such claim."""
        node, _ = self._claim(claim)
        name = decide.free_name(self.folder, f"{signed.day}-{slug(node)}")
        return name, decide.objection(name, node, signed)

    def answer(self, objection: str, decision: str, signed: Signed) -> Decided:
        """
        Say whether an objection is right: `decision` is accepted or rejected.

        Raises:
            NotFound: There is no such objection.
        """
        node = _node("objection", objection)
        if node not in self._nodes:
            raise NotFound(f"no objection {objection!r}", hint="see: ask objections")
        claim = self._nodes[node][0]
        earlier = self._standing.get((claim, node), "")
        name = decide.free_name(self.folder, f"{signed.day}-answer-{slug(node)}")
        points = {"claim": claim, "decision": local(decision), "reviewedObjection": node}
        label = f"{decision.capitalize()}: {slug(node)}"
        return name, decide.review(name, label, points, signed, revises=earlier)

    def _claim(self, name: str) -> tuple[str, str]:
        node = _node("claim", name)
        if node not in self._nodes:
            raise NotFound(f"no claim {name!r}", hint="see: musclegraph ask claims")
        return node, self._nodes[node][1]

    def _earlier(self, claim: str, record: str, *, accepted: bool) -> str:
        """Return the review of the same matter that stands; it must say something else."""
        earlier = self._standing.get((claim, record), "")
        decision = next(
            (
                value(triple.object)
                for triple in self._store.describe(earlier or claim)
                if value(triple.predicate) == local("decision")
            ),
            "",
        )
        if decision == local("accepted" if accepted else "rejected"):
            raise BadParameter(
                f"{compact(earlier)} says so already",
                hint=f"musclegraph review edit {slug(earlier)} ..." * accepted,
            )
        return earlier

    def _name(self, signed: Signed, record: str, claim: str) -> str:
        return decide.free_name(self.folder, f"{signed.day}-{_short(record)}--{slug(claim)}")


def _node(kind: str, name: str) -> str:
    """Return the IRI of what is called `name` or `kind:name`."""
    try:
        return iri(kind, name.removeprefix(f"{kind}:"))
    except ValueError:
        raise NotFound(f"no {kind} {name[:200]!r}", hint=f"see: ask {kind}s") from None


def _short(record: str) -> str:
    number = record.rstrip("/").rpartition("/")[2]
    return f"pmid-{number}" if "pubmed" in record else record.partition("doi.org/")[2]
