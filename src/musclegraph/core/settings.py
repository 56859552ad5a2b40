"""Every setting: name, default and help. Read once from MUSCLEGRAPH_*, then passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from musclegraph.core.errors import RequestError
from musclegraph.core.files import SNAPSHOTS


def _about(text: str, *choices: str) -> dict[str, object]:
    return {"help": text, "choices": choices}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value per setting; the metadata is what an operator reads."""

    home: Path = field(default=SNAPSHOTS, metadata=_about("folder that holds the snapshots"))
    texts: Path = field(
        default=Path("texts"),
        metadata=_about("folder with the articles' texts, if you have them: pages quote from it"),
    )
    store: str = field(
        default="",
        metadata=_about("query address of a SPARQL 1.1 server that has the snapshot: ask it there"),
    )
    store_user: str = field(default="", metadata=_about("who we are to that server"))
    store_password: str = field(default="", repr=False, metadata=_about("and how we show it"))
    store_auth: str = field(
        default="basic",
        metadata=_about(
            "how the password is sent: `basic`, or `digest` as Virtuoso wants it",
            "basic",
            "digest",
        ),
    )
    store_token: str = field(
        default="", repr=False, metadata=_about("a bearer token, instead of a password")
    )
    store_seconds: int = field(
        default=60, metadata=_about("longest that server may take for one of our own questions")
    )
    store_answer_bytes: int = field(
        default=200_000_000, metadata=_about("longest answer taken from that server, in bytes")
    )
    host: str = field(default="127.0.0.1", metadata=_about("address the server listens on"))
    port: int = field(default=8471, metadata=_about("port the server listens on"))
    default_graph: str = field(
        default="auto",
        metadata=_about(
            "what a query sees outside GRAPH: `union` of all graphs, or the store's `own` default "
            "graph; `auto` is union for a snapshot, own for --data",
            "auto",
            "union",
            "own",
        ),
    )
    quick_workers: int = field(
        default=8, metadata=_about("free SPARQL queries that begin or are quick, at the same time")
    )
    quick_ms: int = field(
        default=50, metadata=_about("how long a quick query computes, in milliseconds")
    )
    workers: int = field(
        default=4, metadata=_about("free SPARQL queries that take longer, at the same time")
    )
    workers_per_client: int = field(
        default=2, metadata=_about("most of these that one client has at the same time")
    )
    waiting: int = field(default=64, metadata=_about("most queries that wait to take longer"))
    waiting_per_client: int = field(default=16, metadata=_about("most of these from one client"))
    waiting_seconds: int = field(default=10, metadata=_about("longest a query waits for its turn"))
    query_seconds: int = field(default=10, metadata=_about("longest a query runs"))
    query_memory_mb: int = field(
        default=1000, metadata=_about("most memory one query takes, in MB")
    )
    threads: int = field(
        default=8,
        metadata=_about("questions, records and pages computed at the same time"),
    )
    threads_per_client: int = field(default=2, metadata=_about("most of these from one client"))
    text_readers: int = field(
        default=2,
        metadata=_about(
            "long texts read at the same time, one from each client; as many short ones"
        ),
    )
    short_text_characters: int = field(
        default=5000, metadata=_about("longest text that is short, in characters")
    )
    text_seconds: int = field(default=20, metadata=_about("longest a text is read"))
    text_memory_mb: int = field(default=1000, metadata=_about("most memory one text takes, in MB"))
    body_seconds: int = field(default=10, metadata=_about("longest a request body takes to arrive"))
    max_query_characters: int = field(
        default=20_000, metadata=_about("longest SPARQL query taken, in characters")
    )
    max_query_depth: int = field(
        default=100, metadata=_about("deepest nesting of brackets in a query")
    )
    max_query_chain: int = field(
        default=1000, metadata=_about("most operators, OPTIONALs, UNIONs ... in a query")
    )
    max_graphs: int = field(
        default=50, metadata=_about("most default-graph-uri and named-graph-uri of a request")
    )
    max_body_bytes: int = field(
        default=100_000, metadata=_about("longest request body taken, in bytes")
    )
    max_text_bytes: int = field(
        default=1_500_000, metadata=_about("longest request body with a text to check, in bytes")
    )
    max_header_bytes: int = field(
        default=32_000, metadata=_about("longest request line with headers, in bytes")
    )
    max_rows: int = field(
        default=10_000, metadata=_about("most rows or triples one answer holds over HTTP")
    )
    max_answer_bytes: int = field(default=20_000_000, metadata=_about("longest answer, in bytes"))
    held_answer_bytes: int = field(
        default=200_000_000,
        metadata=_about("most bytes of large answers that readers have not taken yet"),
    )
    max_connections: int = field(default=1000, metadata=_about("most connections at the same time"))
    connections_per_client: int = field(
        default=100, metadata=_about("most of them from one address that is no trusted proxy")
    )
    send_seconds: int = field(
        default=10, metadata=_about("how long a reader may leave an answer lying")
    )
    trusted_proxies: str = field(
        default="127.0.0.1,::1",
        metadata=_about(
            "addresses or networks that may name the client in X-Forwarded-For; `none` for nobody"
        ),
    )
    cache_bytes: int = field(
        default=100_000_000,
        metadata=_about("room for answers kept in memory, so that they are not computed again"),
    )
    memory_quads: int = field(
        default=3_000_000,
        metadata=_about("largest store copied into memory when served, at 350 bytes a quad, twice"),
    )
    max_age_seconds: int = field(
        default=60, metadata=_about("how long a cache need not ask whether an answer changed")
    )
    switch_seconds: int = field(
        default=2, metadata=_about("how often the server looks for a new snapshot")
    )
    drain_seconds: int = field(
        default=30, metadata=_about("how long requests to the old snapshot may still take")
    )
    log_queries: str = field(
        default="no",
        metadata=_about("`yes` puts the text of free SPARQL queries into the log", "no", "yes"),
    )

    eutils_email: str = field(
        default="", metadata=_about("your address, which the NCBI asks for with every request")
    )
    eutils_api_key: str = field(
        default="", metadata=_about("your key of the NCBI: ten requests a second instead of three")
    )
    eutils_url: str = field(
        default="https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
        metadata=_about("where the E-utilities are"),
    )
    objections: str = field(
        default="",
        metadata=_about("folder for readers' objections to verdicts; without it none are taken"),
    )
    objections_a_day: int = field(default=200, metadata=_about("most objections kept in a day"))
    objections_per_client: int = field(default=10, metadata=_about("most of these from one client"))
    semantic: str = field(
        default="auto",
        metadata=_about(
            "whether sentences that the checker is unsure of are also read by MiniLM: `auto` if "
            "musclegraph[semantic] is installed, `no`, or `yes`, which fails without it",
            "auto",
            "no",
            "yes",
        ),
    )
    cross_encoder: str = field(
        default="",
        metadata=_about("folder of a cross-encoder that reads those sentences in MiniLM's place"),
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
            if environment.get(name):
                choices = setting.metadata["choices"]
                values[setting.name] = _parse(name, environment[name], setting.default, choices)
        return cls(**values)  # type: ignore[arg-type]  # the types follow the defaults


def _parse(name: str, text: str, default: object, choices: Sequence[str]) -> str | int | Path:
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
