"""Each format says all there is, and nothing in a draft can break out of it."""

import json

import pytest

from musclegraph.lint.report import FORMATS, render

NASTY = "Exercise cramps are caused by electrolyte loss <script>alert(1)</script> %0A::error::x."


@pytest.fixture
def results(lint):
    """Two drafts: one with markup in a false statement, one with nothing to tell."""
    return [lint(f"# Draft\n\n{NASTY}\n", "a b.md"), lint("Good morning.", "fine.md")]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_rule(form, results):
    """The rule is in the output of each."""
    assert "MG001" in render(results, form)


def test_text_underlines_the_passage(results):
    """The carets stand below the words."""
    lines = render(results, "text").splitlines()
    at = next(n for n, line in enumerate(lines) if NASTY in line)
    assert lines[at].index("Exercise") == lines[at + 1].index("^")
    assert len(lines[at + 1].strip("| ^")) == 0


def test_json_has_offsets_and_words(results):
    """The words are those at the offsets."""
    files = json.loads(render(results, "json"))["files"]
    one = files[0]["diagnostics"][0]
    assert results[0][0].text[one["start"] : one["end"]] == one["text"]
    assert (one["line"], one["column"]) == (3, 1)
    assert files[1]["diagnostics"] == []


def test_github_line_is_one_line(results):
    """A draft cannot start a command of its own."""
    lines = render(results, "github").splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "file=a b.md,line=3" in lines[0]


def test_page_escapes_the_draft(results):
    """Markup of the draft stays text, and the page asks nobody for anything."""
    page = render(results, "html")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert '<mark class="error">' in page


def test_sarif_names_place_and_rule(results):
    """Region, rule and help are where readers of SARIF look."""
    run = json.loads(render(results, "sarif"))["runs"][0]
    one = run["results"][0]
    assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
    region = one["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 1)
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"
