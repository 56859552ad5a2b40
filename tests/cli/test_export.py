"""`musclegraph export`: a file or standard output, whole or not at all, and clear refusals."""

import json

import nanopub_sign
import pytest
from click.testing import CliRunner

from musclegraph.cli._group import group

CLAIM = "quinine-reduces-cramp"


@pytest.fixture
def run(home):
    """Run the command; returns what click's runner saw."""

    def call(*words):
        return CliRunner().invoke(group, ["export", *map(str, words), "--home", str(home)])

    return call


def test_file_holds_what_standard_output_shows(run, tmp_path):
    """The same bytes; a file that exists is replaced."""
    path = tmp_path / "works.json"
    path.write_text("old")
    assert run("csl", CLAIM, "--output", path).exit_code == 0
    shown = run("csl", CLAIM)
    assert shown.exit_code == 0
    assert path.read_bytes() == shown.stdout_bytes
    assert len(json.loads(shown.stdout)) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ris", "no-such-claim"), "nothing is called 'no-such-claim'"),
        (("ris", "treatment:quinine"), "treatment:quinine cannot be written in this format"),
        (("claimreview", "study:schwellnus-2011"), "it takes a claim"),
        (("docx", CLAIM), "'docx' is not one of"),
        (("ris", CLAIM, "--key", "x"), "--key signs nanopublications"),
        (("nanopub", CLAIM, "--key", "no-such-file"), "cannot read no-such-file"),
        (("ris", CLAIM, "-o", "no/such/folder.ris"), "cannot write no/such/folder.ris"),
        (("ris", CLAIM, "-o", f"{__file__}/a.ris"), "Not a directory"),
    ],
)
def test_refusal_says_what_to_do(words, said, run):
    """Exit code 2, and nothing on standard output."""
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not done.stdout


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Serializing:UserWarning")
def test_each_nanopublication_is_signed(run, tmp_path):
    """A claim's lines, one signature each."""
    key = tmp_path / "key"
    key.write_text(nanopub_sign.KeyPair().private)
    done = run("nanopub", CLAIM, "--key", key)
    assert done.exit_code == 0
    assert done.stdout.count("npx:hasSignature ") == run("nanopub", CLAIM).stdout.count(
        "np:hasAssertion"
    )
