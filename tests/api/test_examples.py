"""The examples for running a server name settings and paths that exist."""

import re
from dataclasses import fields
from pathlib import Path

import yaml

from musclegraph.api import problems
from musclegraph.core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"


def test_settings_named_in_examples_exist():
    """Each MUSCLEGRAPH_ name in an example is a setting."""
    known = {f"MUSCLEGRAPH_{setting.name.upper()}" for setting in fields(Settings)}
    text = "".join(path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir())
    assert set(re.findall(r"MUSCLEGRAPH_[A-Z_]+", text)) <= known


def test_compose_file_is_whole():
    """Each service's files are there, and the server itself has no way out."""
    compose = yaml.safe_load((EXAMPLES / "compose.yaml").read_text(encoding="utf-8"))
    assert (EXAMPLES / "nginx.conf").is_file()
    assert (ROOT / compose["services"]["build"]["build"]["dockerfile"]).is_file()
    assert compose["networks"]["inside"]["internal"]
    assert compose["services"]["musclegraph"]["networks"] == ["inside"]


def test_every_problem_type_is_documented():
    """docs/api.md has each type."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [slug for slug in problems.kinds() if f"`{slug}`" not in page] == []
