"""Suppressions: for a line, a block, a file, each with a rule and a reason."""

import pytest

FALSE = "Exercise cramps are caused by electrolyte loss."
ALL = "MG001, MG003"


@pytest.mark.parametrize(
    "text",
    [
        f"{FALSE} <!-- musclegraph: ignore {ALL} -- quoted from a label -->\n",
        f"<!-- musclegraph: ignore {ALL} -- from a label -->\n{FALSE}\n",
        f"<!-- musclegraph: ignore-start {ALL} -- old -->\n\n{FALSE}\n\n"
        "<!-- musclegraph: ignore-end -->\n",
        f"Hello.\n\n{FALSE}\n\n<!-- musclegraph: ignore-file {ALL} -- a parody -->\n",
    ],
)
def test_suppressed_rule_is_not_told(text, lint):
    """The rules that are named are silent, others are not."""
    assert {one.rule for one in lint(text)[1]} <= {"MG010"}


@pytest.mark.parametrize(
    "text",
    [
        f"{FALSE} <!-- musclegraph: ignore MG001 -->\n",
        f"{FALSE} <!-- musclegraph: ignore -- no rule -->\n",
        f"{FALSE} <!-- musclegraph: ignore MG999 -- no such rule -->\n",
        f"<!-- musclegraph: ignore-start MG001 -- never closed -->\n{FALSE}\n",
    ],
)
def test_incomplete_suppression_does_not_count(text, lint):
    """It is told itself, and the rule is told as well."""
    assert {"MG001", "MG090"} <= {one.rule for one in lint(text)[1]}


def test_other_lines_are_not_suppressed(lint):
    """A suppression of one line leaves the next paragraph alone."""
    text = f"{FALSE} <!-- musclegraph: ignore {ALL} -- label -->\n\n{FALSE}\n"
    draft, found = lint(text)
    assert {draft.place(one.start)[0] for one in found if one.rule == "MG001"} == {3}
