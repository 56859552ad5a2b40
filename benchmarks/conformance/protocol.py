"""The official tests of the SPARQL Protocol: requests as the manifest has them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from benchmarks.conformance.servers import Server

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_HT = "http://www.w3.org/2011/http#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_CHARS = "http://www.w3.org/2011/content#chars"
_ENCODING = "http://www.w3.org/2011/content#characterEncoding"
_GRAPHS = "http://kasei.us/2009/09/sparql/data/"
_FORMS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": (
        "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json",
        "application/trig", "application/n-quads",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a test, and what its answer must be."""

    method: str
    query: str
    headers: dict[str, str]
    body: bytes
    statuses: tuple[str, ...]
    form: str
    boolean: bool | None

    def is_met(self, server: Server) -> bool:
        """Send it, and tell whether the answer is as the test wants it."""
        content = self.body or None
        answer = server.ask(self.method, self.query, headers=self.headers, content=content)
        if f"StatusCode{answer.status_code // 100}xx" not in self.statuses:
            return False
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if self.form and kind not in _FORMS[self.form]:
            return False
        return self.boolean is None or _truth(answer.content, kind) is self.boolean


def data(folder: Path) -> dict[str, Path]:
    """
    Return the graphs that the tests name.

    The manifest gives no content for data0.rdf, which some requests name; any will do.
    """
    own = folder / "sparql11" / "protocol"
    files = {f"{_GRAPHS}data{n}.rdf": own / f"data{n}.nt" for n in (1, 2, 3)}
    return {f"{_GRAPHS}data0.rdf": own / "data1.nt", **files}


def read_exchanges(folder: Path) -> dict[str, list[Exchange]]:
    """Return the tests of the protocol that do not update, by name."""
    reader = _Reader(folder / "sparql11" / "protocol" / "manifest.ttl")
    return {name: requests for name, requests in reader.tests() if not name.startswith("update_")}


class _Reader:
    def __init__(self, path: Path) -> None:
        self._store = ox.Store()
        self._store.load(path=str(path), base_iri=path.resolve().as_uri())

    def _all(self, node: Any, name: str) -> list[Any]:
        return [q.object for q in self._store.quads_for_pattern(node, ox.NamedNode(name), None)]

    def _text(self, node: Any, name: str) -> str:
        return next((found.value for found in self._all(node, name)), "")

    def _list(self, node: Any) -> list[Any]:
        found = []
        while node.value != f"{_RDF}nil":
            found += self._all(node, f"{_RDF}first")
            (node,) = self._all(node, f"{_RDF}rest")
        return found

    def tests(self) -> list[tuple[str, list[Exchange]]]:
        """Return each test's name and requests."""
        kind = ox.NamedNode(f"{_MF}ProtocolTest")
        nodes = [q.subject for q in self._store.quads_for_pattern(None, None, kind)]
        return sorted((node.value.rpartition("#")[2], self._requests(node)) for node in nodes)

    def _requests(self, test: Any) -> list[Exchange]:
        (action,) = self._all(test, f"{_MF}action")
        (requests,) = self._all(action, f"{_HT}requests")
        return [self._exchange(node) for node in self._list(requests)]

    def _exchange(self, node: Any) -> Exchange:
        (answer,) = self._all(node, f"{_HT}resp")
        truth = self._text(answer, f"{_MF}expectedBoolean")
        statuses = [found.value for found in self._all(answer, f"{_MF}expectedStatus")]
        return Exchange(
            self._text(node, f"{_HT}methodName"),
            self._text(node, f"{_HT}absolutePath").partition("?")[2],
            {
                self._text(header, f"{_HT}fieldName"): self._text(header, f"{_HT}fieldValue")
                for headers in self._all(node, f"{_HT}headers")
                for header in self._list(headers)
            },
            self._body(node),
            tuple(status.rpartition("#")[2] for status in statuses),
            self._text(answer, f"{_MF}expectedFormat"),
            truth == "true" if truth else None,
        )

    def _body(self, node: Any) -> bytes:
        found = self._all(node, f"{_HT}body")
        if not found:
            return b""
        encoding = self._text(found[0], _ENCODING) or "utf-8"
        return self._text(found[0], _CHARS).encode(encoding)


def _truth(content: bytes, media_type: str) -> bool | None:
    is_json = media_type.endswith("json")
    form = ox.QueryResultsFormat.JSON if is_json else ox.QueryResultsFormat.XML
    found = ox.parse_query_results(content, format=form)
    return bool(found) if isinstance(found, ox.QueryBoolean) else None
