"""What is not the writer's own is not read; places are right; nothing breaks it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musclegraph.core.errors import RequestError
from musclegraph.lint.draft import Draft, form_of

FALSE = "Exercise cramps are caused by electrolyte loss."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.md", f"> {FALSE}\n"),
        ("d.md", f"```\n{FALSE}\n```\n"),
        ("d.md", f"---\nsummary: {FALSE}\n---\nText.\n"),
        ("d.md", f"The label says “{FALSE}” in red.\n"),
        ("d.md", f'The label says "{FALSE}" in red.\n'),
        ("d.html", f"<blockquote><p>{FALSE}</p></blockquote>"),
        ("d.html", f"<p>The label says <q>{FALSE}</q> in red.</p>"),
        ("d.html", f"<pre>{FALSE}</pre>"),
        ("d.txt", f"> {FALSE}\n"),
    ],
)
def test_what_is_quoted_is_not_read(name, text, lint):
    """Quotations, code and front matter are somebody else's."""
    assert not lint(text, name)[1]


@pytest.mark.parametrize("name", ["d.md", "d.txt", "d.html"])
def test_the_writers_own_is_read(name, lint):
    """The same sentence outside of quotation marks is told."""
    assert "MG001" in {one.rule for one in lint(FALSE, name)[1]}


def test_place_counts_code_points(lint):
    """Line and column are right after emoji and right-to-left text."""
    draft, found = lint(f"😀 שלום.\n\n😀😀 Yes. {FALSE}\n")
    one = next(one for one in found if one.rule == "MG001")
    assert draft.place(one.start) == (3, 9)
    assert draft.text[one.start : one.end] == FALSE


@pytest.mark.parametrize(
    ("name", "form"), [("a.md", "markdown"), ("a.HTM", "html"), ("a.txt", "text")]
)
def test_form_follows_the_name(name, form):
    """The suffix decides; without one, how the text begins."""
    assert form_of(name, "") == form
    assert form_of("-", "<!doctype html><p>x") == "html"
    assert form_of("-", "# x") == "markdown"


def test_binary_is_refused(linter):
    """Null bytes are no text, and the message says what to do."""
    with pytest.raises(RequestError, match="null bytes"):
        linter.lint(Draft("x.md", "a\0b", "markdown"))


PIECES = st.sampled_from(
    [FALSE, "Quinine reduces cramps.", "[^1]", "\n\n", "> ", "```", "<p>", "</p>", '"', "“", "”",
     "[1]", "## References\n", "1. PMID 21148567\n", "musclegraph: ignore", " -- ", "<!--", "-->",
     "😀", "\u202e", "&amp;", "PMID 21148567", "10.1136/bjsm", "\r\n", "[^1]: x"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join),
       name=st.sampled_from(["d.md", "d.txt", "d.html"]))  # fmt: skip
def test_nothing_breaks_it(text, name, linter):
    """Whatever comes, offsets lie in the draft."""
    draft = Draft(name, text.replace("\0", ""), form_of(name, text))
    assert len(draft.own) == len(draft.text)
    for one in linter.lint(draft):
        assert 0 <= one.start < one.end <= len(draft.text)


@pytest.mark.parametrize(
    "piece",
    [
        "A-",
        "](",
        "<h1>",
        "<![CDATA[",
        "References\n",
        "[1,",
        '"',
        "10.1234/(",
        "musclegraph: ignore ",
    ],
)
def test_work_grows_with_the_text(piece, linter):
    """What is repeated without an end costs about as much as it is long."""

    def cost(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        linter.lint(Draft("x.md", text, "markdown"))
        return time.process_time() - start

    assert cost(80_000) < 12 * max(cost(20_000), 0.05)
