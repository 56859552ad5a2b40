"""What the pages load of others: made by the build, with licences, small, and nothing committed."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from musclegraph.pages.render import STATIC

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = STATIC / "bundle"


def test_nothing_of_others_is_committed():
    """Neither modules nor the bundle are in the repository, and the lock names no address."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    assert "node_modules" not in tracked.stdout
    assert "static/bundle" not in tracked.stdout
    lock = (ROOT / "frontend/package-lock.json").read_text()
    assert "http" not in "".join(line for line in lock.splitlines() if '"resolved"' in line)


@pytest.mark.skipif(not BUNDLE.is_dir(), reason="no bundle: no network when it was installed")
def test_bundle_is_small_and_licensed():
    """It weighs under 400 kB as it is sent, and each package in it has its licence there."""
    files = [path for path in BUNDLE.iterdir() if path.suffix != ".txt"]
    assert {path.suffix for path in files} == {".br"}
    assert sum(path.stat().st_size for path in files) < 400_000
    told = (BUNDLE / "LICENCES.txt").read_text()
    assert "undefined" not in told
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    wanted = list(lock[""]["dependencies"])
    for name in wanted:
        entry = lock[f"node_modules/{name}"]
        assert f"{name} {entry['version']}: " in told
        wanted += [one for one in entry.get("dependencies", {}) if one not in wanted]
    assert len(wanted) > 10


@pytest.mark.skipif(not BUNDLE.is_dir(), reason="no bundle: no network when it was installed")
@pytest.mark.parametrize("accepted", ["gzip, deflate, br;q=0.9", "identity", "gzip"])
def test_bundle_reaches_every_browser(reader, accepted):
    """Who reads Brotli gets the file as it lies there; others get it undone."""
    page = reader.get("/query").text
    address = re.search(r'src="(/static/bundle/editor[^"]+)"', page)[1]
    answer = reader.get(address, headers={"Accept-Encoding": accepted})
    sent_as = {"identity": None, "gzip": "gzip"}.get(accepted, "br")
    assert answer.headers.get("content-encoding") == sent_as
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"registerPlugin" in answer.content
