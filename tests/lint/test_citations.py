"""What a draft cites: every way in which writers name a work."""

import json

import pytest

from musclegraph.ingest.formats import read_bibliography
from musclegraph.lint.citations import find_citations
from musclegraph.lint.draft import Draft

PMID, DOI = "21148567", "10.1136/bjsm.2010.078535"
WAYS = [
    ("draft.md", f"Cramps are no mystery (PMID {PMID})."),
    ("draft.md", f"Cramps are no mystery (PMID: {PMID})."),
    ("draft.md", f"Cramps are [no mystery](https://pubmed.ncbi.nlm.nih.gov/{PMID}/)."),
    ("draft.md", f"Cramps are no mystery (https://doi.org/{DOI})."),
    ("draft.md", f"Cramps are no mystery, doi:{DOI.upper()}."),
    ("draft.md", f"Cramps are no mystery.[^a]\n\n[^a]: Somebody.\n    PMID {PMID}\n"),
    ("draft.md", f"Cramps are no mystery [2].\n\n## References\n\n1. x\n2. y doi:{DOI}\n"),
    ("draft.md", f"Cramps are no mystery [1-3].\n\n# Sources\n\n1. x\n2. y doi:{DOI}\n3. z\n"),
    ("draft.md", f"Cramps are [no mystery][s].\n\n[s]: https://doi.org/{DOI}\n"),
    ("draft.md", "Schwellnus et al. (2011) found no such link."),
    ("draft.txt", f"Cramps are no mystery [1].\n\nReferences\n\n[1] PMID {PMID}\n"),
    ("draft.html", f'<p>Cramps are <a href="https://doi.org/{DOI}">no mystery</a>.</p>'),
    (
        "draft.html",
        f'<p>No mystery.<sup><a href="#r2">2</a></sup></p><h2>References</h2><ol><li id="r1">x</li>'
        f'<li id="r2">PMID {PMID}</li></ol>',
    ),
    ("draft.html", f"<p>No mystery.<sup>1</sup></p><h2>Notes</h2><ol><li>PMID {PMID}</li></ol>"),
]


def _cited(draft, works, records=()):
    found = find_citations(draft, works, dict(records))
    return {work.pmid for one in found for work in one.works}


@pytest.mark.parametrize(("name", "text"), WAYS)
def test_work_is_found(name, text, works):
    """Each way leads to the same work."""
    form = {"md": "markdown", "txt": "text", "html": "html"}[name.partition(".")[2]]
    assert _cited(Draft(name, text, form), works) == {PMID}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("works.json", json.dumps([{"id": "s11", "title": "T", "DOI": DOI, "type": "article"}])),
        ("works.ris", f"TY  - JOUR\nID  - s11\nTI  - T\nDO  - {DOI}\nER  - \n"),
        ("works.bib", f"@article{{s11, title={{T}}, doi={{https://doi.org/{DOI}}}}}\n"),
    ],
)
def test_bibliography_is_read(name, text, works, tmp_path):
    """A key in the text leads through the bibliography to the work."""
    (tmp_path / name).write_text(text)
    records = {record.key: record for record in read_bibliography(tmp_path / name)}
    draft = Draft("draft.md", "Cramps are no mystery [@s11].", "markdown")
    assert _cited(draft, works, records) == {PMID}


def test_reference_list_is_not_the_text(lint):
    """A title that states something false is not the writer's statement."""
    text = "Nothing here.\n\n## References\n\n1. Exercise cramps are caused by electrolyte loss.\n"
    assert not lint(text)[1]


def test_two_works_in_one_reference_disagree(lint):
    """A PMID and a DOI of different works in one reference."""
    text = f"Well.[^1]\n\n[^1]: Johnson 1989. PMID 2521794, doi:{DOI}\n"
    assert "MG014" in {one.rule for one in lint(text)[1]}


@pytest.mark.parametrize(
    ("number", "is_flagged"),
    [("In 210 triathletes", False), ("In about 200 triathletes", False), ("In 43 people", False),
     ("In 3,000 triathletes", True), ("In 77% of triathletes", True)],
)  # fmt: skip
def test_number_is_compared(number, is_flagged, lint):
    """A number that the study has, also roughly, passes; another does not."""
    found = lint(f"{number}, electrolyte loss did not cause exercise cramps (PMID {PMID}).")[1]
    assert ("MG015" in {one.rule for one in found}) is is_flagged


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("Magnesium prevents leg cramps in pregnancy", {"MG012"}),
        ("Magnesium may prevent leg cramps in pregnancy", set()),
    ],
)
def test_inconclusive_study_carries_doubt(sentence, rules, lint):
    """A study that points neither way does not carry a flat sentence; it carries a doubt."""
    found = lint(f"{sentence} (doi:10.1002/14651858.CD009402.pub3).")[1]
    assert {one.rule for one in found} & {"MG011", "MG012"} == rules


def test_particle_belongs_to_the_name(works):
    """Two words of a family name, and the last of them alone, lead to the work."""
    assert works.by("Dieen", "2003").name == "van Dieen 2003"
