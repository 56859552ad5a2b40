"""What tests share: the snapshot of the real data, built once, and golden files."""

from pathlib import Path

import pytest

from musclegraph.build.pipeline import build
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.store.opened import open_current

GOLDEN = Path(__file__).resolve().parent / "golden"


def pytest_addoption(parser):
    """Let `pytest --record` write the golden files instead of comparing with them."""
    parser.addoption("--record", action="store_true", help="write tests/golden anew")


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A folder with the snapshot of everything under ontology/."""
    folder = tmp_path_factory.mktemp("snapshots")
    build(ONTOLOGY, QUERIES, folder, None, lambda line: None)
    return folder


@pytest.fixture(scope="session")
def snapshot(home):
    """The snapshot of everything under ontology/, opened."""
    return open_current(home)


@pytest.fixture
def golden(request):
    """Compare lines with a file of tests/golden, or write it with --record."""

    def compare(name, lines):
        path = GOLDEN / name
        text = "\n".join(lines) + "\n"
        if request.config.getoption("--record"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no {path.name}: run pytest --record and read what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return compare
