"""MG001 to MG005 and MG010: what a sentence claims against what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from musclegraph.claims.told import SURE_OF_READING
from musclegraph.lint.diagnostic import Diagnostic, diagnose
from musclegraph.lint.reading import Line, Match, Reading
from musclegraph.lint.works import Works

_SHOWN = 3
_GUESS = 0.3  # a claim less sure than this is a guess, and a wrong alarm worse than a missed one
# How a belief is called doubtful, the belief itself being named again only as such.
_ANSWER = re.compile(
    r"\b(?:it|that|this|the|these|they|such)\b(?: \w+){0,3}? (?:is|are|was|were|has|have)"
    r"(?: \w+){0,2}? (?:disputed|doubt\w*|contested|unproven|untrue|wrong|false|mistaken|myths?"
    r"|not|no|never|little)\b"
    r"|\b(?:studies|trials|evidence|research)\b.*\b(?:not|no|little|against|disagree|doubt)\b",
    re.I,
)
_GENERAL = (
    "risk|harm|danger|side[ -]effects?|adverse|unsafe|warn|toxic|death|died|fatal|poison|caution"
)
_HARM = re.compile(rf"\b(?:{_GENERAL})", re.I)
_WORD = re.compile(r"[a-z]{5,}")
# Long words in the names of harms that name no harm.
_UNTELLING = {"people", "other", "three", "years", "about", "after", "events", "usually", "night"}
_MYTHS = {
    "refuted-by-studies": "studies refute it",
    "called-a-myth-studies-insufficient": "studies are insufficient",
    "called-a-myth-studies-conflict": "studies conflict",
}


def check_claims(reading: Reading) -> Iterator[Diagnostic]:
    """Yield what the claims of each sentence call for."""
    for line in reading.lines:
        for match in line.matches:
            if match["confidence"] < _GUESS:
                continue
            if not _is_answered(line, match, reading):
                yield from _standing(line, match, reading.works)
                yield from _myth(line, match)
            yield from _harm(line, match, reading)
            yield from _uncited(line, match, reading)


def _standing(line: Line, match: Match, works: Works) -> Iterator[Diagnostic]:
    outcome, basis = match["outcome"], match["basis"]
    if match["open"]:
        return  # neither said nor denied, so nothing contradicts it
    if outcome == "contradicted" and basis == "studies":
        yield _about(line, match, "MG001", _verdict(match), works)
    elif outcome == "contradicted":
        yield _about(line, match, "MG004", _positions(match), works)
    elif (outcome == "contested" or _is_sure(match)) and _is_doubtful(match):
        reason = _verdict(match) if basis == "studies" else _positions(match)
        yield _about(line, match, "MG002", reason, works)


def _is_doubtful(match: Match) -> bool:
    return match["outcome"] in ("contested", "uncertain") and not _shows_doubt(match)


def _is_sure(match: Match) -> bool:
    """Tell whether it is sure which way the sentence goes; if not, nobody is alarmed by that."""
    return bool(match["trace"]["polarity_confidence"] >= SURE_OF_READING)


def _shows_doubt(match: Match) -> bool:
    """Tell whether a sentence hedges, or turns down what nobody has settled, which is doubt too."""
    turned_down = match["attribution"] == "rejected" and match["polarity"] == "denies"
    return bool(match["hedged"] or (turned_down and match["outcome"] == "uncertain"))


def _is_answered(line: Line, match: Match, reading: Reading) -> bool:
    """Tell whether what others believe is told only for the next sentence to call it doubtful."""
    if match["attribution"] != "reported":
        return False
    after = next((one for one in reading.around(line) if one.start > line.start), None)
    if after is None:
        return False
    same = [one for one in after.matches if one["claim"] == match["claim"]]
    turned = any(one["open"] or one["polarity"] != match["polarity"] for one in same)
    return turned or _ANSWER.search(after.plain) is not None


def _verdict(match: Match) -> str:
    """Return what the studies add up to and how easily that would change."""
    told, stop, _ = match["verdict"]["explanation"].partition(". ")
    return f"{told}{stop}{match['verdict']['fragility']}"


def _positions(match: Match) -> str:
    """Return who takes which position, and who of them sells the treatment."""
    said = [
        f"{one['name']} {one['position']} it" + " and sells the treatment" * one["sells_treatment"]
        for one in match["sources"]
    ]
    return f"No study that decides it is on record; {', '.join(said) or 'no source speaks of it'}."


def _myth(line: Line, match: Match) -> Iterator[Diagnostic]:
    myth = match["verdict"]["myth"]
    has_doubt = match["open"] or (match["hedged"] and match["outcome"] != "contradicted")
    if myth and match["polarity"] == "asserts" and _is_sure(match) and not has_doubt:
        yield diagnose(
            "MG003",
            line.span,
            f"This is held to be a myth ({_MYTHS.get(myth, myth)}): {match['label']}.",
            claim=match["claim"],
        )


def _harm(line: Line, match: Match, reading: Reading) -> Iterator[Diagnostic]:
    harms = match["harms"]
    is_benefit = match["polarity"] == "asserts" and match["outcome"] != "contradicted"
    if not harms or not is_benefit or _is_named(line, match, reading):
        return
    is_serious = any(harm["severity"] == "serious-harm" for harm in harms)
    yield diagnose(
        "MG005",
        line.span,
        f"The paragraph names no harm of it, and there is one on record: {match['label']}.",
        level="warning" if is_serious else "note",
        claim=match["claim"],
        harms=_harms(match),
    )


def _is_named(line: Line, match: Match, reading: Reading) -> bool:
    """Tell whether the paragraph speaks of harm: in general, or of one that is on record."""
    told = " ".join(harm["label"].partition(":")[2] for harm in match["harms"]).lower()
    words = set(_WORD.findall(told)) - set(_WORD.findall(match["label"].lower())) - _UNTELLING
    near = " ".join(one.plain for one in reading.around(line))
    return bool(_HARM.search(near) or words.intersection(_WORD.findall(near.lower())))


def _uncited(line: Line, match: Match, reading: Reading) -> Iterator[Diagnostic]:
    if match["outcome"] == "contradicted" or reading.cites_near(line):
        return
    if suggested := _evidence(match, reading.works):
        yield diagnose(
            "MG010",
            line.span,
            f"Studies bear on this, and the paragraph cites none: {match['label']}.",
            claim=match["claim"],
            evidence=suggested,
        )


def _about(line: Line, match: Match, rule: str, reason: str, works: Works) -> Diagnostic:
    return diagnose(
        rule,
        line.span,
        f"The sentence {put(match)}: {match['label']}. {reason}",
        claim=match["claim"],
        evidence=_evidence(match, works),
        harms=_harms(match),
        rewording=match["rewording"],
    )


def put(match: Match) -> str:
    """Return which way a sentence goes, as a verb; what is not certain is told as what it seems."""
    asserts = match["polarity"] == "asserts"
    if _is_sure(match):
        return "asserts" if asserts else "denies"
    return "seems to assert" if asserts else "seems to deny"


def _harms(match: Match) -> tuple[str, ...]:
    return tuple(harm["gist"] or harm["label"] for harm in match["harms"])


def _evidence(match: Match, works: Works) -> tuple[str, ...]:
    """Return the works that weigh most, each with its direction and where to find it."""
    weighing = [line for line in match["evidence"] if line["level"] > 0][:_SHOWN]
    return tuple(dict.fromkeys(_in_words(line, works) for line in weighing))


def _in_words(line: Match, works: Works) -> str:
    found = [work for name in line["publication"] if (work := works.iri(name))]
    where = found[0] if found else None
    name = where.name if where else line["study"].partition(":")[2]
    reference = f" ({where.reference})" if where and where.reference else ""
    return f"{name}{reference} {line['direction']}"
