"""MG013: what has happened to a cited work since, as the graph says it."""

import pytest

from musclegraph.claims.check import Checker
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.draft import Draft
from musclegraph.lint.works import load_works
from musclegraph.store.embedded import EmbeddedStore

PMID = "99999999"
WORK = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix fabio: <http://purl.org/spar/fabio/> .
@prefix mg: <https://w3id.org/musclegraph/ns#> .
<https://w3id.org/musclegraph/publication/pmid-99999999> a mg:Publication ;
  dcterms:title "A trial that nobody made" ; fabio:hasPubMedId "99999999" ;
  mg:authors "Nobody A, Noone B" ; mg:year "2020" ; mg:status mg:%s .
"""


@pytest.fixture
def found_of(snapshot, tmp_path):
    """Lint a text against a graph whose one work has a certain status."""

    def run(status, text):
        path = tmp_path / "work.ttl"
        path.write_text(WORK % status)
        works = load_works(EmbeddedStore.from_files(path))
        return Linter(Checker(snapshot.folder), works, Configuration()).lint(
            Draft("draft.md", text, "markdown")
        )

    return run


@pytest.mark.parametrize(
    ("status", "level", "said"),
    [
        ("retracted", "error", "is retracted and weighs nothing"),
        ("withdrawn", "error", "is withdrawn and weighs nothing"),
        ("expressionOfConcern", "warning", "stands under an expression of concern"),
        ("corrected", "note", "was corrected"),
    ],
)
@pytest.mark.parametrize(
    "text", [f"It rained (PMID {PMID}).", f"It rained.[^1]\n\n[^1]: Nobody A. PMID {PMID}\n"]
)
def test_status_is_told_once_and_kept_apart(found_of, status, level, said, text):
    """Each status has words and a level of its own, and points at the identifier."""
    (one,) = [one for one in found_of(status, text) if one.rule == "MG013"]
    assert one.level == level
    assert said in one.message
    assert PMID in text[one.start : one.end]


def test_work_in_force_is_left_alone(found_of):
    """Most works have nothing against them."""
    assert not found_of("current", f"It rained (PMID {PMID}).")
