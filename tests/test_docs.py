"""What the documents say is what the program does now."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from musclegraph.cli._group import group
from musclegraph.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def environment(home):
    """The environment of a command that uses the real snapshot."""
    return {**os.environ, "MUSCLEGRAPH_HOME": str(home)}


@pytest.fixture(scope="module")
def made(environment, tmp_path_factory):
    """The generated documents, made anew."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, ROOT / "tools" / "write_docs.py", folder]
    subprocess.run(command, check=True, env=environment)
    return folder


def test_generated_documents_are_current(made):
    """Run `make docs` when a verdict, a rule or the picture has moved."""
    written = [path.relative_to(made) for path in made.rglob("*.*")]
    assert len(written) > 15
    old = [name for name in written if (made / name).read_text() != _committed(name)]
    assert not old


def _committed(name):
    path = ROOT / "docs" / name
    return path.read_text() if path.is_file() else None


def test_readme_answer_is_the_real_one(environment):
    """The question at the top of the README is answered as the program answers it."""
    block = re.search(r"> \$ musclegraph (.+)\n((?:> .*\n)+?)> ```", README)
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *block[1].split()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    shown = " ".join(line.removeprefix("> ") for line in block[2].splitlines())
    assert shown in " ".join(done.stdout.split())


def test_readme_commands_work(environment, tmp_path):
    """Each example of the section "Ask it" runs."""
    (tmp_path / "draft.md").write_text("Cramps hurt.\n")
    section = README.split("## Ask it")[1].split("```")[1]
    commands = re.findall(r"^musclegraph ([^#\n]+)", section, re.MULTILINE)
    assert len(commands) == 8
    for words in commands:
        line = f"{sys.executable} -m musclegraph.cli.__main__ {words.split('--output')[0]}"
        done = subprocess.run(line, shell=True, capture_output=True, env=environment, cwd=tmp_path)
        assert done.returncode in (0, 1), line


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "docs/export.md", "docs/versions.md"]
)
def test_links_lead_somewhere(document):
    """Every relative link points to a file of the project."""
    path = ROOT / document
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_command_is_documented():
    """Each command is named in the README or in docs/."""
    pages = README + "".join(p.read_text("utf-8") for p in (ROOT / "docs").glob("*.md"))
    assert [name for name in group.list_commands(None) if f"musclegraph {name}" not in pages] == []


def test_every_setting_is_documented():
    """Each setting is in docs/settings.md with its default and its help."""
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in fields(Settings):
        row = f"| `MUSCLEGRAPH_{setting.name.upper()}` | {setting.default} |"
        assert row in page, f"add the row: {row} {setting.metadata['help']} |"
        assert setting.metadata["help"] in page


def test_makefile_targets_are_real():
    """The README's two commands are targets of the Makefile."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test"} <= set(targets)
