"""
What the checker needs at run time, compiled from a store into files of a snapshot.

`CHECKER` finds claims in text; `ANSWERS` holds what stands behind them, and is read only when a
claim was found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from musclegraph.claims.answers import answers_data
from musclegraph.claims.check import ANSWERS, CHECKER
from musclegraph.claims.curated import load_curated
from musclegraph.claims.laying import lay_out
from musclegraph.claims.lexicon import lexicon_data, make_reader, spelling_data
from musclegraph.claims.model import CLAIM_ROWS, POLARITY_ROWS
from musclegraph.claims.shelving import index_data
from musclegraph.claims.wordings import read_frames, read_wordings, texts
from musclegraph.store import Store
from musclegraph.verdict.evidence import load_knowledge

GATE = Path(__file__).parent / "data" / "gate.json"


def compile_checker(store: Store) -> dict[str, bytes]:
    """Return each file the checker reads, by name. Takes some seconds."""
    curated = load_curated(store)
    lexicon = lexicon_data(curated.labels, [text for _, _, text in texts(curated)])
    reader = make_reader(lexicon)
    frames = read_frames(curated, reader)
    wordings = read_wordings(curated, reader)
    index = index_data(wordings, frames, curated.broader)
    predicates = {claim: values["predicate"][0] for claim, values in curated.claims.items()}
    model, rows = lay_out([frame.claim for frame in frames], predicates, wordings)
    said = [*(label for _, label in curated.labels), *(text for _, _, text in texts(curated))]
    lexicon |= spelling_data(lexicon, said, model["claims"]["terms"].split("\n"))
    gate = json.loads(GATE.read_text(encoding="utf-8"))
    answers = answers_data(load_knowledge(store), curated)
    checker = {"lexicon": lexicon, "index": index, "model": model, "gate": gate}
    return {
        CHECKER: _json(checker | {"silent": _silent(answers)}),
        CLAIM_ROWS: rows["claims"],
        POLARITY_ROWS: rows["polarity"],
        ANSWERS: _json(answers),
    }


def _silent(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each layer the claims on which it has no source and no study."""
    found: dict[str, list[str]] = {}
    for claim, answer in answers.items():
        for layer, standing in answer["layers"].items():
            silent = found.setdefault(layer, [])
            if not standing["sources"] and not standing["evidence"]:
                silent.append(claim)
    return found


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
