"""Small words: names of studies, lists, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from musclegraph.core.model import Study

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def name_of(study: Study) -> str:
    """
    Return the short name of a study: its label up to the colon, unless that is a bare year.

    >>> from musclegraph.core.terms import Design
    >>> name_of(Study(iri="s", label="Opar 2012: hamstrings", design=Design.LETTER))
    'Opar 2012'
    """
    short = study.label.partition(":")[0].strip()
    return (study.label if short.isdigit() else short) or study.iri


def people_in(study: Study) -> str:
    """
    Return who was studied, as far as known, to stand after the name of the study.

    >>> from musclegraph.core.terms import Design
    >>> people_in(Study(iri="s", label="", design=Design.LETTER, sample_size=210))
    ', 210 people'
    """
    trials = f", {study.trial_count} studies" if study.trial_count else ""
    who = re.split(r"[:;(]", study.population)[0].strip()
    if who[:1].isdigit():
        return f"{trials}, {who}"
    if study.sample_size is None:
        return trials
    return f"{trials}, {study.sample_size:,} {who[:1].lower() + who[1:] or 'people'}"


def count_words(count: int) -> str:
    """
    Return a number in words up to ten.

    >>> count_words(2), count_words(11)
    ('two', '11')
    """
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def list_words(items: Sequence[str], last: str = "and") -> str:
    """
    Return items as a list in a sentence.

    >>> list_words(["a", "b", "c"])
    'a, b and c'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
