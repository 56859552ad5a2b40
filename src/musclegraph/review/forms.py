"""What a node of a class can have, read from its shape, and values of it as people type them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from musclegraph.core.errors import BadParameter
from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES, expand, slug
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad, literal, quad

Values = Mapping[str, Sequence[str]]

# Control characters and half ones; and what changes the direction of writing (Unicode, UAX #9).
_NO_TEXT = frozenset(("Cc", "Cs"))
_COMMANDS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class _Property:
    iri: str
    language: str
    datatype: str


class Form:
    """The properties of one class, by the local names people type."""

    def __init__(self, shapes: Path, kind: str) -> None:
        """Read `shapes`/`kind`.ttl, as in `evidence-line`."""
        store = EmbeddedStore.from_quads(quads.read(shapes / f"{kind}.ttl", None))
        text = (QUERIES / "review" / "properties.rq").read_text(encoding="utf-8")
        self._kind = kind
        self._known: dict[str, _Property] = {}
        for row in store.select(text).records():
            values = {name: term.value for name, term in row.items()}
            found = _Property(
                values["property"], values.get("language", ""), values.get("datatype", "")
            )
            self._known[slug(found.iri)] = found

    def takes(self, property_iri: str) -> bool:
        """Tell whether a node of the class can have this property."""
        return any(one.iri == property_iri for one in self._known.values())

    def fill(self, node: str, values: Values, graph: str) -> Iterator[Quad]:
        """
        Yield the quads of `values` on `node`.

        Raises:
            BadParameter: A name is none of the class, or a value names no node.
        """
        for name, given in values.items():
            known = self._property(name)
            for text in given:
                yield quad(node, known.iri, self._term(known, name, tidy(text)), graph)

    def iri(self, name: str) -> str:
        """Return the IRI of the property called `name`; BadParameter as for `fill`."""
        return self._property(name).iri

    def _property(self, name: str) -> _Property:
        if name not in self._known:
            raise BadParameter(
                f"{self._kind} has no {name}", hint=f"it can have {', '.join(sorted(self._known))}"
            )
        return self._known[name]

    def _term(self, known: _Property, name: str, text: str) -> quads.Value:
        if known.language:
            return literal(text, language=known.language)
        if known.datatype:
            return literal(text, datatype=known.datatype)
        try:
            return expand(text if ":" in text else f"mg:{text}")
        except ValueError as error:
            raise BadParameter(f"{name}={text!r} names no node: {error}") from error


def tidy(text: str) -> str:
    """
    Return text on one line with single spaces, as the curated data has it.

    Raises:
        BadParameter: It has a character that commands a terminal or turns the line around, or that
            no text has.
    """
    if any(one in _COMMANDS or (category(one) in _NO_TEXT and not one.isspace()) for one in text):
        raise BadParameter("the text has a control character", hint="type plain text")
    return " ".join(text.split())


def local(name: str) -> str:
    """Return the IRI of a term of ours."""
    return PREFIXES["mg"] + name
