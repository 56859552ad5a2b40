"""The second reader is asked only where the core is unsure, and then it helps."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from musclegraph.claims.check import Checker
from musclegraph.claims.semantic import choice
from musclegraph.core.errors import RequestError
from musclegraph.core.settings import Settings

HELD = Path(__file__).parent.parent / "sentences-test2.jsonl"
SURE = "Stretching relieves an acute cramp."


def is_right(checker, row):
    """Tell whether the outcome of the surest match is an accepted one."""
    found = checker.check(row["text"], layer="articles")["sentences"]
    matches = [match for sentence in found for match in sentence["matches"]]
    outcome = max(matches, key=lambda m: m["confidence"])["outcome"] if matches else "no-match"
    return outcome in row["accept"]


def test_two_readers_are_right_more_often(snapshot):
    """On sentences that neither has learned from, outcomes that were wrong come right."""
    rows = [json.loads(line) for line in HELD.read_text(encoding="utf-8").splitlines()]
    core = Checker(snapshot.folder, Settings(semantic="no"))
    both = Checker(snapshot.folder, Settings(semantic="yes"))
    hard = [row for row in rows if not is_right(core, row)]
    easy = [row for row in rows if row not in hard][:60]
    gained = sum(is_right(both, row) for row in hard)
    lost = sum(not is_right(both, row) for row in easy)
    assert gained / len(hard) > 0.3
    assert lost / len(easy) < 0.1


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Does dehydration cause exercise cramps?", "dehydration-causes-cramp"),
        ("Is quinine safe for cramps?", "quinine-safe-for-cramp"),
        ("Is back pain caused by muscle spasm?", "spasm-causes-back-pain"),
        ("Do trigger points exist?", "trigger-points-exist"),
    ],
)
def test_questions_of_the_search_box_are_answered(snapshot, question, claim):
    """Asked for the claim behind a question, both readers find it; in a text it claims nothing."""
    finder = Checker(snapshot.folder, Settings(semantic="yes")).finder
    assert finder.find(question, answer_questions=True).found[0].shelf.claim == claim
    assert not finder.find(question).found


def test_trace_says_who_decided(snapshot):
    """A sure sentence names the core, an unsure one both."""
    both = Checker(snapshot.folder, Settings(semantic="yes"))
    unsure = "Whatever the adverts say, a dry athlete is no likelier to seize up than a wet one."
    assert both.check(SURE)["sentences"][0]["matches"][0]["trace"]["readers"] == ["core"]
    matches = both.check(unsure)["sentences"][0]["matches"]
    assert matches[0]["trace"]["readers"] == ["core", "semantic"]


def test_sure_and_unrelated_sentences_open_no_model(snapshot):
    """Neither onnxruntime nor numpy is imported for them."""
    code = (
        "import sys; from pathlib import Path; from musclegraph.claims.check import Checker\n"
        f"checker = Checker(Path({str(snapshot.folder)!r}))\n"
        f"for text in ({SURE!r}, 'The stock market fell.', 'Is it late?'):\n"
        "    checker.check(text)\n"
        "print([name for name in ('onnxruntime', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_decide(monkeypatch):
    """`no` asks nobody; without the extra `auto` asks nobody and `yes` fails with a remedy."""
    assert choice.second_reader(Settings(semantic="no"), dict) is None
    assert choice.second_reader(Settings(), dict) is not None
    monkeypatch.setattr(choice, "is_installed", lambda: False)
    assert choice.second_reader(Settings(), dict) is None
    with pytest.raises(RequestError) as caught:
        choice.second_reader(Settings(semantic="yes"), dict)
    assert "pip install" in caught.value.hint


def test_sentences_are_remembered(snapshot):
    """The same sentence is read once."""
    reader = choice.second_reader(Settings(semantic="yes"), dict)
    first = reader.read(SURE, [])
    assert reader.read(SURE, []) is first
    assert abs(sum(first.shares.values()) - 1) < 1e-3
    assert reader.read(SURE, ["a-claim-not-learned"]) is None
