"""A claim the model has never seen is recognised by its wordings, without learning anew."""

import json
from pathlib import Path

import pytest

from musclegraph.claims.curated import load_curated
from musclegraph.claims.laying import MODEL, lay_out
from musclegraph.claims.lexicon import lexicon_data, make_reader
from musclegraph.claims.model import Model
from musclegraph.claims.packing import read_packed, write_packed
from musclegraph.claims.wordings import read_wordings, texts
from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore

CLAIM = "pickle-juice-relieves-cramp"
TRAINING = Path(__file__).resolve().parents[2] / "training/sentences"


@pytest.fixture(scope="module")
def curated():
    """Claims and labels of the real graph."""
    paths = sorted(p for name in ("claims", "concepts") for p in (ONTOLOGY / name).iterdir())
    return load_curated(EmbeddedStore.from_files(*paths))


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory):
    """The shipped model without one claim."""
    tables = read_packed(MODEL)
    which = tables["claims"]
    column = which.columns.index(CLAIM)
    which.columns[column] = "another"
    which.more["bias"][column] = -30.0
    for row in which.rows.values():
        row.pop(column, None)
    path = tmp_path_factory.mktemp("model") / "model.xz"
    write_packed(path, tables)
    return path


def test_new_claim_is_recognised(curated, forgetful, tmp_path, monkeypatch):
    """Most sentences of other hands on it get it, though none of them was learned."""
    monkeypatch.setattr("musclegraph.claims.laying.MODEL", forgetful)
    reader = make_reader(lexicon_data(curated.labels, [text for *_, text in texts(curated)]))
    claims = sorted(curated.claims)
    predicates = {claim: values["predicate"][0] for claim, values in curated.claims.items()}
    head, rows = lay_out(claims, predicates, read_wordings(curated, reader))
    for name, data in rows.items():
        (tmp_path / f"{name}.rows").write_bytes(data)
    model = Model(tmp_path, head)
    files = (path.read_text(encoding="utf-8") for path in TRAINING.glob("w?.jsonl"))
    lines = (line for text in files for line in text.splitlines())
    said = [row["text"] for line in lines if (row := json.loads(line))["claim"] == CLAIM]
    first = [claims[model.fit(reader.read(text), 2).claims[0]] for text in said]
    assert len(said) > 50
    assert first.count(CLAIM) >= 0.9 * len(said)
