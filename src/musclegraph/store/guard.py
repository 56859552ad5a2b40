"""Refuse a stranger's query before it is parsed: deep nesting ends the engine's process."""

from __future__ import annotations

import re

from musclegraph.core.errors import BadQuery

MAX_DEPTH = 100
MAX_CHAIN = 500
# Strings, IRIs and comments first, so that what stands inside them is not counted.
_TOKEN = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*"
    r"|[{}()\[\]]|\|\||&&|[/|!^+*]|\b(?:SERVICE|OPTIONAL|UNION|MINUS|GRAPH|LOAD)\b",
    re.DOTALL | re.IGNORECASE,
)


def check(text: str) -> None:
    """
    Look at `text` once, left to right.

    Raises:
        BadQuery: It nests deeper than MAX_DEPTH, chains more than MAX_CHAIN operators, or
            would call another server.
    """
    depth = chain = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "{([":
            depth += 1
        elif token in "})]":
            depth -= 1
        elif token.upper() == "SERVICE":
            raise BadQuery("SERVICE is not answered here", hint="ask the other server yourself")
        elif token[0] not in "\"'<#":
            chain += 1
        if depth > MAX_DEPTH or chain > MAX_CHAIN:
            raise BadQuery(
                f"the query nests over {MAX_DEPTH} deep or chains over {MAX_CHAIN} operators",
                hint="split it into several queries",
            )
