"""What a request asks of a page, and what a page hands back to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one request; each name may come several times."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a parameter, without space around it."""
        return next(iter(self.values.get(name, ())), default).strip()

    def all(self, name: str) -> list[str]:
        """Return every value of a parameter that is not empty."""
        return [value for value in self.values.get(name, ()) if value]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A template and what it shows; with `moved_to`, nothing is shown and the reader goes there."""

    template: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    moved_to: str = ""
