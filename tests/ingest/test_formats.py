"""Bibliographies: what is read, and what is said of what cannot be."""

import json

import pytest

from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest.formats import Record, read_bibliography

WANTED = Record(
    key="a",
    title="A study of cramps",
    pmid="21148567",
    doi="10.1136/bjsm.2010.078535",
    year="2011",
    authors=("Schwellnus Martin",),
)
FILES = {
    "a.json": json.dumps(
        [{"id": "a", "title": "A study of cramps", "PMID": "21148567", "type": "article-journal",
          "DOI": "10.1136/BJSM.2010.078535", "issued": {"date-parts": [[2011, 6]]},
          "author": [{"family": "Schwellnus", "given": "Martin"}]}]
    ),
    "a.ris": "TY  - JOUR\nID  - a\nAU  - Schwellnus, Martin\nTI  - A study of cramps\nPY  - 2011\n"
    "DO  - 10.1136/bjsm.2010.078535\nAN  - 21148567\nER  - \n",
    "a.bib": "@article{a, author={Schwellnus, Martin}, title={A {study} of cramps}, year=2011,\n"
    "pmid={21148567}, doi={10.1136/bjsm.2010.078535}}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_record_is_the_same_from_each_format(name, tmp_path):
    """Key, title, identifiers, year and authors."""
    (tmp_path / name).write_text(FILES[name])
    assert read_bibliography(tmp_path / name) == [WANTED]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", '{"id": 1}', "a list of works"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.ris", "hello", "no record"),
        ("a.bib", "@article{a, title={x", "does not parse"),
        ("a.bib", "", "no record"),
    ],
)
def test_broken_file_is_named(name, text, said, tmp_path):
    """The message names the file and the line."""
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=said) as caught:
        read_bibliography(tmp_path / name)
    assert f"{name}:" in str(caught.value)


@pytest.mark.parametrize("name", ["a.doc", "missing.bib"])
def test_unreadable_file_is_refused(name, tmp_path):
    """An unknown suffix and a missing file."""
    with pytest.raises(RequestError, match=name):
        read_bibliography(tmp_path / name)


def test_wrong_encoding_is_refused(tmp_path):
    """Latin-1 is not taken for UTF-8."""
    (tmp_path / "a.bib").write_bytes("@article{a, title={Müller}}".encode("latin-1"))
    with pytest.raises(DataError, match="UTF-8"):
        read_bibliography(tmp_path / "a.bib")
