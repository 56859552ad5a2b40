"""From what a person types into the box to the page that is meant, or to a choice of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from musclegraph.core.names import BASE, PREFIXES, expand, slug
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.pages.words import path
from musclegraph.store.text import Label

MOST_CHARACTERS = 300
_SHOWN, _WORDS_OF_A_CLAIM = 25, 3
_CLOSEST = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
# What a code looks like when it is typed without the name of its vocabulary.
_CODES = {
    "ICD10CM": re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", re.IGNORECASE),
    "MESH": re.compile(r"[CD][0-9]{6,9}", re.IGNORECASE),
}


def find_page(desk: Desk, _: str, asked: Asked) -> View:
    """Return where the words lead if that is one place, else what they may mean."""
    typed = asked.one("q")[:MOST_CHARACTERS]
    if not typed:
        return View(moved_to="/")
    if direct := _named(desk, typed) or _coded(desk, typed):
        return View(moved_to=path(direct))
    labels = _labels(desk, typed)
    exact = [one for one in labels if one.text.casefold() == typed.casefold()]
    if len(exact) == 1:
        return View(moved_to=path(exact[0].iri))
    claims = _claims(desk, typed) if len(typed.split()) >= _WORDS_OF_A_CLAIM else []
    if len(claims) == 1 and not exact:
        return View(moved_to=path(claims[0]["claim"]))
    # That only one name has all the words says less than that they make a claim.
    if len(labels) == 1 and not claims:
        return View(moved_to=path(labels[0].iri))
    return View(
        template="find.html",
        shown={"typed": typed, "labels": labels, "claims": claims},
        status=200 if labels or claims else 404,
    )


def _named(desk: Desk, typed: str) -> str:
    """Return the IRI if the words are one, or a short name of one, that is here."""
    try:
        node = expand(re.sub(r"^pmid:\s*", "publication:pmid-", typed, flags=re.IGNORECASE))
    except ValueError:
        return ""
    return node if node.startswith(BASE) and desk.snapshot.store.describe(node) else ""


def _coded(desk: Desk, typed: str) -> str:
    for code in _codes(typed):
        found = desk.ask("concepts-of-code", code=code)
        found.sort(key=lambda row: (_CLOSEST.index(slug(row["match"])), row["concept"]))
        if found:
            return found[0]["concept"]
    return ""


def _codes(typed: str) -> Iterator[str]:
    prefix, colon, local = typed.partition(":")
    if colon and prefix.upper() in PREFIXES and re.fullmatch(r"[A-Za-z0-9.]+", local):
        yield f"{prefix.upper()}:{local.upper()}"
    for name, pattern in _CODES.items():
        if pattern.fullmatch(typed):
            yield f"{name}:{typed.upper()}"


def _labels(desk: Desk, typed: str) -> list[Label]:
    bare = re.sub(r"^(pmid|doi|https?://(dx\.)?doi\.org/)[:\s]*", "", typed, flags=re.IGNORECASE)
    return desk.snapshot.text.search(bare, _SHOWN)


def _claims(desk: Desk, typed: str) -> list[Row]:
    """Return the claims that the words make or ask about; without one, those they are like."""
    told = desk.checker.check(typed, answer_questions=True)["sentences"]
    for likeness in ("matches", "alternatives"):
        found = [f"{BASE}claim/{one['claim']}" for each in told for one in each[likeness]]
        if found:
            return [_row(desk, claim) for claim in dict.fromkeys(found)]
    return []


def _row(desk: Desk, claim: str) -> Row:
    verdict = desk.ask("claim-verdict", claim=claim, layer="mg:all")
    label = desk.knowledge.claims[claim].label
    return Row(claim=claim, label=label, result=verdict[0]["result"] if verdict else "")
