"""How a verdict moved is drawn as it was judged, with harms, and the same twice."""

from datetime import date
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from musclegraph.cli._group import group
from musclegraph.verdict import find
from musclegraph.verdict.assess import assess
from musclegraph.verdict.evidence import load_knowledge
from musclegraph.verdict.history import turns

DOTS = ".//{http://www.w3.org/2000/svg}circle"


@pytest.fixture(scope="module")
def known(snapshot):
    """All that verdicts are made from."""
    return load_knowledge(snapshot.store)


def drawn(home, *words):
    """Return the picture that the command draws."""
    command = ["verdict", *words, "--format", "svg", "--home", str(home)]
    done = CliRunner().invoke(group, command)
    assert done.exit_code == 0, done.output
    return done.output


def texts(svg):
    """Return all text of a picture."""
    return " ".join(ElementTree.fromstring(svg.encode()).itertext())


def test_every_turn_is_what_was_judged_on_that_day(known):
    """At the end of each year the verdict of the turn is the verdict as of that day."""
    claim = find.claim("dehydration-causes-cramp", known.claims)
    for turn in turns(claim, known, "all"):
        day = date(turn.year, 12, 31) if turn.year else None
        assert assess(claim, known, "all", day).verdict.direction == turn.verdict.direction


def test_each_turn_is_a_dot_and_a_sentence(home, known):
    """What is drawn is what is said beside it; the same is drawn again."""
    claim = find.claim("dehydration-causes-cramp", known.claims)
    svg = drawn(home, "dehydration-causes-cramp")
    assert len(ElementTree.fromstring(svg.encode()).findall(DOTS)) == len(
        turns(claim, known, "all")
    )
    assert "2011: contradicted, low, after Miller 2010 and Schwellnus 2011." in texts(svg)
    assert svg == drawn(home, "dehydration-causes-cramp")


def test_nothing_after_the_day_is_drawn(home):
    """Asked as of a day, the picture ends there."""
    svg = drawn(home, "dehydration-causes-cramp", "--as-of", "2008-06-30")
    assert "2004: insufficient" in texts(svg)
    assert "2011" not in texts(svg)


def test_a_benefit_is_not_drawn_without_its_harms(home):
    """Quinine moved to supported; the warning is in the picture and in its description."""
    svg = drawn(home, "quinine-reduces-cramp")
    assert texts(svg).count("Serious harm") >= 1
    assert "Harm: " in texts(svg)


def test_a_claim_without_studies_says_so(home):
    """No line is made up."""
    svg = drawn(home, "back-pain-cause-hard-to-find")
    assert "never moved" in texts(svg)
    assert not ElementTree.fromstring(svg.encode()).findall(DOTS)


def test_what_was_is_not_asked_without_a_study(home):
    """--without is about what would be."""
    words = ["verdict", "quinine-reduces-cramp", "--format", "svg", "--without", "pmid:25842375"]
    assert CliRunner().invoke(group, [*words, "--home", str(home)]).exit_code == 2
