"""Works as sentences of a bibliography, beside those of a CSL processor; and what was retracted."""

import json
import re
from dataclasses import replace

import pytest
from node import CLIENTS, answer_of

from musclegraph.core.terms import PublicationType, Status
from musclegraph.export.cited import STYLES, cite
from musclegraph.export.selection import select
from musclegraph.export.works import load_works
from musclegraph.store.opened import about


@pytest.fixture(scope="module")
def works(snapshot):
    """Every work, by key."""
    return {one.key: one for one in load_works(select(snapshot.store, about(snapshot.manifest)))}


@pytest.fixture(scope="module")
def others(export):
    """What Citation.js makes of the same works, by key and style."""
    if not (CLIENTS / "node_modules" / "@citation-js").is_dir():
        pytest.skip("no Citation.js: .venv/bin/python tools/npm_ci.py tests/clients")
    items = json.loads(export("csl"))
    plain = [{k: v for k, v in one.items() if k not in ("note", "status")} for one in items]
    return answer_of("references.mjs", json.dumps(plain))


def _bare(text):
    """Leave out what is a matter of typography and of identifiers."""
    text = re.sub('[\u2018\u2019\u201c\u201d"]', "'", text.replace("\u2013", "-"))
    text = text.replace(",'", "',")
    text = re.sub(r"^1\. | (PubMed )?PMID: \d+| PubMed Central PMCID: PMC\d+| \[\w+\]$", "", text)
    return re.sub(r"[.;]+(?= |$)", "", text)


@pytest.mark.parametrize("style", STYLES)
def test_articles_read_as_in_the_style(works, others, style):
    """Every article in a journal with authors, year and volume is as a CSL processor writes it."""
    compared = 0
    for key, work in works.items():
        whole = work.authors and work.issued and work.volume and not work.has_more_authors
        named = all(author.given for author in work.authors)
        if work.kind is PublicationType.JOURNAL_ARTICLE and whole and named:
            compared += 1
            assert _bare(cite(work, style)) == _bare(others[key][style]), key
    assert compared > 40


def test_retraction_is_part_of_the_citation(works):
    """A work that was retracted says so in every style; what a record lacks is not invented."""
    work = replace(works["pmid-21148567"], status=Status.RETRACTED)
    bare = replace(work, authors=(), issued="", journal="", volume="", doi="", pmid="", pages="")
    for style in STYLES:
        assert cite(work, style).endswith("[retracted]")
        assert work.title in cite(bare, style)
        assert "None" not in cite(bare, style)
