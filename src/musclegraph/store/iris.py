"""The names in a query as IRIs, by BASE, PREFIX and escapes as SPARQL 1.1 section 4.1 has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from musclegraph.core.errors import BadQuery
from musclegraph.store.lexer import Token, unescape


@dataclass(frozen=True, slots=True)
class Prologue:
    """What the head of a query declares; `end` is the place of the first token after it."""

    base: str
    spaces: Mapping[str, str]
    end: int

    def written(self) -> str:
        """Return it with whole IRIs and one BASE, for Virtuoso takes no second."""
        base = [f"BASE <{self.base}> "] if self.base else []
        prefixes = (f"PREFIX {name}: <{iri}> " for name, iri in self.spaces.items())
        return "".join([*base, *prefixes])


def prologue(found: Sequence[Token], base: str = "") -> Prologue:
    """Read the head of a query of which these are the tokens; IRIs there are relative to `base`."""
    spaces: dict[str, str] = {}
    at = 0
    while len(found) > at + 1:
        token, after = found[at : at + 2]
        if token.word == "BASE":
            base, at = resolved(after.text, base), at + 2
        elif token.word == "PREFIX" and len(found) > at + 2:
            spaces[unescape(after.text[:-1])] = resolved(found[at + 2].text, base)
            at += 3
        elif token.kind == "name" and token.text[:6].upper() == "PREFIX":  # no space between
            spaces[unescape(token.text[6:-1])] = resolved(after.text, base)
            at += 2
        else:
            break
    return Prologue(base, spaces, at)


def named(found: Sequence[Token], head: Prologue) -> Iterator[tuple[Token, str]]:
    """
    Yield each token after a query's prologue that stands for an IRI, and the IRI.

    Raises:
        BadQuery: A prefix is not declared.
    """
    for token in found[head.end :]:
        if token.kind == "iri":
            yield token, resolved(token.text, head.base)
        elif token.kind == "name" and not token.text.startswith("_:"):
            yield token, _expanded(unescape(token.text), head.spaces)


def resolved(written: str, base: str) -> str:
    """
    Return the IRI that `written`, in its angle brackets, names relative to `base`.

    What no IRI can be made of is returned as it is: `<` may begin a comparison as well.
    """
    # Turtle has the same IRIs with the same escapes.
    turtle = f"<urn:x> <urn:x> {written} ."
    try:
        (triple,) = ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri=base or None)
    except (SyntaxError, ValueError):
        return written[1:-1]
    return str(triple.object.value)


def _expanded(name: str, spaces: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in spaces:
        raise BadQuery(
            f"the prefix {prefix[:100]}: is not declared", hint="PREFIX name: <...> declares one"
        )
    return spaces[prefix] + re.sub(r"\\(.)", r"\1", local)
