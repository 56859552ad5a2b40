"""Answers of `musclegraph check` as they are printed."""

from __future__ import annotations

import json
import textwrap
from typing import Any

FORMS, LAYERS = ("text", "json", "jsonl"), ("articles", "all")
MARKUPS = ("text", "markdown", "html")
_READ = ("claim", "other")


def has_finding(answer: dict[str, Any]) -> bool:
    """Tell whether a sentence is contradicted, or contested and put without its doubt."""
    return any(map(_is_finding, (match for one in answer["sentences"] for match in one["matches"])))


def _is_finding(match: dict[str, Any]) -> bool:
    if match["outcome"] == "contested":
        return not match["hedged"]
    return bool(match["outcome"] == "contradicted" and not match["open"])


def render(answer: dict[str, Any], form: str) -> str:
    """Return an answer as `form`."""
    if form == "text":
        return "\n\n".join(_sentence(sentence) for sentence in answer["sentences"])
    return json.dumps(answer, ensure_ascii=False, indent=None if form == "jsonl" else 1)


def _sentence(sentence: dict[str, Any]) -> str:
    if not sentence["matches"]:
        kind = sentence["kind"]
        known = "nothing known here" if kind in _READ else f"set aside ({kind})"
        return f"{sentence['text']}\n  {known}"
    return "\n".join([sentence["text"], *(_match(match) for match in sentence["matches"])])


def _match(match: dict[str, Any]) -> str:
    head = f"{match['outcome']} by {match['basis']}: it {_put(match)} {match['claim']}"
    lines = [head, *match["why"], *(f"Harm: {harm['label']}" for harm in match["harms"])]
    if match["rewording"]:
        lines.append(f"The evidence would carry: {match['rewording']}")
    shown = [
        textwrap.fill(line, 88, initial_indent=indent, subsequent_indent="    ")
        for line, indent in zip(lines, ["  ", *["    "] * len(lines)], strict=False)
    ]
    return "\n".join(shown)


def _put(match: dict[str, Any]) -> str:
    if match["open"]:
        return "leaves open"
    return f"{match['polarity']}, with doubt," if match["hedged"] else match["polarity"]
