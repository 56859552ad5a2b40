"""Every setting: name, default and help. Read once from MUSCLEGRAPH_*, then passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar

from musclegraph.core.errors import RequestError


_T = TypeVar("_T")


def _setting(default: _T, text: str, choices: tuple[_T, ...] = ()) -> _T:
    value: _T = field(default=default, metadata={"help": text, "choices": choices})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value per setting; the metadata is what an operator reads."""

    home: Path = _setting(Path("snapshots"), "folder that holds the snapshots")
    host: str = _setting("127.0.0.1", "address the server listens on")
    port: int = _setting(8471, "port the server listens on")
    default_graph: str = _setting(
        "auto",
        "what a query sees outside GRAPH: `union` of all graphs, or the store's `own` default "
        "graph; `auto` is union for a snapshot, own for --data",
        ("auto", "union", "own"),
    )
    workers: int = _setting(4, "processes that answer free SPARQL at the same time")
    workers_per_client: int = _setting(2, "most of them that one client has at the same time")
    waiting: int = _setting(64, "most queries that wait for a worker")
    waiting_per_client: int = _setting(8, "most of them from one client")
    waiting_seconds: int = _setting(10, "longest a query waits for a worker")
    query_seconds: int = _setting(10, "longest a query runs")
    query_memory_mb: int = _setting(1000, "most memory one query takes, in MB")
    body_seconds: int = _setting(10, "longest a request body takes to arrive")
    max_query_characters: int = _setting(20_000, "longest SPARQL query taken, in characters")
    max_query_depth: int = _setting(100, "deepest nesting of brackets in a query")
    max_query_chain: int = _setting(1000, "most operators, OPTIONALs, UNIONs ... in a query")
    max_graphs: int = _setting(50, "most default-graph-uri and named-graph-uri of a request")
    max_body_bytes: int = _setting(100_000, "longest request body taken, in bytes")
    max_header_bytes: int = _setting(32_000, "longest request line with headers, in bytes")
    max_rows: int = _setting(10_000, "most rows or triples one answer holds over HTTP")
    max_answer_bytes: int = _setting(20_000_000, "longest answer, in bytes")
    max_connections: int = _setting(1000, "most connections at the same time")
    max_age_seconds: int = _setting(60, "how long a cache need not ask whether an answer changed")
    switch_seconds: int = _setting(2, "how often the server looks for a new snapshot")
    drain_seconds: int = _setting(30, "how long requests to the old snapshot may still take")
    log_queries: str = _setting(
        "no", "`yes` puts the text of free SPARQL queries into the log", ("no", "yes")
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """
        Return the defaults, overridden by MUSCLEGRAPH_<NAME> where set.

        Raises:
            RequestError: A value is not of the setting's type, or none of its choices.
        """
        values: dict[str, str | int | Path] = {}
        for setting in fields(cls):
            name = f"MUSCLEGRAPH_{setting.name.upper()}"
            if name in environment:
                choices = setting.metadata["choices"]
                values[setting.name] = _parse(name, environment[name], setting.default, choices)
        return cls(**values)  # type: ignore[arg-type]  # the types follow the defaults


def _parse(name: str, text: str, default: object, choices: tuple[str, ...]) -> str | int | Path:
    if isinstance(default, Path):
        return Path(text)
    if choices and text not in choices:
        raise RequestError(f"{name}={text!r} is none of {', '.join(choices)}")
    if not isinstance(default, int):
        return text
    if not text.isdecimal() or int(text) == 0:
        raise RequestError(
            f"{name}={text!r} is not a whole number above 0", hint=f"unset it or use {default}"
        )
    return int(text)
