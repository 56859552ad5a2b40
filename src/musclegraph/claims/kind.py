"""What a sentence is: a claim, or something that is set aside."""

from __future__ import annotations

import re
from typing import Literal

from musclegraph.claims.attribution import leaves_open
from musclegraph.claims.reading import Reading

Kind = Literal["claim", "question", "instruction", "anecdote", "other"]

_QUESTION = re.compile(r"\?[\s\"'”’)\]*_]*$")
_ENDED = re.compile(r"[.!…][\s\"'”’)\]*_]*$")
_HEADING = 6  # words; so short and without end or statement, it is a heading
_PERSONAL = re.compile(
    r"\b(?:I|I'm|I've|I'd|[Mm]y|[Ww]e|[Hh]e|[Ss]he|[Hh]is|[Hh]er|me|us|Dad|Mum)\b"
)
_CAPITAL_TWITCH = re.compile(r"(?<!^)(?<![.!?] )\bTwitch\b")
_SAID_TO_HELP = ("~cause", "~help", "~know", "~harm", "~same", "~sure")


def find_kind(text: str, reading: Reading) -> Kind:
    """Return what a sentence is, by its form and not by what it is about."""
    if _QUESTION.search(text):
        return "question"
    # "Whether it helps is looked at below" says nothing; that nobody knows it, something.
    asked = "whether" in reading.cues and not leaves_open(reading)
    if "meta" in reading.cues or asked or _CAPITAL_TWITCH.search(text):
        return "other"
    if not _ENDED.search(text) and not reading.marks and len(reading.stems) <= _HEADING:
        return "other"
    if is_imperative(reading):
        return "claim" if gives_a_reason(reading) else "instruction"
    return "anecdote" if is_personal(text) else "claim"


def is_imperative(reading: Reading) -> bool:
    """Tell whether the sentence opens with a verb that tells the reader to do something."""
    return "order" in reading.cues


def is_personal(text: str) -> bool:
    """Tell whether the sentence tells of certain people, the writer included."""
    return _PERSONAL.search(text.replace("’", "'")) is not None


def gives_a_reason(reading: Reading) -> bool:
    """Tell whether an instruction says what it is good for."""
    return "purpose" in reading.cues or "reject" in reading.cues


def gives_a_cause(reading: Reading) -> bool:
    """Tell whether a story says what came of what."""
    return "cause-word" in reading.cues or any(reading.terms.get(name) for name in _SAID_TO_HELP)
