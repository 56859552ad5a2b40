"""What the pages load of others: made by the build, with licences, small, and nothing committed."""

import gzip
import json
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
    """It weighs under 600 kB compressed, and each package in it has its licence there."""
    files = [path for path in BUNDLE.iterdir() if path.suffix in {".js", ".css"}]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 600_000
    told = (BUNDLE / "LICENCES.txt").read_text()
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    wanted = list(lock[""]["dependencies"])
    for name in wanted:
        entry = lock[f"node_modules/{name}"]
        assert f"{name} {entry['version']}: " in told
        wanted += [one for one in entry.get("dependencies", {}) if one not in wanted]
    assert len(wanted) > 10
