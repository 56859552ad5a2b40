"""`musclegraph lint` as a person, an editor and a commit hook run it."""

import json
import subprocess
import sys

import pytest

FALSE = "Exercise cramps are caused by electrolyte loss.\n"


@pytest.fixture(scope="module")
def lint(home):
    """Run the command on the real snapshot; returns the finished process."""

    def start(*words, given=None, folder=None):
        command = [sys.executable, "-m", "musclegraph.cli.__main__", "lint", "--home", str(home)]
        return subprocess.run(
            [*command, *words], capture_output=True, check=False, input=given, cwd=folder
        )

    return start


def test_false_statement_is_a_finding(lint, tmp_path):
    """Place, rule, passage and a better sentence are told, and the exit code says so."""
    (tmp_path / "draft.md").write_text(FALSE)
    done = lint("draft.md", folder=tmp_path)
    told = done.stdout.decode()
    assert done.returncode == 1
    assert told.startswith("draft.md:1:1: MG001 error:")
    assert "^^^^" in told
    assert "The evidence would carry" in told


def test_standard_input_and_clean_text(lint):
    """Nothing found is exit code 0; a note alone is a suggestion and no finding."""
    assert lint("-", given=b"Good morning.\n").returncode == 0
    done = lint("-", given=b"Exercise cramps are not caused by electrolyte loss.\n")
    assert b"MG010 note" in done.stdout
    assert done.returncode == 0


def test_configuration_and_bibliography_count(lint, tmp_path):
    """A rule that the project ignores is not told; its bibliography is read."""
    (tmp_path / ".musclegraph.toml").write_text(
        '[lint]\nignore = ["MG001", "MG003"]\nbibliography = ["works.bib"]\n'
    )
    (tmp_path / "works.bib").write_text("@article{s, doi={10.1136/bjsm.2010.078535}}\n")
    (tmp_path / "draft.md").write_text(FALSE.replace(".", " [@s]."))
    done = lint("draft.md", "--format", "json", folder=tmp_path)
    found = json.loads(done.stdout)["files"][0]["diagnostics"]
    assert [one["rule"] for one in found] == ["MG011"]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("missing.md", None, "cannot read"),
        ("binary.md", b"\x00\x01\x02", "null bytes"),
        ("latin.md", "Krämpfe".encode("latin-1"), "not UTF-8"),
        ("huge.md", b"x" * 1_000_001, "over 1,000,000 bytes"),
        ("long.md", b"cramp " * 40_000, "characters"),
    ],
)
def test_bad_input_is_said(name, raw, said, lint, tmp_path):
    """Exit code 2, a message that says what to do, and nothing half-written."""
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    done = lint(name, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert not done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.bib", b"@article{a, title={x"),
        ("a.ris", b"hello"),
        ("a.json", b"{"),
        ("a.nbib", b"x"),
        ("a.bib", "Krämpfe".encode("latin-1")),
        ("a.doc", b"x"),
    ],
)
def test_broken_bibliography_is_no_finding(name, raw, lint, tmp_path):
    """Exit code 2 and not 1: nothing was linted. The message names the file."""
    (tmp_path / name).write_bytes(raw)
    done = lint("-", "--bibliography", name, folder=tmp_path, given=FALSE.encode())
    assert done.returncode == 2
    assert name in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("raw", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_empty_draft_is_clean(raw, lint):
    """An empty file is no error: a commit hook meets one."""
    assert lint("-", given=raw).returncode == 0
