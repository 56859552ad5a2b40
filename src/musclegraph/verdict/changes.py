"""Which verdicts moved between two states of the evidence, from what to what, because of what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from musclegraph.core.files import QUERIES
from musclegraph.core.model import Claim, Harm, Publication, Verdict, View
from musclegraph.core.names import compact
from musclegraph.core.terms import Status
from musclegraph.store import Store
from musclegraph.verdict.assess import find_harms
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge
from musclegraph.verdict.evidence import Knowledge
from musclegraph.verdict.material import Evidence

VIEWS: tuple[View, ...] = ("articles", "all")
_KINDS = {
    "lines": "evidence line", "studies": "study", "publications": "publication",
    "findings": "finding", "interests": "competing interest",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    A verdict that moved, or harms that are no longer the same beside it.

    `before` and `after` are None where the claim was not, or is no longer, there. `harms` are those
    that came (+) and went (-); they stand with the layer "all".
    """

    claim: Claim
    layer: View
    before: Verdict | None
    after: Verdict | None
    harms: tuple[str, ...]
    because: tuple[str, ...]


def touched(old: Knowledge, new: Knowledge) -> frozenset[str]:
    """
    Return the claims of which something that their judgement reads differs, or that one side lacks.

    Exactly these can have another verdict, fragility, position, harm or explanation; all others
    would come out the same, word for word.
    """
    claims = old.claims.keys() | new.claims.keys()
    if (old.rules, old.sources) != (new.rules, new.sources):
        return frozenset(claims)
    if old.evidence.interests != new.evidence.interests:
        return frozenset(claims)  # positions read those of every source
    return frozenset(iri for iri in claims if _material(iri, old) != _material(iri, new))


def _material(iri: str, known: Knowledge) -> object:
    claim = known.claims.get(iri)
    if claim is None:
        return None
    return (
        claim,
        known.statements_on.get(iri, ()),
        find_harms(claim, known),
        *(known.evidence.about(iri, view) for view in VIEWS),
    )


def find_changes(
    old: Knowledge, new: Knowledge, reasons: Mapping[str, Collection[str]] | None = None
) -> list[Change]:
    """
    Return what moved, by claim and layer.

    Args:
        old: The state before.
        new: The state after.
        reasons: Why the status of a publication is what it is, by its IRI.
    """
    found = []
    for iri in sorted(touched(old, new)):
        for view in VIEWS:
            before, after = _verdict(iri, old, view), _verdict(iri, new, view)
            harms = _harms(iri, old, new) if view == "all" else ()
            if _standing(before) != _standing(after) or harms:
                found.append(
                    Change(
                        claim=new.claims.get(iri) or old.claims[iri],
                        layer=view,
                        before=before,
                        after=after,
                        harms=harms,
                        because=tuple(_because(iri, old, new, view, reasons or {})),
                    )
                )
    return found


def fallen(known: Knowledge, publications: Collection[str]) -> Knowledge:
    """Return the same knowledge with these publications (IRIs) retracted."""
    evidence = known.evidence
    return replace(
        known,
        evidence=Evidence.of(
            evidence.lines.values(),
            evidence.studies.values(),
            [
                replace(one, status=Status.RETRACTED) if one.iri in publications else one
                for one in evidence.publications.values()
            ],
            evidence.findings.values(),
            evidence.interests.values(),
        ),
    )


def status_reasons(store: Store) -> dict[str, list[str]]:
    """Return why records of PubMed are followed, by publication."""
    text = (QUERIES / "verdict" / "status-reasons.rq").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in store.select(text).records():
        found.setdefault(row["publication"].value, []).append(row["reason"].value)
    return found


def standing(verdict: Verdict | None) -> str:
    """
    Return a verdict in a few words.

    >>> standing(None)
    'no such claim'
    """
    if verdict is None:
        return "no such claim"
    parts = [verdict.result.words]
    parts += [f"leaning {verdict.leaning.words}"] if verdict.leaning else []
    parts += [verdict.certainty.words] if verdict.certainty else []
    return ", ".join(parts)


def _verdict(iri: str, known: Knowledge, view: View) -> Verdict | None:
    claim = known.claims.get(iri)
    return judge(Case.open(claim, known.evidence, known.rules, view)) if claim else None


def _standing(verdict: Verdict | None) -> object:
    return verdict and (*verdict.direction, verdict.certainty)


def _harms(iri: str, old: Knowledge, new: Knowledge) -> tuple[str, ...]:
    before, after = (_harms_of(iri, known) for known in (old, new))
    return (
        *(f"+ {harm.label}" for key, harm in after.items() if key not in before),
        *(f"- {harm.label}" for key, harm in before.items() if key not in after),
    )


def _harms_of(iri: str, known: Knowledge) -> dict[str, Harm]:
    claim = known.claims.get(iri)
    return {harm.iri: harm for harm in find_harms(claim, known)} if claim else {}


def _because(
    iri: str, old: Knowledge, new: Knowledge, view: View, reasons: Mapping[str, Collection[str]]
) -> Iterator[str]:
    if old.rules != new.rules:
        yield f"the rules are {new.rules.version}, they were {old.rules.version}"
    if old.claims.get(iri) != new.claims.get(iri):
        yield "the claim itself was changed"
    before, after = old.evidence.about(iri, view), new.evidence.about(iri, view)
    for name, kind in _KINDS.items():
        was, now = getattr(before, name), getattr(after, name)
        for node in sorted(was.keys() | now.keys()):
            if was.get(node) != now.get(node):
                yield _difference(kind, node, was.get(node), now.get(node), reasons)


def _difference(
    kind: str, node: str, was: object, now: object, reasons: Mapping[str, Collection[str]]
) -> str:
    name = compact(node)
    if isinstance(was, Publication) and isinstance(now, Publication) and was.status != now.status:
        signs = "; ".join(reasons.get(node, ()))
        why = f" ({signs})" if signs else ""
        return f"{name} is {now.status.words}, it was {was.status.words}{why}"
    if was is None:
        return f"{name} is new: {kind}"
    return f"{name} is gone: {kind}" if now is None else f"{name} was changed: {kind}"
