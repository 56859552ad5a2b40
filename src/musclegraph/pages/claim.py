"""The page of a claim: the verdict, the evidence, who says so, and what would change it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.model import Claim
from musclegraph.core.model import View as Layer
from musclegraph.core.names import iri
from musclegraph.pages import evidence, history, meta, voices
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk, Row
from musclegraph.pages.words import sentences
from musclegraph.paths.wording import unsaid
from musclegraph.verdict import find
from musclegraph.verdict.assess import Assessment, assess
from musclegraph.verdict.case import Case
from musclegraph.verdict.history import turns
from musclegraph.verdict.material import Evidence
from musclegraph.verdict.words import list_words, name_of


class Lens(NamedTuple):
    """How a reader wants evidence judged: which of it, up to when, without which studies."""

    layer: Layer
    as_of: date | None
    without: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is the verdict that stands: all evidence, today."""
        return self == (("all"), None, ())


def claim_page(desk: Desk, slug: str, asked: Asked) -> View:
    """
    Return the page of one claim.

    Raises:
        NotFound: There is no such claim.
        BadParameter: `layer` or `as_of` is malformed, or a study in `without` does not exist.
    """
    known = desk.knowledge
    try:
        claim = known.claims[iri("claim", slug)]
    except (KeyError, ValueError):
        raise NotFound(f"no claim {slug[:200]!r}", hint="see the list of claims") from None
    lens = _lens(desk, asked)
    found = assess(claim, known, lens.layer, lens.as_of, lens.without)
    case = Case.open(claim, known.evidence, known.rules, lens.layer, lens.as_of, lens.without)
    shown = evidence.dots(found, case, known)
    said = sentences(found.explanation)
    return View(
        template="claim.html",
        shown={
            "claim": claim,
            "pmids": desk.pmids,
            "frame": desk.on_claim("frames", claim.iri),
            "found": found,
            "headline": said[0],
            "machine": meta.of_claim(found, said[0], str(lens.as_of or desk.as_of)),
            "because": _because(found, said[1:]),
            "dots": shown,
            "rows": evidence.field(shown),
            "sides": evidence.SIDES,
            "level_words": known.rules.words_for,
            "speakers": voices.speakers(desk, claim.iri, lens.layer),
            "turns": turns(claim, known, lens.layer),
            "ifs": history.ifs(claim, known, lens.layer, found.fragility.sets)
            if lens.is_plain
            else [],
            "standing": None if lens.is_plain else assess(claim, known).verdict,
            "lens": lens,
            "gone": list_words([name_of(known.evidence.studies[one]) for one in lens.without]),
            "related": _related(desk, claim),
            "objections": desk.on_claim("objections", claim.iri),
            "searches": desk.on_claim("searches-of-claims", claim.iri),
        },
    )


def _related(desk: Desk, claim: Claim) -> list[Row]:
    """Return the other claims that share a subject or an object with it."""
    found = {
        row["claim"]: row
        for concept in (claim.subject, claim.object)
        for row in desk.claims_on.get(concept, ())
        if row["claim"] != claim.iri
    }
    return list(found.values())


def _because(found: Assessment, rest: list[str]) -> list[str]:
    """Return of the explanation what the page does not show in a place of its own."""
    elsewhere = (found.fragility.sentence, *(harm.gist for harm in found.harms))
    return [one for one in sentences(unsaid(" ".join(rest), elsewhere)) if not _is_scope(one)]


def _is_scope(sentence: str) -> bool:
    return sentence.startswith(("Drawn from a curated selection", "This counts only"))


def _lens(desk: Desk, asked: Asked) -> Lens:
    layer = asked.one("layer", "all")
    if layer not in ("all", "articles"):
        raise BadParameter(f"layer={layer[:50]!r} is neither all nor articles", hint="layer=all")
    day = _day(asked.one("as_of"), desk.as_of)
    known = desk.knowledge.evidence
    without = {study for name in asked.all("without") for study in _studies(name, known)}
    return Lens("articles" if layer == "articles" else "all", day, tuple(sorted(without)))


def _studies(name: str, known: Evidence) -> frozenset[str]:
    try:
        return find.studies(name, known)
    except NotFound as error:
        raise BadParameter(error.problem, hint=error.hint) from None


def _day(text: str, today: str) -> date | None:
    if not text or text == today:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadParameter(f"as_of={text[:50]!r} is no date", hint="as_of=2012-12-31") from None
    if text > today:
        raise BadParameter(f"as_of={text} lies after the curation", hint=f"it stands at {today}")
    return day
