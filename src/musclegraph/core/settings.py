"""Every setting: name, default and help. Read once from MUSCLEGRAPH_*, then passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from musclegraph.core.errors import RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value per setting; the metadata is what an operator reads."""

    home: Path = field(
        default=Path("snapshots"), metadata={"help": "folder that holds the snapshots"}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address the server listens on"})
    port: int = field(default=8471, metadata={"help": "port the server listens on"})
    max_query_characters: int = field(
        default=20_000, metadata={"help": "longest SPARQL query taken, in characters"}
    )
    max_body_bytes: int = field(
        default=100_000, metadata={"help": "longest request body taken, in bytes"}
    )
    max_rows: int = field(default=10_000, metadata={"help": "most rows one answer holds over HTTP"})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """
        Return the defaults, overridden by MUSCLEGRAPH_<NAME> where set.

        Raises:
            RequestError: A value is not of the setting's type.
        """
        values: dict[str, str | int | Path] = {}
        for setting in fields(cls):
            name = f"MUSCLEGRAPH_{setting.name.upper()}"
            if name in environment:
                values[setting.name] = _parse(name, environment[name], setting.default)
        return cls(**values)  # type: ignore[arg-type]  # the types follow the defaults


def _parse(name: str, text: str, default: object) -> str | int | Path:
    if isinstance(default, Path):
        return Path(text)
    if not isinstance(default, int):
        return text
    if not text.isdecimal() or int(text) == 0:
        raise RequestError(
            f"{name}={text!r} is not a whole number above 0", hint=f"unset it or use {default}"
        )
    return int(text)
