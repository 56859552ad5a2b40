"""A named query answered; an empty answer is only given about things that exist."""

from __future__ import annotations

from collections.abc import Mapping

from musclegraph.core.errors import NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE, compact, expand
from musclegraph.queries.catalog import NamedQuery
from musclegraph.store import Store
from musclegraph.store.sparql import Table

_NODE = "VALUES ?node { UNDEF }"


def answer(
    query: NamedQuery, values: Mapping[str, str], store: Store, most: int | None = None
) -> Table:
    """
    Return the rows of `query` with `values` bound: all, or the first `most`.

    Raises:
        BadParameter: A value is undeclared, malformed, or missing.
        NotFound: There are no rows because a value names nothing here.
    """
    table = store.select(query.bind(values), most)
    if not table.rows:
        refuse_unknown(query, values, store)
    return table


def refuse_unknown(query: NamedQuery, values: Mapping[str, str], store: Store) -> None:
    """
    Say if a value names nothing: "no rows" about it would read as "no evidence".

    Raises:
        NotFound: There is no such claim, concept, study ...
    """
    exists = (QUERIES / "build" / "exists.rq").read_text(encoding="utf-8")
    for name, value in values.items():
        param = query.params[name]
        if param.type != "iri":
            continue
        node = expand(param.named(value))
        if node.startswith(BASE) and not store.ask(
            exists.replace(_NODE, f"VALUES ?node {{ <{node}> }}")
        ):
            raise NotFound(
                f"{name}={value!r}: there is no {compact(node)}",
                hint="search for it by name, or list what there is: ask claims, ask conditions",
            )
