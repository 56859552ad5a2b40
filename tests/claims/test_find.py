"""Which claims a sentence makes: one, two, or none of ours."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musclegraph.claims.check import Checker
from musclegraph.core.settings import Settings

HERE = Path(__file__).parent
SCIFACT = Path(__file__).resolve().parents[3] / "shared/data/scifact/claims_dev.jsonl"
WORDS = st.sampled_from(
    ["dehydration", "causes", "muscle", "cramps", "not", "never", "a", "myth", "that", "magnesium",
     "stress", "twitch", "but", "and", "no", "too", "small", "to", "it", "is", "don't", ".", ";"]
)  # fmt: skip


@pytest.fixture(scope="module")
def checker(snapshot):
    """The checker of the real snapshot."""
    return Checker(snapshot.folder)


@pytest.mark.parametrize(
    ("text", "claim", "asserts"),
    [
        ("Dehydration causes cramps in athletes.", "dehydration-causes-cramp", True),
        ("Dehydraton causes exercise cramps.", "dehydration-causes-cramp", True),
        ("A quivering eyelid is dangerous.", "eyelid-myokymia-harmless", False),
        (
            "Stretching before bed won't stop night cramps.",
            "stretching-prevents-night-cramp",
            False,
        ),
        ("Few doubt that trigger points exist.", "trigger-points-exist", True),
        ("Dehydration causes cramps.", "dehydration-causes-cramp", True),
        ("Mild dehydration causes cramps.", "mild-dehydration-causes-cramp", True),
        ("Dehydration causes cramps at night.", "mild-dehydration-causes-cramp", True),
        ("Only seldom is a cramp due to dehydration.", "dehydration-causes-cramp", False),
    ],
)
def test_claims_are_found(checker, text, claim, asserts):
    """Plain sentences, opposites, negations, misspellings."""
    found = checker.finder.find(text).found[0]
    assert (found.shelf.claim, found.asserts) == (claim, asserts)


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that back pain is caused by spasms?",
        "Not drinking enough water can give you a headache.",
        "Drinking far too much during a marathon can dilute the blood sodium dangerously.",
        "Baclofen acts on GABA-B receptors in the spinal cord.",
        "At night, loss of electrolytes causes leg cramps.",
        "Salt loss brings on nocturnal cramps.",
        "He streams strategy games on Twitch every Friday night.",
        "This section looks at the link between caffeine and twitching.",
        "🤷",
    ],
)
def test_what_is_not_ours_gets_no_match(checker, text):
    """Near misses, traps, questions, meta sentences."""
    assert not checker.finder.find(text).found


def test_a_question_is_answered_if_asked_to(checker):
    """A search box wants to know."""
    text = "Does dehydration cause cramps in athletes?"
    found = checker.finder.find(text, answer_questions=True).found
    assert found[0].shelf.claim == "dehydration-causes-cramp"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Stress and coffee make eyelids twitch.",
         {"stress-causes-twitch", "caffeine-causes-twitch"}),
        ("Muscle spasms are very painful and often happen in the back.",
         {"spasms-are-painful", "spasms-occur-in-back"}),
    ],
)  # fmt: skip
def test_two_claims_give_two_results(checker, text, claims):
    """Of two subjects, and of two clauses."""
    assert {one.shelf.claim for one in checker.finder.find(text).found} == claims


@pytest.mark.parametrize("semantic", ["no", "yes"])
def test_both_of_two_claims_are_often_found(snapshot, semantic):
    """On sentences that nothing was tuned on; of single claims, hardly one gets a second."""
    finder = Checker(snapshot.folder, Settings(semantic=semantic)).finder
    lines = (HERE / "sentences-two.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[0] != "#"]
    found = [{one.shelf.claim for one in finder.find(row[0]).found} for row in rows]
    wanted = [{claim.lstrip("-") for claim in row[1:]} for row in rows]
    assert sum(map(set.__eq__, found, wanted)) >= 0.45 * len(rows)


def test_layers_differ(checker):
    """More evidence makes a refuted claim a contested one."""
    text = "Dehydration causes cramps during exercise."
    told = [
        checker.check(text, layer=layer)["sentences"][0]["matches"][0]["outcome"]
        for layer in ("articles", "all")
    ]
    assert told == ["contradicted", "contested"]


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_words_in_any_order_are_answered(checker, words):
    """Matches come in order of confidence, each claim once."""
    found = checker.finder.find(" ".join(words)).found
    sure = [one.confidence for one in found]
    assert sure == sorted(sure, reverse=True)
    assert all(0 <= value <= 1 for value in sure)
    assert len({one.shelf.claim for one in found}) == len(found)


@pytest.mark.skipif(not SCIFACT.is_file(), reason="the claims of another field are not at hand")
@pytest.mark.parametrize("semantic", ["no", "yes"])
def test_claims_of_another_field_are_left_alone(snapshot, semantic):
    """Expert claims on biology and medicine make none of ours, but for a few."""
    finder = Checker(snapshot.folder, Settings(semantic=semantic)).finder
    texts = [json.loads(line)["claim"] for line in SCIFACT.read_text().splitlines()]
    found = [text for text in texts if finder.find(text).found]
    assert len(found) <= 0.05 * len(texts)


def test_a_layer_that_is_silent_on_a_claim_knows_nothing(checker):
    """The articles say nothing of quinine for cramp, the wider evidence does."""
    text = "Quinine reduces the number of muscle cramps."
    found = {
        layer: [
            match["claim"] for match in checker.check(text, layer=layer)["sentences"][0]["matches"]
        ]
        for layer in ("articles", "all")
    }
    assert found == {"articles": [], "all": ["quinine-reduces-cramp"]}


def test_an_order_that_says_what_it_is_good_for_is_a_claim(checker):
    """Advice with its reason is read, advice without is set aside."""
    kinds = [
        checker.check(text)["sentences"][0]["kind"]
        for text in ("Drink up to keep cramps away.", "Bring a towel to the session.")
    ]
    assert kinds == ["claim", "instruction"]
