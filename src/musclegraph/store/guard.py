"""
Read a stranger's query before it is parsed: refuse what is dangerous, note what matters.

The engine runs in a process without network that can be killed, so this is the first of several
walls: it says in one sentence what another wall would answer with a lost process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from musclegraph.core.errors import BadQuery
from musclegraph.core.refusals import ReadOnly, TooLarge
from musclegraph.core.settings import Settings
from musclegraph.store.iris import named, prologue
from musclegraph.store.lexer import Token, tokens, unescape

_OPENING, _CLOSING = frozenset("{([") | {"<<"}, frozenset("})]") | {">>"}
_STEPS = {**dict.fromkeys(_OPENING, 1), **dict.fromkeys(_CLOSING, -1)}
_CHAINED_SIGNS = frozenset({"||", "&&", "/", "|", "!", "^", "+", "*", "-"})
_CHAINED_WORDS = frozenset({"OPTIONAL", "UNION", "MINUS", "GRAPH", "EXISTS", "FILTER", "VALUES"})
# What a cap on rows has to do with.
_CAPPING = frozenset({"LIMIT", "VALUES"})
_FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
# An answer that differs each time must not be kept by a cache.
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_SERVICE = re.compile(r"service(?:silent)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at a query tells. `graphs` are the IRIs of its FROM clauses."""

    form: str
    graphs: tuple[str, ...]
    is_volatile: bool
    tail: tuple[Token, ...]
    """The tokens that stand in no bracket; none if nothing among them bears on a cap."""

    def limited(self, text: str, most: int) -> str:
        """Return `text` with a LIMIT of at most `most` on its rows."""
        for at, token in enumerate(self.tail[:-1]):
            number = self.tail[at + 1]
            if token.word == "LIMIT" and number.kind == "number":
                if int(number.text) <= most:
                    return text
                return f"{text[: number.start]}{most}{text[number.end :]}"
        values = (token.start for token in self.tail if token.word == "VALUES")
        end = next(values, len(text))
        # The line before may be a comment.
        return f"{text[:end]}\nLIMIT {most}\n{text[end:]}"

    def is_limited(self, most: int) -> bool:
        """Tell whether the query itself asks for at most `most` rows."""
        pairs = zip(self.tail, self.tail[1:], strict=False)
        return any(
            a.word == "LIMIT" and int(b.text) <= most for a, b in pairs if b.kind == "number"
        )


def check(text: str, limits: Settings, base: str = "") -> Reading:
    """
    Look at `text` from left to right.

    Raises:
        TooLarge: It is longer than `max_query_characters`.
        ReadOnly: It is an update.
        BadQuery: It nests deeper than `max_query_depth`, chains more than `max_query_chain`
            operators, or would call another server.
    """
    if len(text) > limits.max_query_characters:
        raise TooLarge(
            f"the query has {len(text):,} characters",
            hint=f"the most taken is {limits.max_query_characters:,}",
        )
    found = list(tokens(text))
    if _may_be_monster(text, limits):
        _refuse_monsters(found, limits)
    form = _form(found)
    for reading in {text, unescape(text)}:
        if "service" in reading.casefold() and any(_calls(reading)):
            raise BadQuery("SERVICE is not answered here", hint="ask the other server yourself")
    words = {token.word for token in found}
    graphs = tuple(_graphs(found, base)) if "FROM" in words else ()
    tail = tuple(_tail(found)) if words & _CAPPING else ()
    return Reading(form, graphs, bool(words & _VOLATILE), tail)


def _may_be_monster(text: str, limits: Settings) -> bool:
    """Tell by its signs and length, strings and IRIs included, whether it is worth a look."""
    depth = sum(map(text.count, _OPENING))
    # No word of a chain has fewer than five letters.
    chain = sum(map(text.count, _CHAINED_SIGNS)) + len(text) // 5
    return depth > limits.max_query_depth or chain > limits.max_query_chain


def form_of(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; BadQuery if the text is none of them."""
    return _form(list(tokens(text)))


def _refuse_monsters(found: list[Token], limits: Settings) -> None:
    depth = chain = 0
    for token in found:
        depth += (token.text in _OPENING) - (token.text in _CLOSING and depth > 0)
        chain += token.text in _CHAINED_SIGNS or token.word in _CHAINED_WORDS
        if depth > limits.max_query_depth or chain > limits.max_query_chain:
            raise BadQuery(
                f"the query nests over {limits.max_query_depth} deep "
                f"or chains over {limits.max_query_chain} operators",
                hint="split it into several queries",
            )


def _form(found: list[Token]) -> str:
    for token in found:
        if token.word in _UPDATES:
            raise ReadOnly(
                f"{token.word} is an update, and this data is read-only",
                hint="send a SELECT, ASK, CONSTRUCT or DESCRIBE",
            )
        if token.word in _FORMS:
            return token.word
    raise BadQuery(
        "the text is no query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE",
        hint="see https://www.w3.org/TR/sparql11-query/",
    )


def _graphs(found: list[Token], base: str) -> Iterator[str]:
    iris = {token.start: iri for token, iri in named(found, prologue(found, base))}
    for at, token in enumerate(found):
        if token.word == "FROM":
            rest = [t for t in found[at + 1 : at + 3] if t.word != "NAMED"]
            if rest and rest[0].start in iris:
                yield iris[rest[0].start]


def _tail(found: list[Token]) -> list[Token]:
    """Return what follows the query's pattern: the tokens outside brackets from the end."""
    tail: list[Token] = []
    depth = 0
    for token in reversed(found):
        step = _STEPS.get(token.text, 0)
        depth -= step
        if depth == 0 and step <= 0:
            tail.append(token)
        if token.word in _FORMS and depth == 0:
            break
    return tail[::-1]


def _calls(text: str) -> Iterator[Token]:
    """
    Yield each token that may be a call: SERVICE [SILENT] <iri> {, ?variable { or name: {.

    `<` can begin an IRI or compare, and which is known only to a parser; so both are followed.
    Each place is looked at once, however many ways lead to it.
    """
    starts, seen = [0], set[int]()
    while starts:
        before = ""
        for token in tokens(text, starts.pop()):
            if token.start in seen:
                break
            seen.add(token.start)
            if token.kind == "iri":
                starts.append(token.start + 1)
            # The engine may read a long string without its end as two short ones.
            if token.is_open or _is_call(token, before, text):
                yield token
            before = token.word


def _is_call(token: Token, before: str, text: str) -> bool:
    rest = [t for t in islice(tokens(text, token.end), 3) if t.word != "SILENT"]
    if token.kind == "name":
        # SERVICE:x { is a call with the empty prefix; GRAPH service:x { is not.
        ends = _SERVICE.search(token.text.partition(":")[0])
        is_graph = before in {"GRAPH", "FROM", "NAMED"}
        return bool(ends) and not is_graph and bool(rest) and rest[0].text == "{"
    if not _SERVICE.search(token.word):
        return False
    named = bool(rest) and rest[0].kind in {"iri", "variable", "name"}
    return named and len(rest) > 1 and rest[1].text == "{"
