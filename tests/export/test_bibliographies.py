"""CSL-JSON, RIS and BibTeX: what other libraries read from them is what the graph knows."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from node import CLIENTS, answer_of

from musclegraph.core.errors import NotAcceptable, NotFound
from musclegraph.core.terms import PublicationType, Status
from musclegraph.export.formats import bibtex, csl, ris
from musclegraph.export.selection import Selection, select
from musclegraph.export.works import Author, Work, load_works
from musclegraph.ingest.formats import read_bibliography
from musclegraph.store.opened import about

FORMATS = {"csl": csl, "ris": ris, "bibtex": bibtex}
NOTICE = "Information, not medical advice."
ODD = Work(
    "odd",
    PublicationType.BOOK,
    Status.RETRACTED,
    title=r"50 % of {runners} & \others_ cost $1 #1 ~ “é”",
    authors=(Author("de l'Étoile-Ō", "AB"), Author("Smith and Sons & Co")),
    has_more_authors=True,
    doi="10.1000/a_b%c",
    issued="1999",
)


@pytest.fixture(scope="module")
def works(snapshot):
    """Every work of the graph."""
    return load_works(Selection(snapshot.store, about(snapshot.manifest)))


@pytest.fixture
def odd(monkeypatch):
    """Render one work with every character that some format might trip over."""

    def render(form):
        monkeypatch.setattr(FORMATS[form], "load_works", lambda selection: [ODD])
        return FORMATS[form].render(None).decode()

    return render


@pytest.mark.parametrize("form", FORMATS)
def test_every_work_comes_back(form, export, works, tmp_path):
    """Key, title, identifiers, year and authors, through the reader for other people's files."""
    path = tmp_path / f"all{FORMATS[form].SUFFIX}"
    path.write_text(export(form), encoding="utf-8")
    found = [
        (record.key, record.title.replace("\\", ""), record.pmid, record.doi, record.year)
        for record in read_bibliography(path)
    ]
    wanted = [
        (work.key, work.title, work.pmid, work.doi.lower(), work.issued[:4]) for work in works
    ]
    assert found == wanted
    assert len(found) > 100


@pytest.mark.parametrize("form", FORMATS)
def test_authors_come_back(form, export, tmp_path):
    """Family names first, initials with full stops."""
    path = tmp_path / f"quinine{FORMATS[form].SUFFIX}"
    path.write_text(export(form, "quinine-reduces-cramp"), encoding="utf-8")
    authors = {record.key: record.authors for record in read_bibliography(path)}
    assert authors["pmid-25842375"][:4] == (
        "El-Tawil S.", "Al Musa T.", "Valli H.", "Lunn M. P. T.",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_harms_and_notice_go_along(form, export):
    """A work that supports quinine says what quinine does to people, and every work the notice."""
    text = export(form, "quinine-reduces-cramp")
    assert "supports “Quinine reduces muscle cramps”" in text
    assert text.count("Harms of that treatment: Serious: Quinine") == 3
    assert text.count(NOTICE) == text.count("fda-2009") + 4


def _year(item):
    return item.get("issued", {"date-parts": [[None]]})["date-parts"][0][0]


def _families(item):
    """The last word of each name; Citation.js sets "van der" apart, and "others" is "et al."."""
    names = [author.get("family") or author["literal"] for author in item.get("author", [])]
    return [name.split()[-1] for name in names if name not in ("others", "et al.")]


@pytest.mark.parametrize(("form", "kind"), [("ris", "@ris/file"), ("bibtex", "@bibtex/text")])
def test_citation_js_reads_the_same(form, kind, export):
    """A library in another language sees in RIS and BibTeX what CSL-JSON says, and cites it."""
    if not (CLIENTS / "node_modules" / "@citation-js").is_dir():
        pytest.skip("no Citation.js: .venv/bin/python tools/npm_ci.py tests/clients")
    found = answer_of("citations.mjs", export(form), kind, "pmid-21148567")
    said = {item["DOI"].lower(): item for item in found["data"] if "DOI" in item}
    for item in json.loads(export("csl")):
        if "DOI" in item:
            one = said[item["DOI"].lower()]
            assert one["title"] == item["title"]
            assert _year(one) == _year(item)
            assert one.get("volume") == item.get("volume")
            assert _families(one) == _families(item), item["id"]
    assert "Schwellnus, M. P., Drew, N., & Collins, M. (2011" in found["apa"]


def test_ris_keeps_odd_characters(odd):
    """RIS has no escapes: text is as it is, on one line."""
    (entry,) = rispy.loads(odd("ris"))
    assert entry["title"] == ODD.title
    assert entry["authors"] == ["de l'Étoile-Ō, A. B.", "Smith and Sons & Co", "et al."]
    assert odd("ris").startswith("TY  - BOOK\n")


def test_csl_keeps_odd_characters(odd):
    """JSON keeps all; what happened to the work is its status."""
    (item,) = json.loads(odd("csl"))
    assert item["title"] == ODD.title
    assert item["status"] == "retracted"
    assert item["author"][1] == {"literal": "Smith and Sons & Co"}


def test_bibtex_escapes_odd_characters(odd):
    """LaTeX decodes the text again; a DOI is no text; a cut list of authors ends in others."""
    library = bibtexparser.parse_string(
        odd("bibtex"), append_middleware=[LatexDecodingMiddleware()]
    )
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"].removeprefix("{").removesuffix("}") == ODD.title
    assert fields["author"].endswith("and others")
    assert fields["note"] == "Retracted"


def test_page_ranges_are_written_out(works):
    """Abbreviated last pages become whole, article numbers stay."""
    pages = {work.key: work.page_range for work in works}
    assert pages["pmid-21148567"] == ("650", "656")
    assert pages["pmid-25842375"] == ("CD005044", "")


@pytest.mark.parametrize(
    "name", ["study:schwellnus-2011", "pmid:21148567", "publication:pmid-21148567"]
)
def test_one_work_has_many_names(name, export):
    """A study's list and a publication's are the same here."""
    (item,) = json.loads(export("csl", name))
    assert item["PMID"] == "21148567"


def test_source_lists_what_it_cites(export):
    """And says which way each of these points, as far as it is known."""
    items = {item["id"]: item for item in json.loads(export("csl", "source:painscience-cramps"))}
    assert "disputes “Exercise cramps are caused by dehydration”" in items["pmid-21148567"]["note"]


@pytest.mark.parametrize("name", ["no-such-claim", "claim:", "study:x y", "http://x.org/a", "x:y"])
def test_unknown_name_is_refused(name, snapshot):
    """Nothing is exported for nothing."""
    with pytest.raises(NotFound, match="nothing is called"):
        select(snapshot.store, {}, name, ("claim",))


def test_kind_without_a_list_is_refused(snapshot):
    """A treatment has no evidence list of its own."""
    with pytest.raises(NotAcceptable, match="treatment:quinine"):
        select(snapshot.store, {}, "treatment:quinine", ("claim", "study"))
