"""For a terminal: the passage underlined, what is wrong, and what to do."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import Results
from musclegraph.lint.rules import load_rules

_WIDTH = 96
_SHOWN = 3  # lines of a passage that are shown
_EXCERPT = 160  # characters of a line that are shown


def render(results: Results) -> str:
    """Return a block a diagnostic, and a line that sums them up."""
    blocks = [_block(draft, one) for draft, found in results for one in found]
    counts = Counter(one.level for _, found in results for one in found)
    told = ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in counts)
    files = f"{len(results)} file{'s' * (len(results) != 1)}"
    return "\n\n".join([*blocks, f"{told or 'nothing found'} in {files}"])


def _block(draft: Draft, one: Diagnostic) -> str:
    line, column = draft.place(one.start)
    head = f"{draft.name}:{line}:{column}: {one.rule} {one.level}: {load_rules()[one.rule].summary}"
    return "\n".join([head, *_passage(draft, one), *_more(one)])


def _passage(draft: Draft, one: Diagnostic) -> Iterator[str]:
    first, last = draft.place(one.start)[0], draft.place(max(one.start, one.end - 1))[0]
    for number in range(first, min(last, first + _SHOWN - 1) + 1):
        text = draft.line(number)
        begin = draft.place(one.start)[1] - 1 if number == first else 0
        end = draft.place(one.end - 1)[1] if number == last else len(text)
        cut = max(0, begin - 20) if len(text) > _EXCERPT else 0
        shown = text[cut : cut + _EXCERPT].replace("\t", " ")
        yield f"  {number:5} | {shown}"
        yield f"        | {' ' * (begin - cut)}{'^' * max(1, min(end, cut + _EXCERPT) - begin)}"


def _more(one: Diagnostic) -> Iterator[str]:
    yield _wrapped(one.message)
    yield from (_wrapped(f"Harm: {harm}") for harm in one.harms)
    if one.evidence:
        yield _wrapped(f"Evidence: {'; '.join(one.evidence)}.")
    if one.rewording:
        yield _wrapped(f"The evidence would carry: {one.rewording}")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="    ", subsequent_indent="      ")
