"""Text to the pieces of words that MiniLM reads: WordPiece as in bert-base-uncased."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 256  # pieces; the model was trained on no longer texts
_LONGEST_WORD = 100  # characters; a longer word is not looked up


class WordPiece:
    """Cuts text into pieces of a vocabulary, each known by its place in it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take all pieces in their order; one that continues a word starts with `##`."""
        self._places = {piece: place for place, piece in enumerate(vocabulary)}
        self._start, self._end, self._unknown = (
            self._places[mark] for mark in (START, END, UNKNOWN)
        )

    def encode(self, text: str) -> list[int]:
        """Return the pieces of a text between a start and an end mark, at most `LONGEST`."""
        found = [piece for word in _words(text) for piece in self._pieces(word)]
        return [self._start, *found[: LONGEST - 2], self._end]

    def encode_pair(self, one: str, other: str) -> tuple[list[int], list[int]]:
        """Return two texts as pieces, each with its end mark, and to which of them each belongs."""
        first, second = self.encode(one), self.encode(other)[1:]
        return [*first, *second], [0] * len(first) + [1] * len(second)

    def _pieces(self, word: str) -> list[int]:
        """Return the longest pieces from the left, or one mark for a word that has none."""
        if len(word) > _LONGEST_WORD:
            return [self._unknown]
        found, start = [], 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((e for e in ends if mark + word[start:e] in self._places), 0)
            if not end:
                return [self._unknown]
            found.append(self._places[mark + word[start:end]])
            start = end
        return found


def _words(text: str) -> Iterator[str]:
    """Yield words in small letters without accents, and each mark of punctuation by itself."""
    word: list[str] = []
    for character in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or (category[0] == "C" and character not in "\t\n\r"):
            continue
        alone = _is_punctuation(character, category) or _is_han(character)
        if word and (alone or character.isspace()):
            yield "".join(word)
            word.clear()
        if alone:
            yield character
        elif not character.isspace():
            word.append(character)
    if word:
        yield "".join(word)


def _is_punctuation(character: str, category: str) -> bool:
    """Tell what stands alone: ASCII that is no letter, digit or space counts, `$` and `^` too."""
    return category[0] == "P" or (character.isascii() and category[0] == "S")


def _is_han(character: str) -> bool:
    return "CJK" in unicodedata.name(character, "")
