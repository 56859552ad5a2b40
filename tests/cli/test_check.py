"""`musclegraph check` as a person and as a program run it."""

import json
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def check(home):
    """Run the command on the real snapshot; returns the finished process."""

    def start(*words, given=None):
        command = [sys.executable, "-m", "musclegraph.cli.__main__", "check", *words]
        line = [*command, "--home", str(home)]
        return subprocess.run(line, capture_output=True, text=True, check=False, input=given)

    return start


def test_contradicted_sentence_is_a_finding(check):
    """The claim, the outcome and the reason are told, and the exit code says so."""
    done = check("Dehydration causes muscle cramps during exercise.", "--layer", "articles")
    assert done.returncode == 1
    assert "contradicted by studies: it asserts dehydration-causes-cramp" in done.stdout
    assert "Schwellnus 2011" in done.stdout


def test_unknown_sentence_is_not_called_false(check):
    """No match is no finding."""
    done = check("Interest rates rose again in March.")
    assert done.returncode == 0
    assert "nothing known here" in done.stdout


def test_benefit_comes_with_its_harm(check):
    """Quinine's warning stands beside its benefit."""
    done = check("Quinine reduces muscle cramps.", "--format", "json")
    match = json.loads(done.stdout)["sentences"][0]["matches"][0]
    assert match["outcome"] == "consistent"
    assert any("life-threatening" in harm["label"] for harm in match["harms"])


def test_lines_are_answered_in_order(check):
    """One JSON object a line, with its id."""
    lines = [{"id": str(n), "text": f"Sentence {n}. Cramps hurt."} for n in range(3)]
    given = "".join(json.dumps(line) + "\n" for line in lines)
    done = check("--input", "-", "--format", "jsonl", given=given)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ([], None, "one of the two"),
        (["a text", "--input", "-"], "", "one of the two"),
        ([""], None, "empty"),
        (["--input", "-"], '{"id": 1, "text": "x"}\nnot json\n', ":2:"),
        (["--input", "-"], '{"id": 1, "text": "\\ud800"}\n', "half a character"),
        (["-"], "", "empty"),
        (["x" * 60_000 + " " + "y" * 60_000], None, ""),
    ],
)
def test_wrong_use_is_said(check, words, given, said):
    """Neither, both, empty and broken input each get a message without a traceback."""
    done = check(*words, given=given)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if said else 0)


def test_standard_input_is_read(check):
    """A dash stands for it, as everywhere."""
    done = check("-", given="Interest rates rose. Quinine is safe for leg cramps.\n")
    assert done.returncode == 1
    assert "asserts quinine-safe-for-cramp" in done.stdout


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Pickle juice relieves cramps.", 1, "asserts pickle"),
        ("Pickle juice may relieve cramps.", 0, "asserts, with doubt, pickle"),
        ("Studies disagree on whether pickle juice relieves cramps.", 0, "leaves open pickle"),
        ("Nobody can say yet whether electrolyte loss causes exercise cramps.", 0, "leaves open"),
    ],
)
def test_contested_claim_with_its_doubt_is_no_finding(check, text, code, said):
    """How firmly it is put is told, and what is told with its doubt is no finding."""
    done = check(text)
    assert done.returncode == code
    assert said in done.stdout


@pytest.mark.parametrize("text", ["Quinine is safe for leg cramps.", "Interest rates rose.", ""])
def test_plain_form_says_the_same_without_click(check, text):
    """Typed plainly, the command goes around click; with an equals sign it does not."""
    plain, other = check(text, "--layer", "articles"), check(text, "--layer=articles")
    assert (plain.returncode, plain.stdout) == (other.returncode, other.stdout)
    assert plain.stderr == other.stderr


def test_plain_form_imports_no_click(home):
    """Nor the store: neither is needed to check a text."""
    script = (
        "import sys; sys.argv = ['m', 'check', 'Cramps hurt.', '--home', sys.argv[1]]\n"
        "from musclegraph.cli.__main__ import main\n"
        "try: main()\n"
        "finally: print(sorted({'click', 'pyoxigraph'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
