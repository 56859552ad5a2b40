"""SARIF 2.1.0, the form that code hosts and editors take from linters."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from musclegraph import __version__
from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import Results
from musclegraph.lint.rules import Rule, load_rules

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(results: Results) -> str:
    """Return one log with one run."""
    rules = list(load_rules().values())
    places = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "musclegraph",
                "semanticVersion": __version__,
                "informationUri": "https://w3id.org/musclegraph/",
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(draft, one, places[one.rule]) for draft, found in results for one in found
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {"text": rule.remedy},
        "helpUri": rule.help,
        "defaultConfiguration": {"level": rule.level},
    }


def _result(draft: Draft, one: Diagnostic, rule_index: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = draft.place(one.start), draft.place(one.end)
    told = [one.message, *(f"Harm: {harm}" for harm in one.harms)]
    told += [f"The evidence would carry: {one.rewording}"] * bool(one.rewording)
    return {
        "ruleId": one.rule,
        "ruleIndex": rule_index,
        "level": one.level,
        "message": {"text": " ".join(told)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(draft.name)},
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": end_line,
                        "endColumn": end_column,
                        "charOffset": one.start,
                        "charLength": one.end - one.start,
                        "snippet": {"text": draft.text[one.start : one.end]},
                    },
                }
            }
        ],
        "properties": {"claim": one.claim, "evidence": list(one.evidence)},
    }


def _uri(name: str) -> str:
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
