"""What a project decides, and what it is told if that cannot be."""

import pytest

from musclegraph.core.errors import RequestError
from musclegraph.lint.configuration import Configuration, find_configuration


def test_nothing_decided(tmp_path):
    """Without a file of either name the defaults hold."""
    assert find_configuration(tmp_path) == Configuration()


@pytest.mark.parametrize(
    ("name", "head"),
    [("pyproject.toml", "[tool.musclegraph.lint]"), (".musclegraph.toml", "[lint]")],
)
def test_nearest_file_counts(name, head, tmp_path):
    """It is found from a folder below, and its paths are its own."""
    (tmp_path / name).write_text(f'{head}\nignore = ["MG010"]\nbibliography = ["works.bib"]\n')
    below = tmp_path / "drafts"
    below.mkdir()
    found = find_configuration(below)
    assert found.ignore == {"MG010"}
    assert found.bibliography == (tmp_path / "works.bib",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[lint]\nignore = ["MG999"]', "no rule 'MG999'"),
        ('[lint]\nignored = ["MG001"]', "no setting 'ignored'"),
        ('[lint]\nignore = "MG001"', "not a list"),
        ('[lint]\nlayer = "some"', "layer is 'some'"),
        ("lint = 3", "not a table"),
        ("[lint", "cannot read"),
    ],
)
def test_mistake_is_named(text, said, tmp_path):
    """The file and the setting are named."""
    (tmp_path / ".musclegraph.toml").write_text(text)
    with pytest.raises(RequestError, match=said):
        find_configuration(tmp_path)
