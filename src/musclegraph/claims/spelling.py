"""Misspelt words: the one known word that a single slip of the hand away is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import ascii_lowercase

_SHORTEST = 6  # a shorter word has too many neighbours


class Speller:
    """Knows how words are spelt that the checker has a use for."""

    def __init__(self, words: Collection[str], stems: Collection[str]) -> None:
        """Take words to correct to, and stems of all that is no slip."""
        self._words = frozenset(words)
        self._stems = frozenset(stems)

    def is_known(self, word: str, stem: str) -> bool:
        """Tell whether a word is spelt as it should be, as far as we can tell."""
        return stem in self._stems or len(word) < _SHORTEST or not word.isascii()

    def correct(self, word: str) -> str:
        """
        Return the word that is meant, or the word itself.

        A slip exchanges two neighbours, drops, adds or changes one letter, and spares the first.

        >>> Speller(["dehydration"], []).correct("dehydraton")
        'dehydration'
        """
        return next((other for other in _slips(word) if other in self._words), word)


def _slips(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(1, len(word) + 1):
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
    for at in range(1, len(word)):
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at + 1 :]
