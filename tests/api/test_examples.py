"""The examples for running a server name settings and paths that exist."""

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
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


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_unit_is_one_for_systemd(tmp_path):
    """systemd finds nothing wrong with it, and little that a stranger could reach through it."""
    unit = tmp_path / "musclegraph.service"
    text = (EXAMPLES / "musclegraph.service").read_text(encoding="utf-8")
    # Where the program will be; here it is only looked whether it is there.
    unit.write_text(text.replace("/opt/musclegraph/bin/musclegraph", sys.executable))
    for command in (["verify"], ["security", "--offline=true", "--threshold=30"]):
        done = subprocess.run(
            ["systemd-analyze", *command, unit], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="no docker-compose here")
def test_compose_file_is_one_for_compose():
    """docker-compose reads it; no daemon is needed for that."""
    command = ["docker-compose", "--file", EXAMPLES / "compose.yaml", "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_proxy_file_is_one_for_nginx(tmp_path):
    """nginx reads it, with the server's name replaced by one that resolves here."""
    own = tmp_path / "server.conf"
    text = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
    own.write_text(text.replace("http://musclegraph:", "http://127.0.0.1:"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {own}; }}\n")
    done = subprocess.run(["nginx", "-t", "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
