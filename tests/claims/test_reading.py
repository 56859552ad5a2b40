"""What turns a sentence round, and what only looks as if it did."""

import pytest

from musclegraph.claims.attribution import find_attribution, is_hedged, leaves_open
from musclegraph.claims.kind import find_kind
from musclegraph.claims.lexicon import lexicon_data, make_reader
from musclegraph.claims.words import Stemmer, regular_stem


@pytest.fixture(scope="module")
def reader():
    """A reader that knows three concepts and the whole lexicon."""
    names = [("muscle-cramp", "cramp"), ("dehydration", "dehydration"), ("muscle-twitch", "twitch")]
    return make_reader(lexicon_data(names, []))


@pytest.mark.parametrize(
    ("text", "parity"),
    [
        ("Dehydration causes cramp.", 1),
        ("Dehydration doesn’t cause cramp.", -1),
        ("Dehydration rarely causes cramp.", -1),
        ("Stretching does not stop cramp.", -1),
        ("Neither dehydration nor salt causes cramp.", -1),
        ("It is a myth that dehydration causes cramp.", -1),
        ("It is wrong, a myth, that dehydration causes cramp.", -1),
        ("That dehydration causes cramp is an old wives' tale.", -1),
        ("It is no myth that dehydration causes cramp.", 1),
        ("It is not true that dehydration never causes cramp.", 1),
        ("Not only dehydration causes cramp.", 1),
        ("Not drinking enough causes cramp.", 1),
        ("Those who do not drink get cramp.", 1),
        ("A muscle that won't keep still has a twitch.", 1),
        ("The eyelid is too small to twitch.", -1),
        ("Cramp has no norm and cannot be measured.", -1),
        ("People say dehydration causes cramp, but it doesn't.", -1),
        ("Salt is useless for cramp.", -1),
    ],
)
def test_parity(reader, text, parity):
    """Negations and rejections count; exceptions, subordinate clauses and repetitions do not."""
    assert reader.read(text).parity == parity


def test_only_what_is_negated_is_turned(reader):
    """What stands before a negation, and before a contrast, keeps its sign."""
    terms = reader.read("Dehydration does not cause cramp.").terms
    assert (terms["c:dehydration"], terms["c:muscle-cramp"]) == (1, -1)
    terms = reader.read("Cramp comes from fatigue rather than dehydration.").terms
    assert (terms["c:muscle-cramp"], terms["c:dehydration"]) == (1, -1)


def test_the_two_ends_of_a_scale_meet(reader):
    """Harmless, not dangerous and far from dangerous are one thing."""
    texts = ("A twitch is harmless.", "A twitch is not dangerous.", "It is far from dangerous.")
    assert {reader.read(text).terms["~harm"] for text in texts} == {-1}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Does dehydration cause cramp?", "question"),
        ("Hold the stretch for thirty seconds.", "instruction"),
        ("Drink plenty or your legs will cramp.", "claim"),
        ("Massage relaxes tight muscles.", "claim"),
        ("Massage the calf.", "instruction"),
        ("Massage the calf and your shin.", "instruction"),
        ("Neck and nerves", "other"),
        ("This section looks at cramp.", "other"),
        ("He streams games on Twitch every night.", "other"),
        ("We tested whether salt prevents cramp.", "other"),
        ("I cramped because I drank too little.", "anecdote"),
        ("Dehydration causes cramp.", "claim"),
    ],
)
def test_kind(reader, text, kind):
    """Form decides what is set aside."""
    assert find_kind(text, reader.read(text)) == kind


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Dehydration causes cramp.", "own"),
        ("Many people believe that dehydration causes cramp.", "reported"),
        ("Studies show that dehydration causes cramp.", "endorsed"),
        ("It is a myth that dehydration causes cramp.", "rejected"),
        ("Contrary to popular belief, dehydration does not cause cramp.", "rejected"),
    ],
)
def test_attribution(reader, text, attribution):
    """Whose view it is."""
    assert find_attribution(reader.read(text)) == attribution


def test_hedges_are_seen(reader):
    """Doubt put into words differs from a flat statement."""
    assert is_hedged(reader.read("Dehydration may cause cramp."))
    assert is_hedged(reader.read("Dehydration could cause cramp."))
    assert not is_hedged(reader.read("Dehydration causes cramp."))
    assert not is_hedged(reader.read("Dehydration cannot cause cramp."))
    assert not is_hedged(reader.read("Cramp that nobody can explain is due to dehydration."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anaesthetised", "anesthetized"),
        ("hypocalcaemia", "hypocalcemia"),
        ("dehydration", "dehydrated"),
        ("cramps", "cramping"),
        ("stretches", "stretched"),
    ],
)
def test_spellings_and_inflections_meet(one, other):
    """British and American, singular and plural, verb and noun."""
    assert regular_stem(one) == regular_stem(other)


def test_opposites_stay_apart():
    """A suffix that turns the meaning round is no inflection."""
    assert regular_stem("painless") != regular_stem("pain")


def test_a_word_no_claim_uses_borrows_a_stem():
    """An alias stands in for it."""
    assert Stemmer({}, {regular_stem("terrified"): "frighten"}).stem("terrified") == "frighten"


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Whether dehydration causes cramp is uncertain.", True),
        ("Whether dehydration causes cramp is not known.", True),
        ("It is not certain whether dehydration causes cramp.", True),
        ("Nobody knows whether dehydration causes cramp.", True),
        ("Nor can anyone say yet whether dehydration causes cramp.", True),
        ("Studies disagree on whether dehydration causes cramp.", True),
        ("Science has yet to show whether dehydration causes cramp.", True),
        ("The evidence on dehydration and cramp is mixed.", True),
        ("It is not known whether dehydration causes cramp.", True),
        ("It's unclear if dehydration causes cramp.", True),
        ("It remains to be seen whether dehydration causes cramp.", True),
        ("For a lack of salt this is less clear.", True),
        ("Dehydration certainly causes cramp.", False),
        ("Dehydration may cause cramp.", False),
        ("Whether you drink or not, cramp will come.", False),
        ("Nobody knows why cramp comes.", False),
        ("Doctors cannot tell whether a muscle is in spasm.", False),
    ],
)
def test_what_is_left_open(reader, text, is_open):
    """A sentence that says it is not known neither asserts nor denies, and that is doubt."""
    reading = reader.read(text)
    assert leaves_open(reading) is is_open
    if is_open:
        assert is_hedged(reading)
        assert find_attribution(reading) == "own"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is not known whether pickle juice relieves cramps.", "claim"),
        ("Whether pickle juice relieves cramps is unknown.", "claim"),
        ("Whether pickle juice relieves cramps is discussed below.", "other"),
        ("A trial will test whether pickle juice relieves cramps.", "other"),
    ],
)
def test_that_nobody_knows_is_something_said(reader, text, kind):
    """A question that is merely announced is set aside; that it is open, is not."""
    assert find_kind(text, reader.read(text)) == kind
