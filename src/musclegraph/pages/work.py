"""The pages of a publication and of a study: the record, the findings, what hangs on it."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Container
from dataclasses import dataclass

from musclegraph.core.errors import NotFound
from musclegraph.core.model import Claim, Verdict
from musclegraph.core.names import iri
from musclegraph.pages import meta
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """One claim that a work bears on: its verdict, and the verdict if the work fell."""

    claim: Claim
    direction: str
    reason: str
    now: Verdict
    then: Verdict

    @property
    def moves(self) -> bool:
        """Whether the verdict would change."""
        one, other = self.now, self.then
        return (*one.direction, one.certainty) != (*other.direction, other.certainty)


def study_page(desk: Desk, name: str, asked: Asked) -> View:
    """
    Return the page of a study.

    Raises:
        NotFound: There is no such study.
    """
    known = desk.knowledge.evidence
    node = _node("study", name, known.studies)
    study = known.studies[node]
    return View(
        template="study.html",
        shown={
            "study": study,
            "works": [known.publications[one] for one in sorted(study.reported_in)],
            "findings": desk.ask("findings-of-study", study=node),
            "interests": [one.label for one in known.interests_of.get(node, ())],
            "same": desk.ask("same-data-studies", study=node),
            "impacts": impacts(desk, {node}),
        },
    )


def publication_page(desk: Desk, name: str, asked: Asked) -> View:
    """
    Return the page of a publication.

    Raises:
        NotFound: There is no such publication.
    """
    known = desk.knowledge.evidence
    node = _node("publication", name, known.publications)
    studies = [one for one in known.studies.values() if node in one.reported_in]
    record, title = _record(desk, node), known.publications[node].label
    return View(
        template="publication.html",
        shown={
            "work": known.publications[node],
            "record": record,
            "machine": meta.of_publication(node, title, record),
            "citation": meta.citation(title, record),
            "studies": studies,
            "findings": [
                row for one in studies for row in desk.ask("findings-of-study", study=one.iri)
            ],
            "cited": _cited(desk.ask("citations-of-publication", publication=node)),
            "impacts": impacts(desk, {one.iri for one in studies}),
        },
    )


def impacts(desk: Desk, studies: Collection[str]) -> list[Impact]:
    """Return every claim that the studies bear on, those whose verdict would move first."""
    known = desk.knowledge
    lines = [line for line in known.evidence.lines.values() if line.study in studies]
    found = []
    for line in {line.claim: line for line in lines}.values():
        claim = known.claims[line.claim]
        now = judge(Case.open(claim, known.evidence, known.rules))
        then = judge(Case.open(claim, known.evidence, known.rules, without=studies))
        found.append(
            Impact(claim=claim, direction=line.direction, reason=line.reason, now=now, then=then)
        )
    return sorted(found, key=lambda one: (not one.moves, one.claim.label))


def _cited(rows: list[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Return the places where it is cited, by source, its position and the claim."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["source"], row["position"], row["claim"]), []).append(row)
    return found


def _record(desk: Desk, node: str) -> Row:
    """Return the record of a publication: one value a property, by local name."""
    record = Row()
    for row in desk.ask("node", node=node):
        name = row["property"].rpartition("/")[2].rpartition("#")[2]
        record.setdefault(name, row["value_label"] or row["value"])
    return record


def _node(kind: str, name: str, known: Container[str]) -> str:
    with contextlib.suppress(ValueError):  # no name of ours
        if (node := iri(kind, name)) in known:
            return node
    raise NotFound(f"no {kind} {name[:200]!r}", hint="search for it by name")
