"""Sentences know where they stand, whatever the text is made of."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musclegraph.claims.markup import prose
from musclegraph.claims.text import MAX_CHARACTERS, sentences
from musclegraph.core.errors import RequestError

MARKDOWN = """---
title: x
---
# Cramp

A *myth* about [salt](http://x.y/z).[^1]

```
code.
```
| a | b |
"""


def _plain(text, form="text"):
    return [sentence.plain for sentence in sentences(text, form)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Smith, e.g. of Leeds, agrees. So?", ["Dr. Smith, e.g. of Leeds, agrees.", "So?"]),
        ("It rose by 2.5 mmol. Then it fell.", ["It rose by 2.5 mmol.", "Then it fell."]),
        ("Take vitamin K. It helps.", ["Take vitamin K.", "It helps."]),
        ("A heading\n\nA sentence.", ["A heading", "A sentence."]),
        ("- first\n- second", ["- first", "- second"]),
        ("one line\nand its end.", ["one line and its end."]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("مرحبا؟ نعم.", ["مرحبا؟", "نعم."]),
        ("Cramp 😀! Twitch 👩‍⚕️.", ["Cramp 😀!", "Twitch 👩‍⚕️."]),
    ],
)
def test_text_is_cut_at_sentence_ends(text, wanted):
    """Full stops of abbreviations, initials and numbers end nothing; blank lines and bullets do."""
    assert _plain(text) == wanted


def test_html_is_read_without_its_markup():
    """Tags inside a sentence vanish, blocks end it, scripts and code are not read."""
    html = "<h1>Cramp</h1><script>var a='No.';</script><p>It <b>is</b> a&nbsp;myth &amp; more.</p>"
    found = sentences(html, "html")
    assert [sentence.plain for sentence in found] == ["Cramp", "It is a myth & more."]
    assert html[found[1].start : found[1].end] == "It <b>is</b> a&nbsp;myth &amp; more."


@pytest.mark.parametrize(
    "html", ["<p>Cramp <b>hurts", "a < b. Cramp > twitch.", "<<p>>x<", "&#9;x"]
)
def test_broken_html_is_read(html):
    """Nothing that is not a tag is lost."""
    assert sentences(html, "html")


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("opening", ["<script>", "<!--", "<![CDATA[", "<pre>", "<svg a='"])
def test_what_is_never_closed_hides_nothing(opening, form):
    """A browser would show none of the rest; a draft that is not read looks clean."""
    text = f"Cramp hurts. {opening} Spasm aches.\n\nTwitches pass."
    plain = " ".join(_plain(text, form))
    assert "Spasm aches." in plain
    assert "Twitches pass." in plain


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<!", "<script ", "<!-- --><pre>", "</pre"])
def test_marks_over_and_over_cost_no_more_than_their_length(piece):
    """Nothing is looked for again that was not there before."""
    long = piece * (MAX_CHARACTERS // len(piece))
    start = time.process_time()
    assert len(prose(long, "html")) == len(long)
    assert time.process_time() - start < 5  # it took minutes


def test_markdown_is_read_without_its_markup():
    """Front matter, code, links, emphasis and tables: the words stay, the marks go."""
    assert _plain(MARKDOWN, "markdown") == ["Cramp", "A myth about salt.", "a", "b"]


def test_long_text_is_refused():
    """The limit is named, and what to do."""
    with pytest.raises(RequestError, match="200,000") as caught:
        sentences("x" * (MAX_CHARACTERS + 1))
    assert "section" in caught.value.hint


def test_half_a_character_is_refused():
    """JSON and a command line in another encoding let one pass; no answer could hold it."""
    with pytest.raises(RequestError, match="half a character"):
        sentences("cramps \udcff hurt")


def test_text_without_ends_is_cut_and_nothing_is_lost():
    """A text of one long run costs no more than its length."""
    text = "cramp " * 20_000
    found = sentences(text)
    assert max(len(sentence.text) for sentence in found) <= 1_000
    assert "".join(s.text for s in found).replace(" ", "") == text.replace(" ", "")


@given(st.text(min_size=1), st.sampled_from(["text", "markdown", "html"]))
def test_offsets_slice_to_the_sentence(text, form):
    """Any text: no error but that of emptiness, sentences in order, apart, and where they say."""
    try:
        found = sentences(text, form)
    except RequestError:
        assert not text.strip()
        return
    assert all(text[s.start : s.end] == s.text and s.text for s in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text("<>/&;#pb!-`*_[]()|\n \0é.", max_size=60), st.sampled_from(["markdown", "html"]))
def test_prose_keeps_the_length(text, form):
    """Blanking markup moves no character."""
    assert len(prose(text, form)) == len(text)
