"""
The words of the checker: the graph's labels, and the files beside this module, as one lexicon.

`data/lexicon.tsv` says what words do in a sentence, `data/irregular.tsv` which words the stemmer
gets wrong, `data/kin.txt` and `data/aliases.tsv` which words mean nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from musclegraph.claims import phrases
from musclegraph.claims.reading import Reader
from musclegraph.claims.spelling import Speller
from musclegraph.claims.words import Stemmer, tokens

_DATA = Path(__file__).parent / "data"
_DENYING = frozenset(("~help-", "~cause-"))
_NEGATORS = frozenset(("no", "not", "nothing", "never", "none", "nobody"))


def lexicon_data(labels: Iterable[tuple[str, str]], used: Iterable[str]) -> dict[str, Any]:
    """
    Return the lexicon, ready for JSON.

    Args:
        labels: Slugs of concepts, and what they are called.
        used: The texts of all wordings; a word used there needs no alias.
    """
    irregular = dict(_pairs("irregular.tsv"))
    stemmer = Stemmer(irregular, {})
    known = {stem for text in used for stem in stemmer.stems(text)}
    ignored = {word for line in _lines("ignored.txt") for word in line.split()}
    planted = [*_phrases(stemmer), *_names(stemmer, labels)]
    return {
        "irregular": irregular,
        "aliases": {stem: kin for stem, kin in _pairs("aliases.tsv") if stem not in known},
        "ignored": sorted(ignored | {stemmer.stem(word) for word in ignored}),
        "orders": sorted(word for line in _lines("orders.txt") for word in line.split()),
        "kin": {
            stem: f"%{number}"
            for number, line in enumerate(_lines("kin.txt"))
            for stem in line.split()
        },
        "trie": phrases.plant(planted),
    }


def spelling_data(
    lexicon: Mapping[str, Any], texts: Iterable[str], terms: Iterable[str]
) -> dict[str, str]:
    """
    Return what a speller needs, to be added to a lexicon.

    Args:
        lexicon: The lexicon.
        texts: Labels and wordings; their words are those to correct to.
        terms: What the model knows; its words are no slips.
    """
    words = {word for text in texts for word in tokens(text) if len(word) > 4 and word.isalpha()}
    stemmer = Stemmer(lexicon["irregular"], lexicon["aliases"])
    stems = {*map(stemmer.stem, words), *lexicon["kin"], *lexicon["aliases"].values()}
    stems |= {term for term in terms if term.isalpha()} | lexicon["irregular"].keys()
    return {"words": " ".join(sorted(words)), "stems": " ".join(sorted(stems))}


def make_reader(lexicon: Mapping[str, Any]) -> Reader:
    """Return the reader of a lexicon."""
    speller = None
    if "words" in lexicon:
        speller = Speller(lexicon["words"].split(), lexicon["stems"].split())
    stemmer = Stemmer(lexicon["irregular"], lexicon["aliases"], speller)
    return Reader(lexicon["trie"], stemmer, lexicon["ignored"], lexicon["kin"], lexicon["orders"])


def _names(stemmer: Stemmer, labels: Iterable[tuple[str, str]]) -> Iterator[tuple[list[str], str]]:
    for slug, label in labels:
        stems = stemmer.stems(label)
        # "Not fatigued" in a sentence is a denial; "not enough sleep" is a thing of its own.
        if stems[:1] != ["not"] or "enough" in stems:
            yield stems, f"c:{slug}"


def _phrases(stemmer: Stemmer) -> Iterator[tuple[list[str], str]]:
    for tag, listed in _pairs("lexicon.tsv"):
        for phrase in listed.split(" | "):
            stems = stemmer.stems(phrase)
            yield stems, tag
            # "No effect" stands at one end of a scale and is a negation as well; so is "useless".
            if tag in _DENYING or (tag[0] == "~" and _NEGATORS.intersection(stems[:2])):
                yield stems, "!neg"


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        key, _, value = line.partition("\t")
        yield key, value


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
