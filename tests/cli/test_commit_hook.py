"""The hook of .pre-commit-hooks.yaml on a repository of its own, installed by pre-commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "ontology", "queries", "frontend")
FILES = (
    ".pre-commit-hooks.yaml", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE",
    "LICENSE-DATA",
)  # fmt: skip
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules")
FALSE = "Exercise cramps are caused by electrolyte loss.\n"


def _git(folder, *words):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """A repository with what is checked out here, as pre-commit clones it."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "all")
    return folder


def test_hook_finds_what_is_false(hooks, tmp_path):
    """pre-commit installs the program, which builds its graph and fails on a false statement."""
    _git(tmp_path, "init", "-q")
    (tmp_path / "draft.md").write_text(FALSE)
    _git(tmp_path, "add", "-A")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / ".cache")}
    command = [sys.executable, "-m", "pre_commit", "try-repo", hooks, "musclegraph", "--all-files"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert done.returncode == 1, done.stderr
    assert "draft.md:1:1: MG001 error" in done.stdout
    assert not (tmp_path / "snapshots").exists()
