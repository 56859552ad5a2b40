"""
Text to stems: what two spellings, numbers or tenses of one English word have in common.

A stem is a key and not a word: it only has to be equal where the word is. British and American
spellings fall together ("anaesthetised", "anesthetized"), and so do inflections and the commoner
derivations ("dehydrated", "dehydration"). Suffixes that turn a meaning round ("painless") stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from musclegraph.claims.spelling import Speller

TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|\d+(?:[.,]\d+)*%?|(?<=\s)[-–—]+(?=\s)|—|[^\s\w]")
_NEGATED = re.compile(r"\b(?:(can)(?:not|'t)|(w)on't|(sha)n't|(\w+)n't)\b")
_BRITISH = re.compile(r"ae(?=m|s|t|d)|oe(?=d|so)")
_SUFFIXES = (
    "izations", "isations", "ization", "isation", "fulness", "ousness", "iveness", "ations",
    "ating", "ation", "ators", "ator", "ated", "ates", "ate", "ically", "ical", "izing", "ising",
    "ized", "ised", "izes", "ises", "ize", "ise", "ities", "ity", "ively", "ives", "ive", "ments",
    "ment", "nesses", "ness", "ances", "ences", "ance", "ence", "able", "ible", "ably", "ibly",
    "fully", "ful", "ously", "ous", "ings", "ing", "edly", "ed", "iers", "ier", "ies", "ied",
    "ers", "er", "ions", "ion", "ians", "ian", "ally", "als", "al", "ic", "ly", "est", "es", "s",
    "ants", "ant", "y", "e",
)  # fmt: skip
_SHORTEST = {"s": 3, "es": 3, "ing": 3, "ed": 3, "e": 3, "y": 3, "ies": 3, "ied": 3, "ly": 3}
_SHORTEST_STEM = 4
_FINAL_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
_WORD = re.compile(r"[A-Za-z]+")
_ENDINGS = ("'s", "'ll", "'ve", "'re", "'d", "'m", "'")
_ARTICLES = frozenset(("a", "an", "the", "your", "my", "his", "her", "their", "our", "its"))
_MARKS = frozenset("-'\"‘’“”*_`")


def tokens(text: str) -> list[str]:
    """
    Return words, numbers and marks in lower case; hyphenated words apart, "don't" as "do not".

    >>> tokens("Don’t blame exercise-associated cramps!")
    ['do', 'not', 'blame', 'exercise', 'associated', 'cramps', '!']
    """
    plain = text.lower().replace("’", "'")
    if "n't" in plain or "cannot" in plain:
        plain = _NEGATED.sub(_expanded, plain)
    return [token for token in TOKEN.findall(plain) if token not in _MARKS]


def _expanded(found: re.Match[str]) -> str:
    can, will, shall, other = found.groups()
    return f"{can or (will and 'will') or (shall and 'shall') or other} not"


def bare(token: str) -> str:
    """
    Return a token without its clitic.

    >>> bare("muscle's"), bare("wives'")
    ('muscle', 'wives')
    """
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)]
    return token


class Stemmer:
    """
    Stems by rule, after a table of irregular words; remembers what it has seen.

    `aliases` gives, for the stem of a word that no claim uses, a stem that means nearly the same.
    A word that is not known is read as the `speller` thinks it was meant.
    """

    def __init__(
        self,
        irregular: Mapping[str, str],
        aliases: Mapping[str, str],
        speller: Speller | None = None,
    ) -> None:
        self._irregular = irregular
        self._aliases = aliases
        self._speller = speller
        self.stem = lru_cache(maxsize=50_000)(self._stem)

    def stems(self, text: str) -> list[str]:
        """Return the stem of each token but articles and possessives."""
        stem = self.stem
        return [stem(token) for token in tokens(text) if token not in _ARTICLES]

    def mended(self, text: str) -> str:
        """Return a text whose unknown words are spelt as the speller thinks they were meant."""
        return _WORD.sub(lambda found: self._meant(found.group()), text)

    def _meant(self, word: str) -> str:
        small = word.lower()
        if not self._speller or self._speller.is_known(small, self._known(small)):
            return word
        return self._speller.correct(small)

    def _stem(self, token: str) -> str:
        word = bare(token) if "'" in token else token
        stem = self._known(word)
        if self._speller and not self._speller.is_known(word, stem):
            stem = self._known(self._speller.correct(word))
        return stem

    def _known(self, word: str) -> str:
        stem = self._irregular.get(word) or regular_stem(word)
        return self._aliases.get(stem, stem)


def regular_stem(word: str) -> str:
    """
    Return the stem of a regular word.

    >>> {regular_stem(word) for word in ("dehydrated", "dehydration", "dehydrates")}
    {'dehydr'}
    >>> regular_stem("anaesthetised") == regular_stem("anesthetized")
    True
    """
    if len(word) < 4 or not word.isalpha():
        return word
    word = _BRITISH.sub("e", word).replace("our", "or").replace("fibre", "fiber")
    if word.endswith("less"):
        return word
    for suffix in _SUFFIXES:
        rest = len(word) - len(suffix)
        if rest >= _SHORTEST.get(suffix, _SHORTEST_STEM) and word.endswith(suffix):
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                break
            word = word[:rest]
            break
    word = _FINAL_DOUBLE.sub(r"\1", word)
    return word.removesuffix("e") if len(word) > 4 else word
