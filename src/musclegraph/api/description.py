"""What this service and its data are, as RDF: SPARQL service description, VoID and DCAT."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fastapi import Request, Response
from starlette.routing import Route

from musclegraph import __version__
from musclegraph.api import caching, negotiate
from musclegraph.core.errors import BadParameter
from musclegraph.core.names import BASE, PREFIXES
from musclegraph.core.settings import Settings
from musclegraph.store import forms
from musclegraph.store.opened import Snapshot
from musclegraph.store.quads import Triple, literal, quad

_FORMATS = "http://www.w3.org/ns/formats/"
_DCAT, _TERMS, _VOID = PREFIXES["dcat"], PREFIXES["dcterms"], PREFIXES["void"]
_SD = PREFIXES["sd"]
_TYPE, _OWL = f"{PREFIXES['rdf']}type", PREFIXES["owl"]
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_WRITTEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip

Describe = Callable[[str], Iterator[Triple]]


class Description:
    """Describes one snapshot as it is served. `is_union` says what the default graph is."""

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._snapshot, self._settings = snapshot, settings
        self._graphs = sorted(snapshot.store.graphs())
        auto = "union" if snapshot.is_union else "own"
        graph = auto if settings.default_graph == "auto" else settings.default_graph
        self.is_union = graph == "union"

    def routes(self) -> list[Route]:
        """Return the route of VoID and DCAT, at the place that VoID gives it."""
        return [Route("/.well-known/void", self._void, include_in_schema=False)]

    async def _void(self, request: Request) -> Response:
        return self.answer(request, self.data)

    def answer(self, request: Request, describe: Describe) -> Response:
        """
        Return what `describe` says of the service at the address asked.

        Raises:
            NotAcceptable: There is no such form of triples.
        """
        name = request.query_params.get("format")
        media_type = negotiate.triples(request.headers.get("accept", ""), name)
        address = str(request.base_url)
        snapshot_id = self._snapshot.store.snapshot_id
        tag = caching.etag(snapshot_id, media_type, describe.__name__, address)
        if caching.is_fresh(request, tag):
            return caching.not_modified(tag)
        try:
            body = forms.write(describe(address), media_type)
        except ValueError as error:
            raise BadParameter(f"the header Host makes no IRI: {address[:100]!r}") from error
        return Response(body, media_type=media_type, headers=caching.headers(tag))

    def service(self, address: str) -> Iterator[Triple]:
        """Describe the endpoint: what it speaks, what it writes, its graphs and its limits."""
        own = f"{address}sparql"
        dataset, default = f"{own}#dataset", f"{own}#default-graph"
        yield _link(own, _TYPE, f"{_SD}Service")
        yield _link(own, f"{_SD}endpoint", own)
        yield _link(own, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query")
        yield _link(own, f"{_SD}defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple")
        for name in _WRITTEN:
            yield _link(own, f"{_SD}resultFormat", f"{_FORMATS}{name}")
        if self.is_union:
            yield _link(own, f"{_SD}feature", f"{_SD}UnionDefaultGraph")
        yield _text(own, f"{PREFIXES['rdfs']}comment", self._semantics())
        yield _link(own, f"{_SD}defaultDataset", dataset)
        yield _link(dataset, _TYPE, f"{_SD}Dataset")
        yield _link(dataset, f"{_SD}defaultGraph", default)
        yield _link(default, _TYPE, f"{_SD}Graph")
        for number, name in enumerate(self._graphs, 1):
            node = f"{own}#graph-{number}"
            yield _link(dataset, f"{_SD}namedGraph", node)
            yield _link(node, _TYPE, f"{_SD}NamedGraph")
            yield _link(node, f"{_SD}name", name)

    def _semantics(self) -> str:
        limits = self._settings
        graph = (
            "the union of all named graphs" if self.is_union else "the store's own default graph"
        )
        return (
            f"Outside GRAPH a query sees {graph}. Graphs are those of this store; none is fetched, "
            f"and SERVICE and updates are refused. A query may run {limits.query_seconds} s; an "
            f"answer has at most {limits.max_rows:,} rows or triples, and says so when it is cut."
        )

    def data(self, address: str) -> Iterator[Triple]:
        """Describe the data: what it is, its version and licence, its size, where it is served."""
        manifest = self._snapshot.manifest
        own = BASE if self._snapshot.folder else f"{address}.well-known/void#dataset"
        for kind in (f"{_VOID}Dataset", f"{_DCAT}Dataset"):
            yield _link(own, _TYPE, kind)
        yield _text(own, f"{_TERMS}title", "MuscleGraph" if self._snapshot.folder else "Files")
        for note in (manifest["notes"]["selection"], manifest["notes"]["advice"]):
            if note:
                yield _text(own, f"{_TERMS}description", note)
        yield _text(own, f"{_TERMS}identifier", manifest["id"])
        yield quad(own, f"{_VOID}triples", literal(manifest["counts"]["quads"]), own).triple
        yield _link(own, f"{_VOID}sparqlEndpoint", f"{address}sparql")
        yield from self._published(own, address)
        yield from self._services(own, address)

    def _services(self, own: str, address: str) -> Iterator[Triple]:
        """Describe where the data is answered: SPARQL, and the routes of a snapshot."""
        services = [("SPARQL 1.1", f"{address}sparql", f"{address}sparql")]
        if self._snapshot.folder:
            services.append(("HTTP API", f"{address}v1", f"{address}openapi.json"))
        for title, url, documentation in services:
            copy = f"{url}#distribution"
            yield _link(own, f"{_DCAT}distribution", copy)
            yield _link(copy, _TYPE, f"{_DCAT}Distribution")
            yield _text(copy, f"{_TERMS}title", title)
            yield _link(copy, f"{_DCAT}accessURL", url)
            yield _link(copy, f"{_DCAT}accessService", url)
            yield _link(url, _TYPE, f"{_DCAT}DataService")
            yield _text(url, f"{_TERMS}title", title)
            yield _link(url, f"{_DCAT}servesDataset", own)
            yield _link(url, f"{_DCAT}endpointURL", url)
            yield _link(url, f"{_DCAT}endpointDescription", documentation)
            if self._snapshot.folder:
                yield _link(copy, f"{_TERMS}license", _LICENCE)

    def _published(self, own: str, address: str) -> Iterator[Triple]:
        """Describe what only a snapshot has: version, dates, licence and names of its own."""
        if not self._snapshot.folder:
            return
        manifest = self._snapshot.manifest
        day = literal(manifest["notes"]["as_of"], datatype=f"{PREFIXES['xsd']}date")
        yield _text(own, f"{_DCAT}version", __version__)
        yield _text(own, f"{_OWL}versionInfo", f"{__version__}, snapshot {manifest['id']}")
        yield quad(own, f"{_TERMS}modified", day, own).triple
        yield _link(own, f"{_TERMS}license", _LICENCE)
        yield _text(own, f"{_VOID}uriSpace", BASE)
        yield _link(own, f"{_VOID}vocabulary", PREFIXES["mg"].rstrip("#"))
        yield _link(own, f"{_TERMS}conformsTo", f"{BASE}graph/ontology")
        yield _link(own, f"{_VOID}rootResource", f"{BASE}graph/queries")
        yield _link(own, f"{_DCAT}landingPage", address)
        for name in self._graphs:
            yield _link(own, f"{_VOID}subset", name)


def _link(subject: str, predicate: str, target: str) -> Triple:
    return quad(subject, predicate, target, subject).triple


def _text(subject: str, predicate: str, text: str) -> Triple:
    return quad(subject, predicate, literal(text), subject).triple
