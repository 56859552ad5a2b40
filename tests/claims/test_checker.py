"""What the checker must keep: the contract, offsets, and at least the quality it has now."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musclegraph.claims.check import Checker
from musclegraph.claims.told import SURE_OF_READING
from musclegraph.core.errors import RequestError
from musclegraph.core.settings import Settings

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def checker(snapshot):
    """The checker of the real snapshot, the core alone."""
    return Checker(snapshot.folder, Settings(semantic="no"))


def outcomes(checker, name):
    """Return for each labelled sentence what was expected and what came, best match first."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = checker.check(row["text"], layer="articles")["sentences"]
        match = next((m for sentence in found for m in sentence["matches"]), None)
        yield row, match


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("sentences-tuning.jsonl", 0.90),
        ("sentences-test1.jsonl", 0.90),
        ("sentences-held.jsonl", 0.80),
    ],
)
def test_outcomes_stay_right(checker, name, least):
    """The share of right outcomes is not below what the evaluation printed when this landed."""
    rows = list(outcomes(checker, name))
    right = [(m["outcome"] if m else "no-match") in row["accept"] for row, m in rows]
    assert len(rows) > 250
    assert sum(right) / len(right) >= least


@pytest.mark.parametrize(
    ("text", "claim", "polarity"),
    [
        ("Dehydration causes exercise cramps.", "dehydration-causes-cramp", "asserts"),
        ("It is a myth that lack of water cramps runners.", "dehydration-causes-cramp", "denies"),
        ("Eyelid twitching is dangerous.", "eyelid-myokymia-harmless", "denies"),
    ],
)
def test_plain_sentences_are_read(checker, text, claim, polarity):
    """The claim comes first, with what the sentence ends up telling its reader."""
    match = checker.check(text)["sentences"][0]["matches"][0]
    assert (match["claim"], match["polarity"]) == (claim, polarity)


def test_match_carries_its_reasons(checker):
    """Verdict, sources, evidence, harms, reasons, trace and rewording are there."""
    match = checker.check("Pickle juice relieves cramps.")["sentences"][0]["matches"][0]
    assert match["outcome"] == "contested"
    assert match["verdict"]["result"] == "conflicting"
    assert {"publication", "direction", "design", "finding"} <= match["evidence"][0].keys()
    assert match["why"]
    assert match["rewording"]


def test_unsure_reading_contradicts_nobody(checker):
    """Nothing is called contradicted on a polarity that may as well be the other one."""
    seen = 0
    for name in ("sentences-tuning.jsonl", "sentences-test1.jsonl"):
        for _, match in outcomes(checker, name):
            if match and match["trace"]["polarity_confidence"] < SURE_OF_READING:
                seen += 1
                assert match["outcome"] != "contradicted"
                assert any("That is not sure" in why for why in match["why"])
    assert seen > 3


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_offsets_always_slice_to_the_sentence(checker, text):
    """Whatever the text, nothing is raised and offsets count code points of it."""
    try:
        answer = checker.check(text)
    except RequestError:
        return
    for sentence in answer["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 200_001])
def test_empty_and_enormous_texts_are_refused(checker, text):
    """The message says what to do."""
    with pytest.raises(RequestError):
        checker.check(text)


@pytest.mark.parametrize(
    "template", ["Whether {} is uncertain.", "Studies disagree about whether {}.",
                 "It is not certain whether {}.", "Nobody can say yet whether {}."]
)  # fmt: skip
def test_doubt_is_seen_in_every_claim(checker, template):
    """Whatever the claim, a sentence that leaves it open is not flat, and says so."""
    for answer in checker.answers.values():
        text = template.format(answer["label"][0].lower() + answer["label"][1:])
        for match in checker.check(text)["sentences"][0]["matches"]:
            assert match["hedged"], text
            assert match["open"], text
            assert match["why"][0].startswith("The sentence leaves the claim open"), text
