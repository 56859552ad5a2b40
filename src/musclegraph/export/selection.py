"""What is exported: everything, or what belongs to one claim, study, source or publication."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from musclegraph.core.errors import NotAcceptable, NotFound
from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE, compact, expand, iri
from musclegraph.store import Store


class Row(dict[str, str]):
    """One row of an answer: plain text by column, empty where nothing is bound."""

    def __missing__(self, column: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Selection:
    """
    A part of a store.

    Args:
        store: Where it is.
        about: `snapshot`, `as_of` and `notice`, as every answer says them.
        root: The IRI of what is exported; empty for everything.
    """

    store: Store
    about: Mapping[str, str]
    root: str = ""

    @property
    def kind(self) -> str:
        """What `root` is: claim, study, source ...; empty for everything."""
        return self.root.removeprefix(BASE).partition("/")[0]

    def rows(self, name: str, **anchors: Iterable[str]) -> list[Row]:
        """
        Return the rows of `queries/export/rows/<name>.rq`.

        Each of `anchors` holds the IRIs that a variable may be; one that is left out may be all.
        """
        table = self.store.select(query(f"rows/{name}", **anchors))
        return [
            Row((name, term.value) for name, term in zip(table.columns, row, strict=True) if term)
            for row in table.rows
        ]


def query(name: str, **anchors: Iterable[str]) -> str:
    """Return the text of `queries/export/<name>.rq` with its variables bound as for `rows`."""
    text = (QUERIES / "export" / f"{name}.rq").read_text(encoding="utf-8")
    for variable, nodes in anchors.items():
        terms = " ".join(f"<{expand(node)}>" for node in nodes)
        text = text.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {terms} }}")
    return text


def select(
    store: Store, about: Mapping[str, str], name: str = "", kinds: Collection[str] = ()
) -> Selection:
    """
    Return what `name` stands for: a claim's slug, `kind:slug`, `pmid:N` or an IRI; "" for all.

    Raises:
        NotFound: Nothing is called so.
        NotAcceptable: It is none of `kinds`.
    """
    if not name:
        return Selection(store, about)
    try:
        text = name.replace("pmid:", "publication:pmid-")
        root = expand(text) if ":" in text else iri("claim", text)
    except ValueError:
        raise _missing(name) from None
    chosen = Selection(store, about, root)
    if not root.startswith(BASE) or not _is_there(store, root):
        raise _missing(name)
    if chosen.kind not in kinds:
        raise NotAcceptable(
            f"{compact(root)} cannot be written in this format", hint=f"it takes a {_or(kinds)}"
        )
    return chosen


def _is_there(store: Store, node: str) -> bool:
    text = (QUERIES / "build" / "exists.rq").read_text(encoding="utf-8")
    return store.ask(text.replace("VALUES ?node { UNDEF }", f"VALUES ?node {{ <{node}> }}"))


def _missing(name: str) -> NotFound:
    return NotFound(
        f"nothing is called {name[:200]!r}",
        hint="name a claim by its slug, another thing as study:schwellnus-2011 or pmid:21148567; "
        "musclegraph ask claims lists the claims",
    )


def _or(kinds: Collection[str]) -> str:
    return " or a ".join(kinds)
