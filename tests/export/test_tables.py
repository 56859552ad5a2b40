"""Tidy tables for data scientists, and the notebook that uses them."""

import csv
import io
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TABLES = ("claims-csv", "evidence-csv", "verdicts-csv")
NOTEBOOK = Path(__file__).resolve().parents[2] / "examples" / "evidence.ipynb"


@pytest.fixture(scope="module")
def tables(export):
    """The rows of each table."""
    return {name: list(csv.DictReader(io.StringIO(export(name)))) for name in TABLES}


def test_tables_fit_together(tables, snapshot):
    """Each row once; every claim has two verdicts; nothing of the graph is missing."""
    claims, lines, verdicts = (tables[name] for name in TABLES)
    slugs = [row["claim"] for row in claims]
    assert len(set(slugs)) == len(slugs) == snapshot.store.select(_count("Claim")).rows[0][0].python
    keys = [row["line"] for row in lines]
    expected = snapshot.store.select(_count("EvidenceLine")).rows[0][0].python
    assert len(set(keys)) == len(keys) == expected
    assert {row["claim"] for row in lines} <= set(slugs)
    judged = sorted((row["claim"], row["layer"]) for row in verdicts)
    assert judged == sorted((slug, layer) for slug in slugs for layer in ("all", "articles"))


def _count(kind):
    return (
        "PREFIX mg: <https://w3id.org/musclegraph/ns#> "
        f"SELECT (COUNT(DISTINCT ?n) AS ?count) WHERE {{ ?n a mg:{kind} }}"
    )


@pytest.mark.parametrize("name", TABLES)
def test_harms_and_notice_are_on_every_row(name, tables):
    """Rows travel alone."""
    assert all("not medical advice" in row["notice"] for row in tables[name])
    quinine = [row for row in tables[name] if row["claim"] == "quinine-reduces-cramp"]
    assert quinine
    assert all(row["harms"].startswith("Serious: Quinine") for row in quinine)


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_short_names(name, tables):
    """No IRI of ours is left where a name will do, and numbers and booleans are plain."""
    cells = {value for row in tables[name] for value in row.values()}
    assert [value for value in cells if value.startswith("https://w3id.org/musclegraph/")] == []


def test_values_are_those_of_the_graph(tables):
    """One known row of each table."""
    claims, lines, verdicts = (tables[name] for name in TABLES)
    (claim,) = [row for row in claims if row["claim"] == "quinine-reduces-cramp"]
    assert (claim["subject"], claim["predicate"]) == ("treatment:quinine", "prevents")
    (line,) = [row for row in lines if row["line"] == "el-tawil-2015--quinine-reduces-cramp"]
    assert (line["pmids"], line["direction"], line["concerns"]) == (
        "25842375", "supports", "risk-of-bias",
    )  # fmt: skip
    assert (line["sample_size"], line["statuses"]) == ("1586", "current")
    found = [row for row in verdicts if row["claim"] == "dehydration-causes-cramp"]
    assert {row["layer"]: row["result"] for row in found} == {
        "all": "conflicting", "articles": "contradicted",
    }  # fmt: skip


def test_replaced_reading_is_marked(tables):
    """Old readings stay in the table; the column says what took their place."""
    (line,) = [
        row
        for row in tables["evidence-csv"]
        if row["line"] == "schwellnus-2011--dehydration-causes-cramp"
    ]
    assert line["replaced_by"]
    assert line["read_from"] == "secondary-report"


def test_columns_are_documented(tables):
    """Each column of each table is in docs/export.md."""
    page = (NOTEBOOK.parents[1] / "docs" / "export.md").read_text(encoding="utf-8")
    columns = {column for rows in tables.values() for column in rows[0]}
    assert [column for column in sorted(columns) if f"`{column}`" not in page] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebook_runs(home, monkeypatch):
    """From top to bottom on the real graph; it shows the harms beside the benefit of quinine."""
    monkeypatch.setenv("MUSCLEGRAPH_HOME", str(home))
    folder = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = str([cell.outputs for cell in notebook.cells if cell.cell_type == "code"])
    assert "risk in night leg cramps outweighs any benefit" in shown
    assert "conflicting" in shown
    assert "not medical advice" in shown
