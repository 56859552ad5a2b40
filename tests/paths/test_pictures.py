"""
A picture is a well-formed SVG in which nothing overlaps and nothing runs out of its box.

Random neighbourhoods show it for any text; the small graph shows what each picture says.
"""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from musclegraph.core.errors import NotFound
from musclegraph.paths.claim_picture import claim_drawing
from musclegraph.paths.concept_picture import concept_drawing
from musclegraph.paths.pictures import picture
from musclegraph.paths.sheet import Notes
from musclegraph.paths.study_picture import study_drawing
from musclegraph.paths.svg import document

from . import geometry, views

NOTES = Notes(as_of="2026-11-22", selection="A selection.", advice="Not medical advice.")
NAMES = (
    "claim:thirst-causes-knot", "claim:broth-relieves-knot", "claim:knot-is-harmless",
    "claim:knot-arises-from-reflex", "claim:contraction-means-knot", "symptom:knot",
    "cause:thirst", "treatment:broth", "scope:at-night", "study:one-2010", "study:two-2011",
    "publication:one",
)  # fmt: skip


BROTH = {
    "symptom:knot": "broth-relieves-knot",
    "treatment:broth": "broth-relieves-knot",
    "study:four-2013": "four--broth",
}


def said(svg):
    """Return all visible text of a picture, in order, as one string."""
    root = ElementTree.fromstring(svg.encode())
    return " ".join(text.text for text in root.iter(f"{geometry.SVG}text"))


def card(svg, name):
    """Return the group of the card with this id."""
    root = ElementTree.fromstring(svg.encode())
    return next(g for g in root.iter(f"{geometry.SVG}g") if g.get("id") == name)


@settings(max_examples=40, deadline=None)
@given(views.claims)
def test_any_claim_is_drawn_without_faults(view):
    """Boxes and words of a claim's picture keep clear of each other, whatever they hold."""
    assert geometry.read(document(claim_drawing(view, NOTES))).faults() == []


@settings(max_examples=40, deadline=None)
@given(views.concepts)
def test_any_concept_is_drawn_without_faults(view):
    """So do those of a concept's picture, which shows at most 27 neighbours."""
    drawn = geometry.read(document(concept_drawing(view, NOTES)))
    shown = {card.what for card, _ in drawn.cards} & {str(n) for n in range(40)}
    assert drawn.faults() == []
    assert len(shown) <= 27


@settings(max_examples=40, deadline=None)
@given(views.studies)
def test_any_study_is_drawn_without_faults(view):
    """So do those of a study's picture."""
    assert geometry.read(document(study_drawing(view, NOTES))).faults() == []


@pytest.mark.parametrize("name", NAMES)
def test_picture_has_no_faults(small, name):
    """Each picture of the small graph is well formed, and says date, selection and advice."""
    svg = picture(small, name)
    assert geometry.read(svg).faults() == []
    assert "As of 2026-11-22, all evidence. A selection. Not medical advice." in said(svg)


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_the_same_each_time(small, name):
    """The same graph gives the same bytes."""
    assert picture(small, name) == picture(small, name)


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_inert(small, name):
    """No script, no handler, nothing fetched, and no id twice."""
    svg = picture(small, name)
    root = ElementTree.fromstring(svg.encode())
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert {node.tag.removeprefix(geometry.SVG) for node in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "g", "path", "text", "circle",
    }  # fmt: skip
    assert not [key for node in root.iter() for key in node.attrib if key.startswith("on")]
    assert not re.search(r"url\(|@import|href", svg)
    assert len(ids) == len(set(ids))


def test_markup_in_a_label_stays_text(small):
    """A label is shown as it is written and never becomes an element."""
    svg = picture(small, "claim:knot-is-harmless")
    assert "<script" not in svg
    assert "Knots are <script>alert('1')</script> &" in said(svg)


def test_screen_reader_hears_the_whole_claim(small):
    """Title and description name the verdict, every study and every source."""
    root = ElementTree.fromstring(picture(small, "claim:thirst-causes-knot").encode())
    named = dict.fromkeys(root.get("aria-labelledby").split())
    heard = " ".join(node.text for node in root if node.get("id") in named)
    for words in ("conflicting, low certainty", "The Paper denies it", "One 2010", "Three 2012"):
        assert words in heard
    assert "disputes it" in heard
    assert "superseded: counts for nothing" in heard


@pytest.mark.parametrize(
    ("claim", "words", "sign"),
    [
        ("thirst-causes-knot", "Conflicting Studies do not agree. low certainty", "conflicting"),
        ("broth-relieves-knot", "Supported Studies bear it out. moderate", "supported"),
        ("strain-causes-thirst", "Contradicted Studies speak against it. high", "contradicted"),
        ("strain-causes-knot", "Insufficient Too little evidence to say. Leans", "insufficient"),
        ("knot-arises-from-reflex", "Not assessed No study", "notAssessed"),
        ("contraction-means-knot", "No verdict A matter of words", "notApplicable"),
        ("knot-is-harmless", "No verdict None has been computed", ""),
    ],
)
def test_verdict_has_a_word_and_a_sign(small, claim, words, sign):
    """A verdict is told by a word and an outline; colour is the third way, not the only one."""
    svg = picture(small, f"claim:{claim}")
    signs = [node.get("class") for node in card(svg, "verdict").iter(f"{geometry.SVG}g")]
    assert words in said(svg)
    assert (f"mark {sign}" in signs) == bool(sign)


def test_studies_stand_on_their_side(small):
    """What supports is left of the verdict, what disputes is right of it, the rest below."""
    drawn = geometry.read(picture(small, "claim:thirst-causes-knot"))
    areas = {card.what: card for card, _ in drawn.cards}
    verdict = areas["verdict"]
    assert areas["four--thirst"].right < verdict.left
    assert areas["one--thirst--2"].left > verdict.right
    assert areas["five--thirst"].top > verdict.bottom


def test_study_says_what_weakens_it(small):
    """A left-out study is struck through, an indirect one dashed, an interest is said."""
    svg = picture(small, "claim:thirst-causes-knot")
    superseded = card(svg, "three--thirst")
    paid = " ".join(node.text for node in card(svg, "four--thirst").iter(f"{geometry.SVG}text"))
    struck = [node.get("text-decoration") for node in superseded.iter(f"{geometry.SVG}text")]
    assert struck[:2] == ["line-through", "line-through"]
    assert "dashed" in superseded.find(f"{geometry.SVG}rect").get("class").split()
    assert "Superseded: counts for nothing" in said(svg)
    assert "A remark in passing: weighs nothing" in said(svg)
    assert "Competing interest: funding" in paid


def test_replaced_reading_is_left_out(small):
    """Over all evidence the later reading stands alone; the articles know only the earlier."""
    whole, articles = (
        picture(small, "thirst-causes-knot"),
        picture(small, "thirst-causes-knot", "articles"),
    )
    assert 'id="one--thirst--2"' in whole
    assert 'id="one--thirst"' not in whole
    assert 'id="one--thirst"' in articles
    assert "Contradicted" in said(articles)
    assert "only the evidence the articles cite" in said(articles)


def test_source_says_its_stake_and_its_voices(small):
    """A seller is marked; a quotation names who is quoted."""
    assert "Sells what the claim is about" in said(picture(small, "broth-relieves-knot"))
    assert "Denies it, quoting A. Surgeon" in said(picture(small, "thirst-causes-knot"))


def test_harm_stands_with_every_claim_on_the_treatment(small):
    """Whatever the verdict and whatever the picture, the warning is there."""
    words = said(picture(small, "broth-relieves-knot"))
    assert "Serious harm. Broth: scalds Some were scalded." in words
    for name in ("symptom:knot", "treatment:broth", "study:four-2013"):
        group = card(picture(small, name), BROTH[name])
        texts = [node.text for node in group.iter(f"{geometry.SVG}text")]
        assert "Serious harm known" in texts


def test_concept_shows_causes_left_and_treatments_right(small):
    """Every edge carries its predicate and how the claim stands."""
    svg = picture(small, "symptom:knot")
    areas = {card.what: card for card, _ in geometry.read(svg).cards}
    assert areas["thirst-causes-knot"].right < areas["concept"].left
    assert areas["broth-relieves-knot"].left > areas["concept"].right
    assert areas["knot-arises-from-reflex"].top > areas["concept"].bottom
    assert areas["broader-0"].bottom < areas["concept"].top
    assert "relieves supported moderate certainty" in said(svg)
    assert "arises from not assessed 1 source hedges it" in said(svg)


def test_study_shows_what_hangs_on_it(small):
    """A study's picture counts the verdicts that would change, and lists reviews and findings."""
    words = said(picture(small, "study:one-2010"))
    assert "1 verdict would change without it" in words
    assert "Would change without this study" in words
    assert "Reviews that include it (1) Five 2014: review" in words
    assert "Its findings (1) How many walkers had knots" in words


def test_publication_stands_for_its_study(small):
    """A publication with one study is that study; with two, it says which to name."""
    assert said(picture(small, "publication:one")) == said(picture(small, "study:one-2010"))
    with pytest.raises(NotFound, match="study:five-2014, study:four-2013"):
        picture(small, "publication:four")
