"""Findings as the JSON object that a caller gets, with reasons in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from musclegraph.claims.attribution import find_attribution, is_hedged, leaves_open
from musclegraph.claims.find import Findings, Found
from musclegraph.claims.outcome import find_outcome
from musclegraph.claims.text import Sentence

Answers = Mapping[str, Any]

# Below this it is not sure enough which way a sentence goes to tell its writer that it is
# contradicted; see training/README.md.
SURE_OF_READING = 0.7

_TURNING = {
    "neg": "a negation",
    "reject": 'a rejection such as "it is a myth"',
    "local": 'a contrast such as "rather than"',
    "void": 'a negation that turns nothing round, such as "not only"',
    "nomyth": "a rejection that is itself denied",
}


def tell(sentence: Sentence, findings: Findings, answers: Answers, layer: str) -> dict[str, Any]:
    """Return one sentence of the answer: MODEL of `sentences` in the documentation of `check`."""
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "kind": findings.kind,
        "matches": [_match(found, answers[found.shelf.claim], layer) for found in findings.found],
        "alternatives": [
            {"claim": claim, "confidence": round(confidence, 3)}
            for claim, confidence in findings.alternatives
        ],
    }


def _match(found: Found, answer: Answers, layer: str) -> dict[str, Any]:
    standing = answer["layers"][layer]
    outcome, basis = find_outcome(standing, found.asserts)
    if outcome == "contradicted" and not _is_sure(found):
        outcome = "uncertain"
    return {
        "claim": found.shelf.claim,
        "label": answer["label"],
        "polarity": "asserts" if found.asserts else "denies",
        "attribution": find_attribution(found.reading),
        "hedged": is_hedged(found.reading),
        "open": leaves_open(found.reading),
        "outcome": outcome,
        "basis": basis,
        "confidence": round(found.confidence, 3),
        "verdict": standing["verdict"],
        "harms": standing["harms"],
        "sources": standing["sources"],
        "evidence": standing["evidence"],
        "why": list(_why(found, answer, standing, (outcome, basis))),
        "trace": _trace(found),
        "rewording": standing["rewording"],
    }


def _why(
    found: Found, answer: Answers, standing: Answers, decided: tuple[str, str]
) -> Iterator[str]:
    reading, (outcome, basis) = found.reading, decided
    if leaves_open(reading):
        yield f"The sentence leaves the claim open: {answer['label']}."
    else:
        yield f"The sentence {_put(found)} the claim: {answer['label']}."
    if named := sorted(found.shelf.names(reading.terms)):
        yield f"It names {', '.join(term[2:].replace('-', ' ') for term in named)}."
    turning = [words for cue, words in _TURNING.items() if cue in reading.cues]
    if turning:
        yield f"It holds {' and '.join(turning)}."
    if not _is_sure(found):
        yield "That is not sure, and what may say the opposite is not called contradicted."
    if basis == "studies":
        yield standing["verdict"]["explanation"]
    else:
        yield "No verdict rests on studies, so what the sources say decides."
        yield standing["positions"]["sentence"]
    if outcome in ("contested", "uncertain") and _is_sure(found):
        put = "with its doubt" if is_hedged(reading) else "flatly"
        yield f"The matter is {outcome}, and the sentence puts it {put}."


def _put(found: Found) -> str:
    if _is_sure(found):
        return "asserts" if found.asserts else "denies"
    return "seems to assert" if found.asserts else "seems to deny"


def _is_sure(found: Found) -> bool:
    return found.polarity_confidence >= SURE_OF_READING


def _trace(found: Found) -> dict[str, Any]:
    reading = found.reading
    scales = {
        term[1:]: sign
        for term, sign in sorted(reading.terms.items())
        if term[0] == "~" and term[-1] not in "+-" and sign
    }
    return {
        "concepts": sorted({tag[2:] for _, _, tag in reading.concepts}),
        "cues": dict(sorted(reading.cues.items())),
        "scales": scales,
        "polarity_confidence": round(found.polarity_confidence, 3),
        "readers": ["core", found.second] if found.second else ["core"],
    }
