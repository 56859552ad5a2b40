"""`verdict-rules.ttl` as a table. No level, cap, step or sentence is written in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from musclegraph.core.errors import DataError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import slug
from musclegraph.core.terms import Certainty, Design, Question
from musclegraph.store import Store

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleTable:
    """
    The rules in one version.

    `numbers` are by name and what they apply to ("cap", "preprint"); `templates` by rule ("r6"),
    `phrases` by case ("r6.preprint"), `designs` what study designs are called.
    """

    version: str
    starts: Mapping[tuple[Question, Design], int] = field(repr=False)
    numbers: Mapping[tuple[str, str], int] = field(repr=False)
    templates: Mapping[str, str] = field(repr=False)
    phrases: Mapping[str, str] = field(repr=False)
    designs: Mapping[str, str] = field(repr=False)

    def number(self, name: str, of: str = "") -> int:
        """
        Return a number that the rules cannot do without.

        Raises:
            DataError: The table lacks it.
        """
        try:
            return self.numbers[name, of]
        except KeyError:
            raise DataError(
                f"the verdict rules lack the number {name} {of}".rstrip(),
                hint="add a mg:RuleParameter to ontology/verdict-rules.ttl",
            ) from None

    def get(self, name: str, of: str) -> int | None:
        """Return the number for one member of a closed set, or None if there is none."""
        return self.numbers.get((name, of))

    def members(self, name: str) -> frozenset[str]:
        """Return what the numbers called `name` apply to."""
        return frozenset(of for known, of in self.numbers if known == name)

    def start(self, question: Question, design: Design) -> int:
        """Return the level at which a design starts on a kind of question (R3)."""
        return self.starts.get((question, design), self.number("defaultStart"))

    def certainty(self, level: int) -> Certainty | None:
        """Return the name of a level, None for level 0."""
        for certainty in Certainty:
            if self.number("certainty", certainty) == level:
                return certainty
        return None

    def words_for(self, level: int) -> str:
        """Return a level as a reader sees it."""
        certainty = self.certainty(level)
        return certainty.words if certainty else "without weight"

    def design(self, design: Design) -> str:
        """Return what the ontology calls a study design."""
        return self.designs.get(design, design.words)

    def say(self, case: str, **details: object) -> str:
        """
        Return the words for one case of a rule.

        Raises:
            DataError: The table has no such words, or they need a detail that is not given.
        """
        return _fill(self.phrases, case, details)

    def template(self, rule: str, **details: object) -> str:
        """
        Return the sentence of a rule, filled in.

        Raises:
            DataError: As for `say`.
        """
        return _fill(self.templates, rule, details)


def load_rules(store: Store) -> RuleTable:
    """
    Read the rule table from a store.

    Raises:
        DataError: The table is missing or incomplete.
    """
    text = (QUERIES / "verdict" / "rules.rq").read_text(encoding="utf-8")
    records = store.select(text).records()
    return parse_rules({name: term.value for name, term in row.items()} for row in records)


def parse_rules(rows: Iterable[Row]) -> RuleTable:
    """
    Sort the rows of `queries/verdict/rules.rq` into a table.

    Raises:
        DataError: There is no version, or a question or design is unknown.
    """
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(row["part"], []).append(row)
    if len(parts.get("version", ())) != 1:
        raise DataError(
            "there is no one rule table with a version",
            hint="load ontology/verdict-rules.ttl, once",
        )
    return RuleTable(
        version=parts["version"][0]["text"],
        starts={_start(row): int(row["number"]) for row in parts.get("start", ())},
        numbers={
            (row["name"], slug(row["applies_to"])): int(row["number"])
            for row in parts.get("number", ())
        },
        templates={slug(row["name"]): row["text"] for row in parts.get("rule", ())},
        phrases={row["name"]: row["text"] for row in parts.get("phrase", ())},
        designs={slug(row["name"]): row["text"] for row in parts.get("design", ())},
    )


def _fill(texts: Mapping[str, str], key: str, details: Mapping[str, object]) -> str:
    try:
        return texts[key].format(**details)
    except KeyError as error:
        raise DataError(
            f"the verdict rules cannot say {key}: {error} is missing",
            hint="compare its template in ontology/verdict-rules.ttl with its callers",
        ) from error


def _start(row: Row) -> tuple[Question, Design]:
    try:
        return Question(slug(row["name"])), Design(slug(row["applies_to"]))
    except ValueError as error:
        raise DataError(
            f"a starting level names something unknown: {error}",
            hint="use the questions and designs of the ontology",
        ) from error
