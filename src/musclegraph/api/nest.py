"""Triples to one nested JSON document that is also JSON-LD under ontology/context.jsonld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from musclegraph.core.names import BASE, PREFIXES, compact
from musclegraph.store.sparql import Term

Triple = tuple[Term, Term, Term]
_TYPE = f"{PREFIXES['rdf']}type"
_MG = PREFIXES["mg"]


class Nester:
    """
    Nests what is described under what points to it.

    Args:
        context: The `@context` object; its keys are the JSON keys, and a key whose
            `@container` is `@set` is always a list.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._keys: dict[str, tuple[str, bool]] = {}
        for key, entry in context.items():
            is_list = isinstance(entry, dict) and entry.get("@container") == "@set"
            name = entry.get("@id") if isinstance(entry, dict) else entry
            if isinstance(name, str) and ":" in name:
                self._keys.setdefault(_expanded(name, context), (key, is_list))

    def nest(self, root: str, triples: Iterable[Triple]) -> dict[str, Any]:
        """Return the document of `root`: `id`, `type`, then its properties by their keys."""
        described: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            if value not in described[subject.value][predicate.value]:
                described[subject.value][predicate.value].append(value)
        return self._node(root, described, above=())

    def _node(
        self, node: str, described: Mapping[str, Mapping[str, list[Term]]], above: tuple[str, ...]
    ) -> dict[str, Any]:
        out: dict[str, Any] = {"id": _name(node)}
        for predicate, values in sorted(described[node].items(), key=lambda item: item[0]):
            if predicate == _TYPE:
                out["type"] = sorted(_name(value.value) for value in values)
                continue
            key, is_list = self._key(predicate)
            shown = [self._value(value, described, (*above, node)) for value in sorted(values)]
            out[key] = shown if is_list or len(shown) > 1 else shown[0]
        return out

    def _value(
        self, term: Term, described: Mapping[str, Mapping[str, list[Term]]], above: tuple[str, ...]
    ) -> Any:
        if term.kind != "iri":
            return term.python
        # Members of closed sets are said by name.
        is_word = term.value.startswith(_MG)
        if is_word or term.value not in described or term.value in above:
            return _name(term.value)
        return self._node(term.value, described, above)

    def _key(self, predicate: str) -> tuple[str, bool]:
        return self._keys.get(predicate, (compact(predicate), False))


def _name(node: str) -> str:
    # `claim` is a key of the context, so `claim:x` would not be an IRI in JSON-LD.
    return compact(node) if not node.startswith(BASE) or node.startswith(_MG) else node


def _expanded(name: str, context: Mapping[str, Any]) -> str:
    prefix, _, local = name.partition(":")
    namespace = context.get(prefix, PREFIXES.get(prefix))
    return f"{namespace}{local}" if isinstance(namespace, str) else name
