"""One thing the linter tells a writer."""

from __future__ import annotations

from dataclasses import dataclass, field

from musclegraph.lint.rules import Level, load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """
    A rule that a stretch of a draft breaks.

    Attributes:
        rule: Its id.
        start: Where the stretch begins, in Unicode code points of the draft.
        end: Where it ends, half open.
        message: What is wrong, naming the offending thing.
        level: How grave it is; mostly that of the rule.
        claim: Slug of the claim it is about, if any.
        evidence: Works that bear on it, each in words.
        harms: Known harms of the treatment it is about.
        rewording: A sentence that the evidence would carry, or nothing.
    """

    rule: str
    start: int
    end: int
    message: str
    level: Level
    claim: str = ""
    evidence: tuple[str, ...] = field(default=())
    harms: tuple[str, ...] = field(default=())
    rewording: str = ""


def diagnose(rule: str, span: tuple[int, int], message: str, **more: object) -> Diagnostic:
    """Return a diagnostic with the level of its rule, unless `more` says otherwise."""
    values = {"level": load_rules()[rule].level, **more}
    return Diagnostic(rule=rule, start=span[0], end=span[1], message=message, **values)  # type: ignore[arg-type]
