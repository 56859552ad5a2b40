"""
What the learned model sees of a sentence: terms that tell which claim, and terms that tell which
way.

Both are plain strings, each there or not. Which claim: stems, concepts (`c:`), classes (`@`),
families (`%`), ends of scales (`~harm+`), words side by side, and pairs of concepts and classes.
Which way: words as they stand and with the sign that negation and rejection give them, cues, and
the order in which negations, rejections and scales come.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from musclegraph.claims.reading import MARKS, Reading

_TURNS = frozenset((",", ";", ":", "but", "—"))  # what comes after the last often decides


def claim_terms(reading: Reading) -> set[str]:
    """Return what a sentence is looked up by."""
    terms = reading.terms
    words = [stem for stem in reading.stems if stem not in MARKS]
    found = set(terms)
    found.update(map(" ".join, pairwise(words)))
    tags = sorted(term for term in terms if term[0] == "@" or term[:2] == "c:")
    found.update(map("&".join, combinations(tags, 2)))
    return found


def polarity_terms(reading: Reading) -> set[str]:
    """Return what speaks for or against; the same term may do either, by the claim."""
    parity, stems, marks = reading.parity, reading.stems, [tag for tag, _ in reading.marks]
    found = {f"#{parity}", "k " + " ".join(marks)}
    for cue in reading.cues:
        found.add(f"#{cue}")
        found.add(f"#{cue}{parity}")
    for term, sign in reading.terms.items():
        if not (term[0] == "~" and term[-1] in "+-"):
            found.add(f"{term}:{sign:.0f}")
    found.update(stems)
    found.update(map(" ".join, pairwise(stems)))
    for size in (1, 2, 3):
        found.add("^" + " ".join(stems[:size]))
        found.add("$" + " ".join(stems[-size:]))
    found.update(f"k {one} {other}" for one, other in combinations(marks, 2))
    last = max((at for at, stem in enumerate(stems) if stem in _TURNS), default=len(stems))
    found.update(f">{stem}" for stem in stems[last:])
    return found
