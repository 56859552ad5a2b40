"""A page to read: the draft with its marks, and beside each what there is to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import Results
from musclegraph.lint.rules import load_rules

_STYLE = Path(__file__).parent / "page.css"
_ORDER = ("error", "warning", "note")


def render(results: Results) -> str:
    """Return one page without scripts that needs no other file."""
    style = _STYLE.read_text(encoding="utf-8")
    drafts = "\n".join(_draft(draft, found) for draft, found in results)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>What the evidence says of this draft</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{drafts}\n"
        "<footer>Checked by MuscleGraph against a curated selection of studies, not a systematic "
        "search. Information, not medical advice. What is not marked is not thereby true."
        "</footer>\n</main>\n</body>\n</html>"
    )


def _draft(draft: Draft, found: Sequence[Diagnostic]) -> str:
    counts = [f"{_count(found, level)} {level}s" for level in _ORDER if _count(found, level)]
    rows = "\n".join(_rows(draft, found))
    told = ", ".join(counts) or "nothing found"
    return f"<h1>{escape(draft.name)}</h1>\n<p class=sum>{told}</p>\n{rows}"


def _count(found: Sequence[Diagnostic], level: str) -> int:
    return sum(1 for one in found if one.level == level)


def _rows(draft: Draft, found: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield a row a paragraph: the text with marks at the left, the notes at the right."""
    start = 0
    while start < len(draft.text):
        end = draft.text.find("\n\n", start)
        end = len(draft.text) if end < 0 else end
        # A passage that runs over the end of a paragraph stays in one row.
        here = [one for one in found if start <= one.start < end]
        end = max([end, *(one.end for one in here)])
        if draft.text[start:end].strip():
            notes = "".join(_note(one, number) for number, one in enumerate(here, start=1))
            yield (
                f'<section><div class="text">{_marked(draft.text, (start, end), here)}</div>'
                f"<aside>{notes}</aside></section>"
            )
        start = end + 2 if draft.text.startswith("\n\n", end) else end + 1


def _marked(text: str, span: tuple[int, int], here: Sequence[Diagnostic]) -> str:
    """Return a paragraph with its marks; where passages overlap, each stretch is marked once."""
    cuts = sorted({span[0], span[1], *(one.start for one in here), *(one.end for one in here)})
    parts = []
    for begin, end in pairwise(cuts):
        covering = [(n, one) for n, one in enumerate(here, start=1) if one.start <= begin < one.end]
        words = escape(text[begin:end])
        if covering:
            level = min((one.level for _, one in covering), key=_ORDER.index)
            last = [n for n, one in covering if one.end == end]
            numbers = f"<sup>{', '.join(map(str, last))}</sup>" if last else ""
            words = f'<mark class="{level}">{words}</mark>{numbers}'
        parts.append(words)
    return "".join(parts)


def _note(one: Diagnostic, number: int) -> str:
    rule = load_rules()[one.rule]
    lines = [f"<p>{escape(one.message)}</p>"]
    lines += [f"<p class=harm><b>Harm:</b> {escape(harm)}</p>" for harm in one.harms]
    if one.evidence:
        items = "".join(f"<li>{escape(work)}</li>" for work in one.evidence)
        lines.append(f"<ul>{items}</ul>")
    if one.rewording:
        lines.append(
            f"<p class=better><b>The evidence would carry:</b> {escape(one.rewording)}</p>"
        )
    head = f"<span>{number}</span> {one.level}: {escape(rule.summary)}"
    return (
        f'<article class="{one.level}"><h2>{head} <a href="{rule.help}">{one.rule}</a></h2>'
        f"{''.join(lines)}</article>"
    )
