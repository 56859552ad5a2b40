"""The rules of the linter, read from `rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Level = Literal["error", "warning", "note"]

_FILE = Path(__file__).parent / "rules.toml"
# Every page of the documentation answers under the address of its rule.
HELP = "https://w3id.org/musclegraph/lint/{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; `bad` and `good` are drafts that break it and that do not, or empty."""

    id: str
    name: str
    level: Level
    summary: str
    why: str
    remedy: str
    bad: str = ""
    good: str = ""

    @property
    def help(self) -> str:
        """The address of its documentation."""
        return HELP.format(self.id)


@lru_cache(maxsize=1)
def load_rules() -> Mapping[str, Rule]:
    """Return the rules by id."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Rule(id=name, **_trimmed(values)) for name, values in table.items()}


def _trimmed(values: Mapping[str, str]) -> dict[str, Any]:
    return {key: value.strip() for key, value in values.items()}
