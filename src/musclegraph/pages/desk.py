"""One snapshot as the pages ask it: questions by name, the judge's knowledge, names of terms."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from musclegraph.claims.check import Checker
from musclegraph.core.errors import NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES
from musclegraph.queries import catalog
from musclegraph.store.opened import Snapshot, open_named
from musclegraph.verdict.changes import Change
from musclegraph.verdict.evidence import Knowledge, load_knowledge
from musclegraph.verdict.steps import Step, Steps, read_knowledge


class Row(dict[str, str]):
    """One row of an answer: plain text by column, empty where nothing is bound."""

    def __missing__(self, column: str) -> str:
        return ""


class Desk:
    """
    A snapshot and what pages need to know of it; each part is read when first needed.

    Args:
        snapshot: The snapshot.
        texts: Folder with the texts of the sources, if they are at hand.
        checker: What finds claims in text, if it is open already.
    """

    def __init__(
        self, snapshot: Snapshot, texts: Path | None = None, checker: Checker | None = None
    ) -> None:
        self.snapshot, self.texts, self._checker = snapshot, texts, checker
        self._queries: dict[str, catalog.NamedQuery] = {}
        self._interests: dict[str, tuple[str, ...]] = {}
        self._by_claim: dict[str, dict[str, list[Row]]] = {}

    @cached_property
    def questions(self) -> dict[str, catalog.NamedQuery]:
        """The named queries of the snapshot, by name."""
        return catalog.from_json(self.snapshot.catalog_json)

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that verdicts are made from."""
        return load_knowledge(self.snapshot.store)

    @cached_property
    def checker(self) -> Checker:
        """What finds claims in text."""
        assert self.snapshot.folder is not None
        return self._checker or Checker(self.snapshot.folder)

    @cached_property
    def steps(self) -> Steps:
        """What moved from each snapshot beside this one to the next."""
        assert self.snapshot.folder is not None
        home, own = self.snapshot.folder.parent, self.snapshot.folder.name
        return Steps(
            home,
            lambda name: self.snapshot if name == own else open_named(home, name),
            lambda one: self.knowledge if one is self.snapshot else read_knowledge(one),
        )

    @cached_property
    def moved(self) -> list[Change]:
        """The verdicts on all evidence that moved since the snapshot before."""
        found, _ = self.news("", 1)
        return [change for step in found for change in step.changes]

    def news(self, upto: str, most: int) -> tuple[list[Step], str]:
        """
        Return at most so many steps to this snapshot, or to an older one, and where to go on.

        What moved on what the articles cite is left out.

        Raises:
            NotFound: No such snapshot is kept beside this one, or none that is older.
        """
        if self.snapshot.folder is None:
            return [], ""
        line = self.steps.line(self.snapshot.folder.name)
        if upto and upto not in line:
            raise NotFound(f"no snapshot {upto[:100]!r} was made before and is kept")
        found, older = self.steps.last(line[line.index(upto or line[0]) :], most)
        return [step.on_all() for step in found], older

    @property
    def as_of(self) -> str:
        """The date of the evidence."""
        day: str = self.snapshot.manifest["notes"]["as_of"]
        return day

    @cached_property
    def terms(self) -> dict[str, Row]:
        """The terms of the ontology by IRI: `label` and `definition`."""
        return {row["term"]: row for row in self.ask("terms")}

    @cached_property
    def claims_on(self) -> dict[str, list[Row]]:
        """The claims that have a concept as subject or object, with how each stands."""
        found: dict[str, list[Row]] = {}
        for row in self.ask("claims"):
            for concept in {row["subject"], row["object"]} - {""}:
                found.setdefault(concept, []).append(row)
        return found

    @cached_property
    def pmids(self) -> dict[str, str]:
        """The PMIDs of publications by IRI."""
        return {row["publication"]: row["pmid"] for row in self.ask("pmids")}

    def on_claim(self, question: str, claim: str) -> list[Row]:
        """Return the rows on a claim of a question about all claims, which is asked once."""
        if question not in self._by_claim:
            found: dict[str, list[Row]] = {}
            for row in self.ask(question):
                found.setdefault(row["claim"], []).append(row)
            self._by_claim[question] = found
        return self._by_claim[question].get(claim, [])

    def interests_of(self, source: str) -> tuple[str, ...]:
        """Return what the people behind a source stand to gain."""
        if source not in self._interests:
            rows = self.ask("interests-of-source", source=source)
            self._interests[source] = tuple(dict.fromkeys(row["interest_label"] for row in rows))
        return self._interests[source]

    def ask(self, question: str, **values: str) -> list[Row]:
        """
        Return the rows of a named query, or of one in `queries/pages` or `queries/paths`.

        Raises:
            BadParameter: A value is malformed.
        """
        return self.run(self._query(question), values)

    def run(self, query: catalog.NamedQuery, values: dict[str, str]) -> list[Row]:
        """Return the rows of one query; BadParameter as for `NamedQuery.bind`."""
        table = self.snapshot.store.select(query.bind(values))
        names = table.columns
        return [
            Row((name, term.value) for name, term in zip(names, row, strict=True) if term)
            for row in table.rows
        ]

    def term(self, name: str) -> str:
        """Return what a member of a closed set is called, by IRI or local name."""
        iri = name if "://" in name else f"{PREFIXES['mg']}{name}"
        row = self.terms.get(iri)
        return row["label"] if row else ""

    def _query(self, name: str) -> catalog.NamedQuery:
        if name in self.questions:
            return self.questions[name]
        if name not in self._queries:
            # A question that is younger than the snapshot is asked as it is here.
            files = (QUERIES / folder / f"{name}.rq" for folder in ("pages", "paths", "competency"))
            self._queries[name] = catalog.load(next(path for path in files if path.is_file()))
        return self._queries[name]
