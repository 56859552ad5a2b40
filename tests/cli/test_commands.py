"""Every command as a person runs it: a process, its output and its exit code."""

import json
import subprocess
import sys

import pytest

CLAIM = "dehydration-causes-cramp"


@pytest.fixture(scope="module")
def run(snapshot):
    """Run one command on the real snapshot; returns the finished process."""
    home = snapshot.folder.parent

    def start(*words, at=home):
        command = [sys.executable, "-m", "musclegraph.cli.__main__", *words, "--home", str(at)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return start


def test_ask_prints_a_table(run):
    """Rows, the column names, and how many there are."""
    done = run("ask", "evidence-for-claim", f"claim={CLAIM}")
    assert done.returncode == 0
    assert "study:schwellnus-2011" in done.stdout
    assert " rows)\nAs of 2026-11-22" in done.stdout
    assert "not medical advice" in done.stdout


def test_ask_prints_json(run):
    """JSON has the columns and plain values."""
    done = run("ask", "verdicts-of-claim", f"claim={CLAIM}", "--format", "json")
    rows = json.loads(done.stdout)["rows"]
    assert {row["layer"]: row["result"] for row in rows} == {
        "mg:articles": "mg:contradicted",
        "mg:all": "mg:conflicting",
    }


def test_csv_says_beside_it_what_the_evidence_is(run):
    """CSV has only rows; date and notices go to standard error."""
    done = run("ask", "claims", "--format", "csv")
    assert done.stdout.startswith("claim,")
    assert "not a systematic search" in done.stderr


def test_ask_without_a_name_lists_questions(run):
    """Each question is listed with what it asks."""
    assert "evidence-for-claim" in run("ask").stdout


def test_verdict_in_text_reads_as_one_page(run):
    """Claim, explanation, sources, evidence, rules, and what the evidence is not."""
    text = run("verdict", CLAIM).stdout
    assert "Studies conflict on this" in text
    assert all(title in text for title in ("Sources", "Evidence", "Rules that fired"))
    assert "not a systematic search" in text
    assert max(map(len, text.splitlines())) <= 88


def test_verdict_in_json_can_be_asked_what_if(run):
    """Without the race-tent records, what is left contradicts the claim."""
    lost = ("--without", "study:johnson-connolly", "--format", "json")
    found = json.loads(run("verdict", CLAIM, *lost).stdout)
    assert (found["result"], found["without"]) == ("contradicted", ["study:johnson-connolly"])


def test_verdict_as_of_knows_only_what_was_published(run):
    """In 2012 the cohorts were there and the race-tent records were not."""
    found = json.loads(run("verdict", CLAIM, "--as-of", "2012-01-01", "--format", "json").stdout)
    assert found["result"] == "contradicted"
    assert found["as_of"] == "2012-01-01"


def test_verdict_shows_harms_with_benefit(run):
    """Quinine is supported, and its warning stands beside that."""
    found = json.loads(run("verdict", "quinine-reduces-cramp", "--format", "json").stdout)
    assert found["result"] == "supported"
    assert any("life-threatening" in harm["label"] for harm in found["harms"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ask", "no-such-question"], 2, "there are:"),
        (["ask", "evidence-for-claim"], 2, "needs claim"),
        (["ask", "evidence-for-claim", "claim"], 2, "param=value"),
        (["ask", "evidence-for-claim", "claim=x> } #"], 2, "for example"),
        (["ask", "evidence-for-claim", "claim=a", "claim=b"], 2, "twice"),
        (["ask", "evidence-for-claim", "claim=nope"], 2, "no claim:nope"),
        (["ask", "evidence-for-claim", "claim=symptom:tremor"], 2, "does not name a claim"),
        (["verdict", "dehydration-causes-cramps"], 2, "did you mean dehydration-causes-cramp"),
        (["verdict", CLAIM, "--without", "pmid:1"], 2, "pmid:21148567"),
        (["verdict", CLAIM, "--as-of", "yesterday"], 2, "yesterday"),
        (["verdict", CLAIM, "--as-of", "2040-01-01"], 2, "after the curation"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_use_is_exit_2(run, words, code, said):
    """The message says what is wrong and what to do; there is no traceback."""
    done = run(*words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_no_snapshot_is_exit_3(run, tmp_path):
    """Without a snapshot the message says how to make one."""
    done = run("ask", "claims", at=tmp_path)
    assert done.returncode == 3
    assert "musclegraph build" in done.stderr


def test_snapshot_is_as_published(run):
    """Opening a snapshot does not change it."""
    run("ask", "claims")
    assert "files as published" in run("snapshot", "verify").stdout
    assert "questions" in run("snapshot", "show").stdout


@pytest.mark.parametrize(
    "name", ["ask", "build", "graph", "serve", "snapshot", "sources", "verdict"]
)
def test_help_has_an_example(name):
    """Each command says what it does and shows how."""
    command = [sys.executable, "-m", "musclegraph.cli.__main__", name, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"musclegraph {name}" in done.stdout or "Commands:" in done.stdout
