"""
Every check is quiet on the curated data and speaks on an example made to break it.

tests/build/checks/<name>.trig holds the example of queries/checks/<name>.rq. Its first lines say
which nodes are to be named: `# expects: claim:c`. A new check needs nothing more than its file.
"""

import re
from pathlib import Path

import pytest

from musclegraph.build import collect
from musclegraph.build.places import Places
from musclegraph.build.validate import validate
from musclegraph.core.errors import QueryFileError
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import compact
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore

CHECKS = sorted((QUERIES / "checks").glob("*.rq"))
EXAMPLES = Path(__file__).resolve().parent / "checks"


@pytest.fixture(scope="module")
def curated():
    """The curated data as it is collected: nothing derived, every graph apart."""
    files = collect.input_files(ONTOLOGY, QUERIES)
    return EmbeddedStore.from_quads(collect.collect(files).quads)


def _stem(path):
    return path.stem


@pytest.mark.parametrize("path", CHECKS, ids=_stem)
def test_check_takes_the_curated_data(path, curated):
    """No rows: the published graph breaks no rule."""
    rows = curated.select(path.read_text(encoding="utf-8")).records()
    assert [{name: term.value for name, term in row.items()} for row in rows] == []


@pytest.mark.parametrize("path", CHECKS, ids=_stem)
def test_check_finds_its_example(path):
    """The example breaks the rule at the nodes it says, with a value beside each."""
    example = EXAMPLES / f"{path.stem}.trig"
    store = EmbeddedStore.from_quads(quads.read(example, None))
    rows = store.select(path.read_text(encoding="utf-8")).records()

    found = {compact(row["entity"].value) for row in rows}

    lines = example.read_text(encoding="utf-8").splitlines()
    assert found == {line[11:] for line in lines if line.startswith("# expects: ")}
    assert all({"entity", "problem", "value"} <= row.keys() for row in rows)


def test_every_example_belongs_to_a_check():
    """No example outlives its check."""
    assert {path.stem for path in EXAMPLES.iterdir()} == {path.stem for path in CHECKS}


@pytest.mark.parametrize("path", CHECKS, ids=_stem)
def test_check_says_why_and_what_to_do(path):
    """A check begins with its reason, and its message is whole sentences to the curator."""
    text = path.read_text(encoding="utf-8")
    why = re.match(r"(?:# .*\n)+", text)
    assert why
    assert why[0].rstrip().endswith(".")
    (message,) = re.findall(r'BIND \("(.*)" AS \?problem\)', text)
    assert re.fullmatch(r"(?:[A-Z]|mg:).*[.]", message)


def test_messages_differ():
    """No two checks say the same, so that a message leads to its check."""
    messages = [re.findall(r'BIND \("(.*)" AS', path.read_text())[0] for path in CHECKS]
    assert len(set(messages)) == len(messages) >= 35


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?entity WHERE { ?entity a ?c }", "a check selects entity"),
        ("SELECT ?entity WHERE { ?entity a", "SPARQL does not parse"),
    ],
)
def test_check_that_cannot_be_read_is_an_error(text, said, tmp_path):
    """A check that does not parse or selects other columns is refused with its file."""
    (tmp_path / "broken.rq").write_text(text)
    with pytest.raises(QueryFileError, match=said) as refused:
        validate([], Places(), tmp_path, tmp_path)
    assert refused.value.where == (tmp_path / "broken.rq", 1)
