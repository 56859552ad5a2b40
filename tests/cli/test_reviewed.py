"""What two reviews found and must not come back."""

import json
import shutil
import subprocess
import sys

import pytest

from musclegraph.build import collect
from musclegraph.core.errors import DataError, QueryFileError
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.settings import Settings
from musclegraph.queries.catalog import load_all


def run(home, *words):
    """Run one command on a snapshot folder; returns the finished process."""
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *words, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def verdict(home, *words):
    """Return a verdict as JSON."""
    return json.loads(run(home, "verdict", *words, "--format", "json").stdout)


def test_the_day_of_the_curation_is_today(home):
    """Asked for that day by name, undated publications count as they do without a date."""
    today = verdict(home, "dehydration-causes-cramp")
    assert verdict(home, "dehydration-causes-cramp", "--as-of", "2026-11-22") == today


def test_undated_harm_is_shown_on_any_day(home):
    """A harm whose report bears no date is never hidden by a date."""
    shown = verdict(home, "magnesium-prevents-cramp-older-adults", "--as-of", "2021-06-01")
    assert any("kidneys" in harm["label"] for harm in shown["harms"])


def test_denied_link_is_told_the_right_way_round(home):
    """A study that supports "unrelated" found no link."""
    told = verdict(home, "ironman-crampers-not-dehydrated")["explanation"]
    assert "Schwellnus 2011, 210 triathletes in an Ironman triathlon) found no link" in told


@pytest.mark.parametrize("manifest", ["{}", "[]", "not json"])
def test_damaged_snapshot_is_exit_3(home, tmp_path, manifest):
    """A manifest that is none says to build again."""
    own = tmp_path / "home"
    shutil.copytree(home, own, symlinks=True)
    (own / "current" / "MANIFEST.json").write_text(manifest)
    done = run(own, "ask", "claims")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


def test_empty_setting_is_an_unset_one():
    """MUSCLEGRAPH_HOME= does not mean the folder one stands in."""
    assert Settings.from_environment({"MUSCLEGRAPH_HOME": ""}) == Settings()


def test_missing_folder_is_refused():
    """Without the shapes a build would pass and check less."""
    files = collect.input_files(ONTOLOGY, QUERIES)
    without = tuple(file for file in files if not file.name.startswith("ontology/shapes/"))
    with pytest.raises(DataError, match="no files in ontology/shapes"):
        collect.refuse_missing(without)


def test_two_questions_cannot_share_a_path(tmp_path):
    """The second one is named, and the first."""
    for name in ("claims", "claims-again"):
        shutil.copy(QUERIES / "competency" / "claims.rq", tmp_path / f"{name}.rq")
    with pytest.raises(QueryFileError, match="path /claims is that of"):
        load_all(tmp_path)
