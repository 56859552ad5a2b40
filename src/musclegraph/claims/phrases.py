"""Phrases found in a row of stems: longest match over a trie of plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

# A node maps a stem to the next node; under the empty string are the tags of a whole phrase.
Trie = dict[str, Any]
END = ""


def plant(phrases: Iterable[tuple[Sequence[str], str]]) -> Trie:
    """Return the trie of (stems, tag) pairs; one phrase may have several tags."""
    root: Trie = {}
    for stems, tag in phrases:
        node = root
        for stem in stems:
            node = node.setdefault(stem, {})
        if node is not root and tag not in node.setdefault(END, []):
            node[END].append(tag)
    return root


def find(trie: Trie, stems: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    """
    Return every phrase in order of start, shorter ones before longer ones: start, end, tags.

    >>> find(plant([(["night", "cramp"], "c:x"), (["cramp"], "@cramp")]), ["night", "cramp"])
    [(0, 2, ['c:x']), (1, 2, ['@cramp'])]
    """
    found = []
    last = len(stems)
    for start, stem in enumerate(stems):
        node = trie.get(stem)
        end = start + 1
        while node is not None:
            if END in node:
                found.append((start, end, node[END]))
            if end == last:
                break
            node = node.get(stems[end])
            end += 1
    return found
