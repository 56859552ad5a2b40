"""Titles and abstracts are found alike by SQLite and by tantivy."""

import hashlib
import os
import stat

import pytest

from musclegraph.core.errors import NotFound, RequestError, StoreError
from musclegraph.store import abstracts
from musclegraph.store.abstracts import Abstract, AbstractIndex

IRI = "https://pubmed.ncbi.nlm.nih.gov/{}/"
FOUND = [
    Abstract("Cramps in runners", "Salt\nand water.", IRI.format(1), "2001"),
    Abstract("Salt", "What cramps\nrunners take for café au lait.", IRI.format(2), "2010"),
    Abstract("Pickle juice", "It was given to people with muscle cramp.", IRI.format(3), ""),
    Abstract("Juice", "Of pickles there is nothing here.", IRI.format(4), "2020"),
    *(Abstract(f"Other {n}", "Filler on something else.", IRI.format(n), "1990")
      for n in range(5, 40)),
]  # fmt: skip


@pytest.fixture(params=["fts5", "tantivy"])
def folder(request, tmp_path, monkeypatch):
    """A folder with an index, made as for few records or as for many."""
    monkeypatch.setattr(abstracts, "LARGE", {"fts5": len(FOUND), "tantivy": 0}[request.param])
    assert abstracts.engine(len(FOUND)) == request.param
    abstracts.write(iter(FOUND), tmp_path, len(FOUND))
    return tmp_path


def test_what_is_found(folder):
    """Any of the words, whatever their endings and accents; a title counts more than a text."""
    index = AbstractIndex(folder)

    def numbers(words, k=10, **years):
        return [int(one.iri.split("/")[-2]) for one in index.search(words, k, **years)]

    assert index.search(["cafe"], 5) == [FOUND[1]]
    assert numbers(["runner"]) == [1, 2]
    assert numbers(["SALT"]) == [2, 1]
    assert numbers(["salt"], 1) == [2]
    assert numbers(["pickle juice"]) == [3]
    assert set(numbers(["pickle", "juice"])) == {3, 4}
    assert set(numbers(["muscle cramp", "water"])) == {1, 3}
    assert numbers(["salt"], since=2005) == [2]
    assert numbers(["juice"], until=2030) == [4]
    assert numbers(["cramp"], since=2005, until=2005) == []
    assert numbers(["nowhere"]) == []


@pytest.mark.parametrize("words", ["", "*", "\0", "'", 'title:"', "OR", "NEAR(", "a" * 5000, "-"])
def test_hostile_words_find_nothing(folder, words):
    """They are words, and never a language of an engine."""
    assert AbstractIndex(folder).search([words], 5) == []


def test_reading_changes_nothing(folder):
    """Checksums of a snapshot hold after a search, also where nothing may be written."""

    def state():
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    before = state()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        assert AbstractIndex(folder).search(["salt"], 1)
        assert state() == before
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


def test_damage_is_said(folder):
    """A file that was cut off is an error that says what to do."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreError, match="index of abstracts"):
        AbstractIndex(folder).search(["salt"], 1)


def test_no_records_are_no_index(tmp_path):
    """A snapshot without records says how to get some."""
    with pytest.raises(NotFound, match="no abstracts"):
        AbstractIndex(tmp_path)


def test_without_tantivy(tmp_path, monkeypatch):
    """Many records are searched by SQLite; an index of tantivy's says what it needs."""
    abstracts.write(iter(FOUND), tmp_path, abstracts.LARGE + 1)
    monkeypatch.setattr("musclegraph.store.abstracts.find_spec", lambda name: None)
    assert abstracts.engine(10**6) == "fts5"
    assert abstracts.is_slow(10**6)
    assert not abstracts.is_slow(abstracts.LARGE)
    monkeypatch.setitem(__import__("sys").modules, "tantivy", None)
    with pytest.raises(RequestError, match="tantivy"):
        AbstractIndex(tmp_path)
