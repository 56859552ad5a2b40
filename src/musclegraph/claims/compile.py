"""
What the checker needs at run time, compiled from a store into files of a snapshot.

`CHECKER` finds claims in text; `ANSWERS` holds what stands behind them, and is read only when a
claim was found.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from musclegraph.claims.answers import answers_data
from musclegraph.claims.check import ANSWERS, CHECKER
from musclegraph.claims.curated import load_curated
from musclegraph.claims.lexicon import elsewhere, lexicon_data, make_reader
from musclegraph.claims.shelving import index_data
from musclegraph.claims.wordings import read_frames, read_wordings, texts
from musclegraph.store import Store
from musclegraph.verdict.evidence import load_knowledge

WEIGHTS = Path(__file__).parent / "data" / "weights.json"


def compile_checker(store: Store) -> dict[str, str]:
    """Return the text of each file the checker reads, by name of file. Takes some seconds."""
    curated = load_curated(store)
    lexicon = lexicon_data(curated.labels, [text for _, _, text in texts(curated)])
    reader = make_reader(lexicon)
    index = index_data(
        read_wordings(curated, reader),
        read_frames(curated, reader),
        curated.broader,
        [reader.read(text) for text in elsewhere()],
    )
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        CHECKER: _json({"lexicon": lexicon, "index": index, "weights": weights}),
        ANSWERS: _json(answers_data(load_knowledge(store), curated)),
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
