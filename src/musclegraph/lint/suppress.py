"""
Suppressions in a draft: `musclegraph: ignore MG001 -- reason`, in a comment or on a line.

`ignore` counts for its own line, or for the next one if it stands alone; `ignore-start` and
`ignore-end` enclose a block; `ignore-file` counts for all of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musclegraph.lint.diagnostic import Diagnostic, diagnose
from musclegraph.lint.draft import Draft
from musclegraph.lint.rules import load_rules

_MARK = re.compile(
    r"musclegraph:[ \t]*ignore(?P<scope>-file|-start|-end)?\b(?P<rest>[^\n]*?)[ \t]*(?:-->|$)",
    re.M,
)
_REST = re.compile(
    r"[ \t]*(?P<rules>[A-Z]{2}\d{3}(?:[ \t]*,[ \t]*[A-Z]{2}\d{3})*)?[ \t]*"
    r"(?:--[ \t]*(?P<reason>.*))?"
)
_EMPTY = re.compile(r"[\s<>!/*#-]*")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules that do not count from one line to another, and why. Lines are from 1, inclusive."""

    rules: frozenset[str]
    first: int
    last: int
    reason: str


def find_suppressions(draft: Draft) -> tuple[list[Suppression], list[Diagnostic]]:
    """Return the suppressions of a draft, and what is wrong with those that do not count."""
    kept: list[Suppression] = []
    wrong: list[Diagnostic] = []
    opened: list[tuple[re.Match[str], frozenset[str], str, int]] = []
    last = draft.place(len(draft.text))[0]
    for mark in _MARK.finditer(draft.text):
        line = draft.place(mark.start())[0]
        if mark["scope"] == "-end":
            if opened:
                _, rules, reason, first = opened.pop()
                kept.append(Suppression(rules, first, line, reason))
            continue
        rules, reason = _read(mark)
        if not rules or not reason:
            wrong.append(_wrong(mark, "names no rule that there is, or gives no reason"))
        elif mark["scope"] == "-start":
            opened.append((mark, rules, reason, line))
        elif mark["scope"] == "-file":
            kept.append(Suppression(rules, 1, last, reason))
        else:
            end = line + 1 if _stands_alone(draft, line, mark) else line
            kept.append(Suppression(rules, line, end, reason))
    wrong += [_wrong(mark, "is never closed by ignore-end") for mark, *_ in opened]
    return kept, wrong


def not_suppressed(
    found: list[Diagnostic], suppressions: list[Suppression], draft: Draft
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that no suppression covers."""
    for one in found:
        first, last = draft.place(one.start)[0], draft.place(max(one.start, one.end - 1))[0]
        if not any(
            one.rule in rule.rules and rule.first <= last and first <= rule.last
            for rule in suppressions
        ):
            yield one


def _read(mark: re.Match[str]) -> tuple[frozenset[str], str]:
    rest = _REST.fullmatch(mark["rest"])
    if rest is None:
        return frozenset(), ""
    named = frozenset(re.findall(r"[A-Z]{2}\d{3}", rest["rules"] or ""))
    return named if named <= load_rules().keys() else frozenset(), (rest["reason"] or "").strip()


def _stands_alone(draft: Draft, line: int, mark: re.Match[str]) -> bool:
    return _EMPTY.fullmatch(draft.line(line).replace(mark[0], "")) is not None


def _wrong(mark: re.Match[str], what: str) -> Diagnostic:
    return diagnose("MG090", mark.span(), f"This suppression {what}, so it does not count.")
