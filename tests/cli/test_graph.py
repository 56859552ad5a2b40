"""`musclegraph graph` on the real data: what it draws, where it writes, how it refuses."""

import os
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from musclegraph.cli._group import group as main

CLAIM = "dehydration-causes-cramp"


@pytest.fixture
def graph(home):
    """Run the command and return its result."""

    def run(*arguments):
        return CliRunner().invoke(main, ["graph", *map(str, arguments), "--home", str(home)])

    return run


@pytest.mark.parametrize(
    "name",
    [
        CLAIM, "claim:pickle-juice-relieves-cramp", "claim:quinine-reduces-cramp",
        "condition:exercise-cramp", "symptom:muscle-spasm", "charley horse",
        "study:schwellnus-2011", "publication:pmid-21148567",
    ],
)  # fmt: skip
def test_picture_goes_to_standard_output(graph, name):
    """Without --output the SVG is all that is printed."""
    result = graph(name)
    assert result.exit_code == 0, result.output
    assert ElementTree.fromstring(result.stdout_bytes).tag == "{http://www.w3.org/2000/svg}svg"


def test_lay_name_means_its_concept(graph):
    """What people call it draws what it is."""
    assert graph("charley horse").stdout_bytes == graph("symptom:muscle-cramp").stdout_bytes


def test_file_is_written_whole_and_replaced(graph, tmp_path):
    """The file holds the picture, an older one is replaced, and nothing else is left behind."""
    file = tmp_path / "picture.svg"
    file.write_text("old")
    result = graph(CLAIM, "--output", file)
    assert (result.exit_code, result.output) == (0, "")
    assert file.read_bytes() == graph(CLAIM).stdout_bytes
    assert os.listdir(tmp_path) == ["picture.svg"]


def test_link_and_device_are_written_through(graph, tmp_path):
    """A link stays a link, and a device is not replaced by a file."""
    link, file = tmp_path / "link.svg", tmp_path / "file.svg"
    link.symlink_to(file)
    assert graph(CLAIM, "--output", link).exit_code == 0
    assert link.is_symlink()
    assert file.is_file()
    assert graph(CLAIM, "--output", os.devnull).exit_code == 0
    assert not os.path.isfile(os.devnull)


def test_missing_folder_is_an_error(graph, tmp_path):
    """Exit code 2 and what to do, no traceback."""
    result = graph(CLAIM, "--output", tmp_path / "none" / "picture.svg")
    assert result.exit_code == 2
    assert "name a file in a folder that exists" in result.stderr


def test_unknown_name_is_an_error_with_what_is_near(graph):
    """A typing mistake is answered with the right spelling."""
    result = graph("claim:dehydration-cause-cramp")
    assert result.exit_code == 2
    assert "claim:dehydration-causes-cramp" in result.stderr
    assert result.stdout == ""


def test_layer_decides_whose_evidence_is_drawn(graph):
    """The articles' own evidence gives another picture than all of it."""
    articles = graph(CLAIM, "--layer", "articles")
    assert b"only the evidence the articles cite" in articles.stdout_bytes
    assert articles.stdout_bytes != graph(CLAIM).stdout_bytes


def test_no_snapshot_is_exit_3(tmp_path):
    """A missing snapshot is the operator's to make."""
    result = CliRunner().invoke(main, ["graph", CLAIM, "--home", str(tmp_path)])
    assert result.exit_code == 3
    assert "musclegraph build" in result.stderr
