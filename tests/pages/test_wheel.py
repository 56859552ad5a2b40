"""The wheel: what is in it, how big it is, and that it serves the same pages with no network."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from musclegraph.pages.render import STATIC

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/", "/claim/quinine-reduces-cramp", "/condition/exercise-cramp", "/query", "/data")
SERVE = """
import json, socket, sys
from pathlib import Path

def refuse(*_):
    raise OSError("no network here")

socket.socket.connect = socket.getaddrinfo = refuse
import musclegraph
assert sys.argv[1] in musclegraph.__file__, musclegraph.__file__
from fastapi.testclient import TestClient
from musclegraph.api.app import open_app
from musclegraph.build.pipeline import build
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.settings import Settings
from musclegraph.store.opened import Where

home = Path(sys.argv[1]) / "home"
build(ONTOLOGY, QUERIES, home, None, lambda line: None)
app = open_app(Where(home), Settings(workers=1))
with TestClient(app, headers={"Accept": "text/html"}) as client:
    print(json.dumps({path: client.get(path).text for path in sys.argv[2:]}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    if not (STATIC / "bundle").is_dir():
        pytest.skip("no bundle: no network when it was installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_holds_what_it_needs(wheel):
    """Data, queries, templates, the bundle with its licences; nothing of the workshop."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert "pages/static/bundle/editor.js.br" in names
    assert "pages/static/bundle/LICENCES.txt" in names
    assert "data/ontology/verdict-rules.ttl" in names
    assert "data/queries/competency/claims.rq" in names
    assert not [name for name in names if "node_modules" in name or name.endswith(".map")]


def test_wheel_is_small(wheel):
    """Without what the checker learned it is under 1.65 MB, 0.41 MB of them the bundle."""
    with zipfile.ZipFile(wheel) as archive:
        sizes = {one.filename: one.compress_size for one in archive.infolist()}
    learned = sum(size for name, size in sizes.items() if "/claims/data/" in name)
    assert wheel.stat().st_size - learned < 1_650_000
    assert sum(size for name, size in sizes.items() if "/static/bundle/" in name) < 410_000


def test_wheel_serves_the_same_pages(wheel, tmp_path, reader):
    """Unpacked elsewhere, without the checkout and without a network, pages are the same."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SERVE, str(tmp_path), *PAGES],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for path, html in json.loads(done.stdout).items():
        assert html == reader.get(path).text, path
