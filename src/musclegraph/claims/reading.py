"""What one sentence holds: the terms it can be looked up by, each with its sign, and its cues."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from musclegraph.claims import phrases
from musclegraph.claims.words import Stemmer

# A stretch of stems and a tag it carries.
Span = tuple[int, int, str]

MARKS = frozenset(",;:.!?()—–[]")
_WORD = re.compile(r"[\w'’]+")
_STATES = frozenset(("is", "are", "was", "were", "can", "may", "helps", "will", "of"))
_TAKES_OBJECT = frozenset(
    ("the", "your", "a", "an", "both", "each", "it", "them", "gently", "for", "plenty", "more",
     "less", "well", "up", "with", "on", "in", "two", "every", "until", "and", "before", "after")
)  # fmt: skip
_HARD_BREAKS = frozenset(";:.—–")
_COORDINATING = frozenset(("and", "or", "nor"))
_QUALIFYING = frozenset(
    ("if", "who", "which", "unless", "because", "since", "than", "whose", "with", "when",
     "while", "whenever", "where", "before", "after", "although", "though", "as")
)  # fmt: skip
# What "that" goes with: "a muscle that will not keep still" is no denial.
_THINGS = frozenset(("muscl", "contract", "twitch", "cramp", "spasm", "pain", "symptom", "trouble"))
_SUBORDINATE = frozenset(("but", "although", "though", "while", "whereas", "since", "so", "when"))


@dataclass(slots=True)
class Reading:
    """
    A sentence as the checker sees it.

    Attributes:
        stems: The stems, marks included, articles left out.
        terms: Words, concepts (`c:`), classes (`@`) and scales (`~`), each with 1.0 where the
            sentence says it, -1.0 where it says the opposite, and 0.0 where it says both.
        parity: -1 if an odd number of negations and rejections governs the sentence, else 1.
        cues: The names of the cues found, and how often.
        concepts: Stretches that name a concept, the longest ones.
        marks: The cues and ends of scales in their order, by tag, each with its sign.
    """

    stems: list[str]
    terms: dict[str, float] = field(default_factory=dict)
    parity: int = 1
    cues: dict[str, int] = field(default_factory=dict)
    concepts: list[Span] = field(default_factory=list)
    marks: list[tuple[str, float]] = field(default_factory=list)


class Reader:
    """Reads sentences with one lexicon."""

    def __init__(
        self,
        trie: phrases.Trie,
        stemmer: Stemmer,
        ignored: Collection[str],
        kin: Mapping[str, str],
        orders: Collection[str] = (),
    ) -> None:
        self._trie = trie
        self._orders = frozenset(orders)
        self._kin = kin
        self._stemmer = stemmer
        self.mended = stemmer.mended
        self.ignored = frozenset(ignored)

    def read(self, text: str) -> Reading:
        """Return the reading of one sentence."""
        reading = Reading(self._stemmer.stems(text))
        stems = reading.stems
        cues, classes, reading.concepts = _sorted_out(phrases.find(self._trie, stems))
        signs = _signs(stems, cues, reading)
        totals: dict[str, float] = {}
        total = totals.get
        reading.marks = [(tag, signs[start]) for start, _, tag in cues]
        for start, _, tag in cues:
            kind, name = tag[0], tag[1:]
            if kind == "!":
                reading.cues[name] = reading.cues.get(name, 0) + 1
            else:
                value, scale = signs[start] if tag[-1] == "+" else -signs[start], tag[:-1]
                totals[scale] = total(scale, 0.0) + value
                totals[f"{scale}{'+' if value > 0 else '-'}"] = 1.0
        for start, _, tag in classes:
            totals[tag] = total(tag, 0.0) + signs[start]
        for start, _, tag in reading.concepts:
            totals[tag] = total(tag, 0.0) + signs[start]
        for stem, sign in zip(stems, signs, strict=True):
            if stem not in self.ignored and stem not in MARKS:
                totals[stem] = total(stem, 0.0) + sign
                if kin := self._kin.get(stem):
                    totals[kin] = total(kin, 0.0) + sign
        if self._is_order(text):
            reading.cues["order"] = 1
        reading.terms = {term: (whole > 0.0) - (whole < 0.0) for term, whole in totals.items()}
        return reading

    def _is_order(self, text: str) -> bool:
        """Tell whether a sentence opens with a verb that tells the reader to do something."""
        first, *others = _WORD.findall(text, 0, 80)[:3] or [""]
        if first.lower() not in self._orders:
            # A word that is a noun as well gives an order only to do it to something.
            takes_object = bool(others) and others[0] in _TAKES_OBJECT
            return takes_object and f"{first.lower()}?" in self._orders
        return not _STATES.intersection(others)


def _sorted_out(
    found: Sequence[tuple[int, int, list[str]]],
) -> tuple[list[Span], list[Span], list[Span]]:
    """Return cues and scales, classes, concepts; of the first and last only the longest."""
    cues: list[Span] = []
    classes: list[Span] = []
    concepts: list[Span] = []
    for start, end, tags in found:
        for tag in tags:
            kind = tag[0]
            if kind == "@":
                classes.append((start, end, tag))
            elif kind == "c":
                concepts.append((start, end, tag))
            else:
                cues.append((start, end, tag))
    concepts = _longest(concepts)
    return _longest([cue for cue in cues if not _named(cue, concepts)]), classes, concepts


def _named(cue: Span, concepts: Sequence[Span]) -> bool:
    """Tell whether a cue, or a word of causing, is but part of a concept's name."""
    start, end, tag = cue
    return (tag[0] == "!" or tag == "~cause+") and any(
        first <= start and end <= last and last - first > end - start for first, last, _ in concepts
    )


def _longest(spans: list[Span]) -> list[Span]:
    """Keep the leftmost and longest where spans overlap; equal stretches all stay."""
    if len(spans) < 2:
        return spans
    kept: list[Span] = []
    last: tuple[int, int] = (0, 0)
    for span in sorted(spans, key=_leftmost_longest):
        if span[0] >= last[1] or span[:2] == last:
            kept.append(span)
            last = span[:2]
    return kept


def _leftmost_longest(span: Span) -> tuple[int, int]:
    return span[0], -span[1]


def _signs(stems: Sequence[str], cues: Sequence[Span], reading: Reading) -> list[float]:
    """Return 1.0 or -1.0 for each stem: how often what is said of it is turned round."""
    signs = [1.0] * len(stems)
    rejected: set[tuple[int, int]] = set()
    said = 0  # where the last negation ended
    for start, end, tag in cues:
        if tag == "!denial" and end >= len(stems) - 2:
            # "..., but they don't" turns round all that went before.
            reading.parity = -reading.parity
            _flip(signs, 0, start)
        elif tag in ("!neg", "!denial") and end > said:
            said = _negate(stems, signs, reading, (start, end, said))
        elif tag == "!local":
            _flip(signs, end, _clause_end(stems, end))
        elif tag == "!reject" and (segment := _segment(stems, start)) not in rejected:
            # Said twice over, a rejection is still one: "it is wrong, a myth".
            rejected.add(segment)
            reading.parity = -reading.parity
            _flip(signs, *segment)
    if "too" in stems:
        _too_much(stems, signs, reading)
    return signs


def _negate(
    stems: Sequence[str], signs: list[float], reading: Reading, place: tuple[int, int, int]
) -> int:
    """Turn round what a negation governs; return where it ends, for the next one to compare."""
    start, end, said = place
    _flip(signs, end, _clause_end(stems, end))
    if said and not _COORDINATING.isdisjoint(stems[said:start]):
        # "Has no norm and cannot be measured": the second adds to the first.
        _flip(signs, start, _clause_end(stems, said))
    elif _is_subordinate(stems, start):
        return said
    else:
        reading.parity = -reading.parity
    return end


def _too_much(stems: Sequence[str], signs: list[float], reading: Reading) -> None:
    """Read "too small to twitch" as "does not twitch"."""
    too = stems.index("too")
    if "to" in stems[too + 2 : too + 6]:
        start = stems.index("to", too + 2)
        reading.parity = -reading.parity
        _flip(signs, start, _clause_end(stems, start))


def _flip(signs: list[float], start: int, end: int) -> None:
    for position in range(start, end):
        signs[position] = -signs[position]


def _is_subordinate(stems: Sequence[str], at: int) -> bool:
    """Tell whether a position lies in a clause that only qualifies: "those who do not"."""
    for position in range(at - 1, max(-1, at - 5), -1):
        if stems[position] in _QUALIFYING:
            return True
        if stems[position] == "that" and position and stems[position - 1] in _THINGS:
            return True
        if stems[position] in MARKS:
            return False
    return False


def _clause_end(stems: Sequence[str], start: int) -> int:
    for position in range(start, len(stems)):
        stem = stems[position]
        if stem in _SUBORDINATE or (stem in MARKS and (stem != "," or position > start + 1)):
            return position
    return len(stems)


def _segment(stems: Sequence[str], inside: int) -> tuple[int, int]:
    start = inside
    while start > 0 and stems[start - 1] not in _HARD_BREAKS and stems[start - 1] != "but":
        start -= 1
    end = inside
    while end < len(stems) and stems[end] not in _HARD_BREAKS and stems[end] != "but":
        end += 1
    return start, end
