"""Pages that list: claims, concepts of a kind, works, and where belief and evidence part."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row


class Listing(NamedTuple):
    """A page that lists the rows of one question; `node` is the column that each row is about."""

    title: str
    lead: str
    question: str
    node: str


LISTINGS = {
    "/conditions": Listing(
        "Conditions", "What a person has: kinds of cramp, diseases, injuries.", "conditions",
        "condition",
    ),
    "/symptoms": Listing("Symptoms", "What is felt or seen.", "symptoms", "symptom"),
    "/causes": Listing("Causes", "What is said to bring it on.", "causes", "cause"),
    "/treatments": Listing(
        "Treatments", "What is done about it. “None recorded here” does not say that a treatment "
        "has no harms.", "treatments", "treatment",
    ),
    "/mechanisms": Listing(
        "Mechanisms", "What is said to explain it.", "mechanisms", "mechanism"
    ),
    "/body-parts": Listing("Body parts", "Where it happens.", "body-parts", "body_part"),
    "/diagnostic-methods": Listing(
        "Diagnostic methods", "How it is told apart.", "diagnostic-methods", "diagnostic_method"
    ),
    "/sources": Listing("Sources", "Who takes positions on the claims.", "sources", "source"),
    "/publications": Listing(
        "Publications", "Records of the works behind the evidence.", "publications", "publication"
    ),
    "/studies": Listing("Studies", "The research that was weighed.", "studies", "study"),
    "/agents": Listing("People and firms", "Who speaks, studies, sells.", "agents", "agent"),
    "/gaps": Listing(
        "Claims that no study here tests", "Said by sources, and open.", "unstudied-claims", "claim"
    ),
}  # fmt: skip


def listing(path: str) -> Callable[[Desk, str, Asked], View]:
    """Return the maker of one of LISTINGS."""
    kind = LISTINGS[path]

    def page(desk: Desk, _: str, asked: Asked) -> View:
        rows = desk.ask(kind.question)
        once = list({row[kind.node]: row for row in rows}.values())
        shown = {"kind": kind, "rows": sorted(once, key=lambda row: _name(row, kind))}
        return View(template="list.html", shown=shown)

    return page


def claims_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return every claim, or those with one verdict (`result`), by what they are about."""
    wanted = asked.one("result")
    rows = [row for row in desk.ask("claims") if not wanted or row["result"].endswith(f"#{wanted}")]
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["subject_label"].casefold(), row["claim_label"])):
        groups.setdefault(row["subject_label"], []).append(row)
    return View(template="claims.html", shown={"groups": groups, "wanted": wanted})


def myths_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return popular beliefs that a source denies, beside what studies say."""
    denied = desk.ask("myths")
    named = {row["claim"] for row in denied}
    others = [row for row in desk.ask("popular-beliefs") if row["claim"] not in named]
    return View(template="myths.html", shown={"myths": denied, "others": others})


def disagreements_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the claims on which sources disagree, and those on which studies do."""
    return View(
        template="disagreements.html",
        shown={"sources": desk.ask("disputed-claims"), "studies": desk.ask("contested-claims")},
    )


def rules_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return the rules of the verdicts and where each design starts."""
    levels: dict[str, dict[str, int]] = {}
    rows = desk.ask("starting-levels")
    for row in rows:
        levels.setdefault(row["design_label"], {})[row["question_label"]] = int(row["level"])
    # The designs that count for most come first.
    ranked = sorted(levels.items(), key=lambda one: (-sum(one[1].values()), one[0]))
    return View(
        template="rules.html",
        shown={
            "rules": desk.ask("rules"),
            "levels": ranked,
            "asked": sorted({row["question_label"] for row in rows}),
            "words": desk.knowledge.rules.words_for,
        },
    )


def _name(row: Row, kind: Listing) -> str:
    return row[f"{kind.node}_label"].casefold()
