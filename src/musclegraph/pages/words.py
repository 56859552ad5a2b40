"""Small things that templates say: addresses, names of terms, marks of a verdict."""

from __future__ import annotations

import re

from musclegraph.core.names import BASE, KINDS, PREFIXES, slug
from musclegraph.core.terms import Certainty, Result

_NS = PREFIXES["mg"]
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")

# A verdict in one word, and in a sentence to stand alone.
RESULTS = {
    Result.SUPPORTED: ("Supported", "Studies bear it out."),
    Result.CONTRADICTED: ("Contradicted", "Studies speak against it."),
    Result.CONFLICTING: ("Conflicting", "Studies do not agree."),
    Result.INSUFFICIENT: ("Insufficient", "Too little evidence to say."),
    Result.NOT_ASSESSED: ("Not assessed", "No study here that carries weight has tested it."),
    Result.NOT_APPLICABLE: ("No verdict", "A matter of words or advice: no study settles it."),
}


def path(iri: str) -> str:
    """
    Return where a reader finds what an IRI names: a path here, or the web address itself.

    >>> path("https://w3id.org/musclegraph/claim/pickle-juice-relieves-cramp")
    '/claim/pickle-juice-relieves-cramp'
    >>> path("https://w3id.org/musclegraph/ns#Claim"), path("javascript:alert(1)")
    ('/ns#Claim', '')
    """
    if iri.startswith(BASE):
        kind = iri.removeprefix(BASE).partition("/")[0]
        if kind in KINDS or iri.startswith(_NS):
            return f"/{iri.removeprefix(BASE)}"
    return iri if iri.startswith(("https://", "http://")) else ""


def result_of(name: str) -> Result | None:
    """Return the verdict that an IRI or a local name stands for, None if it is none."""
    try:
        return Result(slug(name))
    except ValueError:
        return None


def certainty_of(name: str) -> Certainty | None:
    """Return the certainty that an IRI or a local name stands for, None if it is none."""
    try:
        return Certainty(slug(name))
    except ValueError:
        return None


def spaced(name: str) -> str:
    """
    Return a local name as words.

    >>> spaced("https://w3id.org/musclegraph/ns#quotedVoice")
    'quoted voice'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", slug(name)).lower()


def sentences(text: str) -> list[str]:
    """
    Split an explanation into its sentences.

    >>> sentences("Studies conflict on this. Two trials agree.")
    ['Studies conflict on this.', 'Two trials agree.']
    """
    return _SENTENCE.split(text) if text else []


def capital(text: str) -> str:
    """
    Return `text` with a capital, the rest as it is.

    >>> capital("randomised trial of EMG")
    'Randomised trial of EMG'
    """
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str = "") -> str:
    """
    Return a number with its noun.

    >>> count(1, "study"), count(2, "study"), count(1204, "claim")
    ('1 study', '2 studies', '1,204 claims')
    """
    plural = many or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{number:,} {one if number == 1 else plural}"
