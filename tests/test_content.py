"""What was promised to be in the graph is in it, and the articles' sentences are not."""

import os
import re
from pathlib import Path

import pytest

from musclegraph.build import collect
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import PREFIXES, slug
from musclegraph.store.quads import described

DATA = Path(__file__).parent / "data"
TEXTS = os.environ.get("MUSCLEGRAPH_TEXTS", "")
MG = PREFIXES["mg"]
# Headings locate a passage; titles and authors are facts of a record.
QUOTABLE = {f"{MG}heading", f"{MG}authors", f"{PREFIXES['dcterms']}title"}
# The canonical wordings of the claims were given to us with their slugs.
CANONICAL = f"{PREFIXES['skos']}prefLabel"
RUN = 8


@pytest.fixture(scope="module")
def curated():
    """Every curated quad."""
    return collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads


def _values(quads, name):
    return [quad.object.value for quad in quads if quad.predicate.value == MG + name]


def test_every_inventory_item_is_placed(curated):
    """Each of the 291 items is on a node, or is left out with a reason."""
    wanted = set((DATA / "inventory-ids.txt").read_text().split())
    left_out = set(re.findall(r"`([a-z]+\.[\w.-]+)`", (ONTOLOGY / "left-out.md").read_text()))
    assert len(wanted) == 291
    assert sorted(wanted - set(_values(curated, "inventoryId")) - left_out) == []


def test_every_listed_claim_is_there(curated):
    """The 87 claims of the inventory keep their slugs."""
    rows = (DATA / "positions.tsv").read_text().splitlines()[1:]
    there = {slug(node) for node in described(curated) if "/claim/" in node}
    assert len(rows) == 87
    assert sorted({row.split("\t")[0] for row in rows} - there) == []


def test_seven_pmids_and_three_catalogue_numbers(curated):
    """The records of the articles are complete."""
    graph = "https://w3id.org/musclegraph/graph/evidence/articles"
    own = [quad for quad in curated if quad.graph_name.value == graph]
    pmids = [q for q in own if q.predicate.value == PREFIXES["fabio"] + "hasPubMedId"]
    publications = [node for node in described(own) if "/publication/" in node]
    assert (len(publications), len(pmids)) == (17, 7)
    assert sorted(_values(own, "catalogueNumber")) == ["54321", "54733", "56710"]


def _runs(text):
    words = re.findall(r"\w+", text.lower().replace("’", "'"))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.mark.skipif(not TEXTS, reason="the articles' texts are not at hand (MUSCLEGRAPH_TEXTS)")
def test_no_sentence_of_the_articles_is_copied(curated):
    """No text of ours shares eight words in a row with an article."""
    article = set().union(*(_runs(path.read_text("utf-8")) for path in Path(TEXTS).glob("*.txt")))
    given = (_runs(q.object.value) for q in curated if q.predicate.value == CANONICAL)
    article -= set().union(*given)
    copied = [
        (slug(quad.subject.value), quad.object.value)
        for quad in curated
        if quad.predicate.value not in QUOTABLE and _runs(quad.object.value) & article
    ]
    assert article
    assert copied == []
