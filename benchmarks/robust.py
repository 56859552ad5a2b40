"""Sentences misspelt, respelt and bent a little: what the checker should read all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_WORD = re.compile(r"[A-Za-z]{6,}")
_SPELLINGS = (
    ("aemia", "emia"), ("aesth", "esth"), ("isation", "ization"), ("ise", "ize"), ("our", "or"),
    ("fibre", "fiber"), ("centre", "center"), ("oedema", "edema"), ("ll", "l"),
)  # fmt: skip


def misspelt(text: str, random: Random) -> str:
    """Return a text with two neighbouring letters of one long word exchanged or one left out."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end() - 2)
    if random.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]


def respelt(text: str, random: Random) -> str:
    """Return a text in American spelling."""
    for british, american in _SPELLINGS:
        text = text.replace(british, american)
    return text


def bent(text: str, random: Random) -> str:
    """Return a text with hyphens as spaces and straight quotes curled."""
    return text.replace("-", " ").replace("'", "’")


def shouted(text: str, random: Random) -> str:
    """Return a text in capitals."""
    return text.upper()


BENDINGS: dict[str, Callable[[str, Random], str]] = {
    "one typo": misspelt, "American spelling": respelt, "no hyphens": bent, "capitals": shouted,
}  # fmt: skip
