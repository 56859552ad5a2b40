"""The wheel: what is in it, how big it is, and that it serves the same pages with no network."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.packed import unpacked
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
from musclegraph.core.settings import Settings
from musclegraph.store.opened import Where

app = open_app(Where(Path(sys.argv[2])), Settings(workers=1))
with TestClient(app, headers={"Accept": "text/html"}) as client:
    print(json.dumps({path: client.get(path).text for path in sys.argv[3:]}))
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


@pytest.fixture(scope="module")
def archive(wheel, tmp_path_factory):
    """The archive of the data, taken out of the wheel."""
    with zipfile.ZipFile(wheel) as whole:
        name = next(name for name in whole.namelist() if name.startswith("musclegraph/data/"))
        return Path(whole.extract(name, tmp_path_factory.mktemp("data")))


def test_wheel_holds_what_it_needs(wheel):
    """Templates, the bundle with its licences, the data as one file; nothing of the workshop."""
    with zipfile.ZipFile(wheel) as whole:
        names = {name.partition("/")[2] for name in whole.namelist()}
    assert "pages/static/bundle/editor.js.br" in names
    assert "pages/static/bundle/LICENCES.txt" in names
    assert len([name for name in names if name.startswith("data/")]) == 1
    assert not [name for name in names if "node_modules" in name or name.endswith(".map")]


def test_wheel_is_small(wheel):
    """Some 2 MB: 0.72 what the checker learned, 0.4 the bundle, 0.33 the data, the rest code."""
    with zipfile.ZipFile(wheel) as whole:
        sizes = {one.filename: one.compress_size for one in whole.infolist()}
    parts = {"/static/bundle/": 410_000, "graph/data/": 350_000, "/claims/data/": 740_000}
    for part, most in parts.items():
        assert sum(size for name, size in sizes.items() if part in name) < most, part
    assert wheel.stat().st_size < 2_050_000


def test_data_is_unpacked_once(archive):
    """All of the data is there; who comes second finds it, and nothing else is left."""
    folder = unpacked(archive)
    was = folder.stat().st_ino
    for top in (ONTOLOGY, QUERIES):
        paths = [path for path in top.rglob("[!.]*") if path.is_file()]
        assert paths
        for path in paths:
            assert (folder / path.relative_to(top.parent)).read_bytes() == path.read_bytes()
    assert unpacked(archive).stat().st_ino == was
    assert {*archive.parent.iterdir()} == {archive, folder}


def test_data_is_read_where_nothing_can_be_written(archive):
    """An installation that is not ours to write is unpacked elsewhere."""
    with archive.open("rb") as file:
        folder = unpacked(Path(f"/proc/self/fd/{file.fileno()}"))
    assert (folder / "ontology" / "verdict-rules.ttl").is_file()


def test_wheel_serves_the_same_pages(wheel, tmp_path, reader, home):
    """Unpacked elsewhere, without the checkout and without a network, pages are the same."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SERVE, str(tmp_path), str(home), *PAGES],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for path, html in json.loads(done.stdout).items():
        assert html == reader.get(path).text, path
