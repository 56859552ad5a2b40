"""What we write as SARIF passes Microsoft's own validator, which finds a fault put in by hand."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from musclegraph.lint.report import render

ROOT = Path(__file__).resolve().parents[1]
TOOL = "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"


@pytest.fixture
def validate(tmp_path):
    """Return the rules of SARIF that a log breaks."""
    tool = ROOT / "clients" / TOOL
    if not tool.is_file():
        pytest.skip("no validator: .venv/bin/python tools/npm_ci.py tests/clients")
    tool.chmod(0o755)  # npm does so in a script, and no script is run

    def run(log):
        (tmp_path / "log.sarif").write_text(log)
        command = [tool, "validate", tmp_path / "log.sarif", "--output", tmp_path / "found.sarif"]
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        subprocess.run(command, capture_output=True, env=environment, check=False)
        found = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8-sig"))
        return [one["ruleId"] for one in found["runs"][0]["results"]]

    return run


@pytest.fixture
def log(lint):
    """Diagnostics of every level, in two drafts."""
    text = (Path(__file__).parent / "articles" / "false.md").read_text(encoding="utf-8")
    return render([lint(text, "a b.md"), lint("Good morning.")], "sarif")


def test_our_sarif_is_valid(validate, log):
    """No rule of the format is broken."""
    assert validate(log) == []


def test_validator_can_fail(validate, log):
    """A region that ends before it begins is found."""
    broken = json.loads(log)
    region = broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    region["startLine"] = 10_000
    assert validate(json.dumps(broken)) == ["SARIF1007"]
