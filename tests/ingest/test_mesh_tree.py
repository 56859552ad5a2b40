"""A branch of MeSH is what the NLM's file says is at or below its number."""

import gzip

import pytest
from click.testing import CliRunner

from musclegraph.cli._group import group
from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest.mesh_tree import below

from .pubmed_xml import article, article_set

# Shape and numbers as in the NLM's file of descriptors.
TREE = {
    "D009120": ("Muscle Cramp", ["C10.597.613.550", "C23.888.592.608.550"]),
    "D009468": ("Neuromuscular Manifestations", ["C10.597.613", "C23.888.592.608"]),
    "D013035": ("Spasm", ["C10.597.613.750", "C23.888.592.608.750"]),
    "D001249": ("Asthma", ["C08.127.108", "C08.381.495.108"]),
    "D000001": ("Not below", ["C10.597.6130"]),
}


@pytest.fixture
def descriptors(tmp_path):
    """A small file of descriptors, gzipped."""
    records = "".join(
        f'<DescriptorRecord DescriptorClass="1"><DescriptorUI>{ui}</DescriptorUI>'
        f"<DescriptorName><String>{name}</String></DescriptorName><TreeNumberList>"
        + "".join(f"<TreeNumber>{number}</TreeNumber>" for number in numbers)
        + "</TreeNumberList></DescriptorRecord>"
        for ui, (name, numbers) in TREE.items()
    )
    path = tmp_path / "desc2026.xml.gz"
    text = f'<DescriptorRecordSet LanguageCode="eng">{records}</DescriptorRecordSet>'
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_a_branch_is_all_at_or_below_its_number(descriptors):
    """A number that only begins alike is not below it; several branches add up."""
    assert below(descriptors, {"C10.597.613"}) == {"D009120", "D009468", "D013035"}
    assert below(descriptors, {"C10.597.613.750", "C08"}) == {"D013035", "D001249"}


def test_a_number_that_is_nowhere_is_said(descriptors):
    """A slip would make a topic of nothing."""
    with pytest.raises(RequestError, match="no descriptor at or below C99"):
        below(descriptors, {"C08", "C99"})


@pytest.mark.parametrize("text", ["<a", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;&z;</a>", ""])
def test_a_broken_file_is_refused(tmp_path, text):
    """It is not read half way."""
    path = tmp_path / "desc.xml"
    path.write_text(text)
    with pytest.raises(DataError):
        below(path, {"C08"})


def test_records_of_a_branch_are_kept(descriptors, home, tmp_path):
    """From the command: the descriptors of the branch, and no others."""
    file = tmp_path / "a.xml"
    spasm = article(1, headings=[("D013035", "Spasm")])
    asthma = article(2, headings=[("D001249", "Asthma")])
    file.write_bytes(article_set(spasm, asthma))
    command = ["ingest", "pubmed", file, "--records", tmp_path / "r", "--home", home]
    mesh = ["--mesh", "C10.597.613"]
    done = CliRunner().invoke(group, [str(w) for w in (*command, *mesh)])
    assert done.exit_code == 2
    assert "--descriptors" in done.output
    words = [*command, *mesh, "--descriptors", descriptors]
    done = CliRunner().invoke(group, [str(w) for w in words])
    assert done.exit_code == 0, done.output
    assert "1 records" in done.output
    assert "1 off topic" in done.output
