"""The wordings of claims, read; and the frames that they fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from math import sqrt

from musclegraph.claims.curated import Curated, Values
from musclegraph.claims.reading import Reader, Reading

Broader = Mapping[str, frozenset[str]]

_NAMING = 0.15  # a term in fewer of a concept's labels does not name it
# How surely a broader concept names each side: "cramp" will do for the cramp of a claim, while
# "dehydration" is not yet mild dehydration.
_SIDES = (("subject", 0.6), ("object", 0.85))
_NAMED = 8  # how many sentences to make of the names alone
_COMMON = 4  # a term in the labels of more concepts than this names each of them less surely


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put a claim; `polarity` is 1 where it asserts the claim and -1 where it denies."""

    claim: str
    polarity: int
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    What a claim is about.

    `about` are slugs of concepts; `facets` the terms that name its subject and its object, and how
    surely; `named` a few sentences that just put names of both together; `poles` words for either
    end, read: those that carry the claim's direction with 1.
    """

    claim: str
    about: tuple[str, ...]
    facets: tuple[Mapping[str, float], ...] = ({}, {})
    named: tuple[Reading, ...] = ()
    poles: tuple[tuple[int, Reading], ...] = ()


def texts(curated: Curated) -> list[tuple[str, int, str]]:
    """Return claim, polarity and text of every wording; the canonical ones assert."""
    return [found for claim, values in curated.claims.items() for found in _texts(claim, values)]


def read_wordings(curated: Curated, reader: Reader) -> list[Wording]:
    """Return every wording, read."""
    return [Wording(*found, reader.read(found[2])) for found in texts(curated)]


def read_frames(curated: Curated, reader: Reader) -> list[Frame]:
    """Return the frame of every claim, in the order of their slugs."""
    names = _names(curated, reader)
    labels: dict[str, list[str]] = {}
    for concept, label in curated.labels:
        labels.setdefault(concept, []).append(label)
    return [
        Frame(
            claim=claim,
            about=(*values.get("about", ()), *values.get("scope", ())),
            facets=tuple(
                _facet(values.get(side, values["subject"])[0], names, curated.broader, loosely)
                for side, loosely in _SIDES
            ),
            named=tuple(
                reader.read(text) for text in _put_together(values, labels, curated.broader)
            ),
            poles=tuple(
                (polarity, reader.read(text))
                for polarity, name in ((1, "pole"), (-1, "oppositePole"))
                for text in values.get(name, ())
            ),
        )
        for claim, values in sorted(curated.claims.items())
    ]


def _put_together(
    values: Values, labels: Mapping[str, list[str]], broader: Broader
) -> Iterator[str]:
    """
    Yield names of subject and object in turn, with a word for the claim's direction between.

    The object may be put more broadly: who says that dehydration causes cramps means the cramps
    that the claim on dehydration is about.
    """
    if "object" in values:
        subject, thing = values["subject"][0], values["object"][0]
        above = [label for other in sorted(broader.get(thing, ())) for label in labels[other][:3]]
        things = [name for pair in zip(labels[thing], cycle(above or [""])) for name in pair]
        rows = zip(cycle(labels[subject]), cycle(values["pole"]), cycle(filter(None, things)))
        yield from (" ".join(row) for row in islice(rows, _NAMED))


def _names(curated: Curated, reader: Reader) -> dict[str, dict[str, float]]:
    """Return for every concept what its labels have in common, and how surely that names it."""
    labels: dict[str, list[frozenset[str]]] = {}
    for concept, label in curated.labels:
        labels.setdefault(concept, []).append(frozenset(reader.read(label).terms))
    shares = {concept: _shares(read) for concept, read in labels.items()}
    spread = Counter(term for found in shares.values() for term in found)
    return {
        concept: {
            term: round(min(0.7, 1.5 * share) * min(1.0, sqrt(_COMMON / spread[term])), 3)
            for term, share in found.items()
        }
        for concept, found in shares.items()
    }


def _shares(labels: list[frozenset[str]]) -> dict[str, float]:
    counts = Counter(term for terms in labels for term in terms if term[0] != "~")
    shares = {term: count / len(labels) for term, count in counts.items()}
    return {term: share for term, share in shares.items() if share >= _NAMING}


def _facet(
    concept: str, names: Mapping[str, Mapping[str, float]], broader: Broader, loosely: float
) -> dict[str, float]:
    """
    Return the terms that name a concept, from 0 to 1.

    Its own name and a narrower one do, a broader one `loosely`; and so do words and classes in the
    measure that its labels have them and those of other concepts do not.
    """
    facet = dict(names.get(concept, {}))
    facet |= {f"c:{other}": loosely for other in broader.get(concept, ())}
    facet |= {f"c:{other}": 0.9 for other in broader if concept in broader[other]}
    return facet | {f"c:{concept}": 1.0}


def _texts(claim: str, values: Values) -> Iterator[tuple[str, int, str]]:
    for name, polarity in (("prefLabel", 1), ("wording", 1), ("counterWording", -1)):
        yield from ((claim, polarity, text) for text in values.get(name, ()))
