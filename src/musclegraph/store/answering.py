"""One query from a stranger to one answer, inside a worker process."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import islice
from typing import IO, TYPE_CHECKING, Protocol

import pyoxigraph as ox

from musclegraph.core.errors import BadQuery, NotAcceptable, StoreError
from musclegraph.core.refusals import AnswerTooLarge
from musclegraph.store.base import Found
from musclegraph.store.forms import ROW_FORMATS, write
from musclegraph.store.jobs import Answer, Job
from musclegraph.store.sparql import ROW_TYPES, TRIPLE_TYPES

if TYPE_CHECKING:
    from typing_extensions import Buffer

# What the note in a cut answer links to.
CUT = "https://w3id.org/musclegraph/problem/result-cap"


class Engine(Protocol):
    """What evaluates a query: Oxigraph here, or a server elsewhere."""

    @property
    def query(self) -> Callable[..., Found]:
        """Evaluate one query, as `pyoxigraph.Store.query` does."""


def answer(engine: Engine, job: Job) -> Answer:
    """
    Evaluate `job` and write its answer, all of it or up to its caps.

    Raises:
        BadQuery: The text does not parse.
        NotAcceptable: The caller takes rows where there are triples, or the reverse.
        AnswerTooLarge: The answer has more than `most_bytes`.
        StoreError: The engine failed.
    """
    try:
        found = _evaluate(engine, job)
        if isinstance(found, ox.QueryTriples):
            return _triples(found, job)
        return _rows(found, job)
    except SyntaxError as error:
        raise BadQuery(f"SPARQL does not parse: {error.msg}") from error
    except (OSError, RuntimeError, ValueError) as error:
        if "custom function" in str(error):  # the engine says so when it evaluates, not before
            raise BadQuery(str(error), hint="take a function that SPARQL 1.1 has") from error
        raise StoreError(f"the store failed: {error}") from error


def _evaluate(engine: Engine, job: Job) -> Found:
    if job.default_graphs is None and job.named_graphs is None:
        union = job.is_union
        return engine.query(job.text, base_iri=job.base, use_default_graph_as_union=union)
    return engine.query(
        job.text,
        base_iri=job.base,
        default_graph=[ox.NamedNode(graph) for graph in job.default_graphs or ()],
        named_graphs=[ox.NamedNode(graph) for graph in job.named_graphs or ()],
    )


class _Sink(io.BytesIO):
    """A buffer that ends the writing when it is full."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Buffer) -> int:
        if self.tell() + len(memoryview(data)) > self._most:
            raise _Full
        return super().write(data)


class _Full(Exception):
    pass


def _written(job: Job, fill: Callable[[IO[bytes]], object]) -> bytes:
    sink = _Sink(job.most_bytes)
    try:
        fill(sink)
    except _Full:
        raise AnswerTooLarge(
            f"the answer has over {job.most_bytes:,} bytes",
            hint="ask for fewer columns, add a LIMIT, or read it in parts with OFFSET",
        ) from None
    return sink.getvalue()


def _rows(found: ox.QuerySolutions | ox.QueryBoolean, job: Job) -> Answer:
    if not job.row_type:
        raise NotAcceptable(
            "this query's answer is rows or yes or no, and the request takes no such form",
            hint=f"accept one of {', '.join(ROW_TYPES)}",
        )
    form = ROW_FORMATS[ROW_TYPES[job.row_type]]
    body = _written(job, lambda sink: found.serialize(sink, format=form))
    is_select = isinstance(found, ox.QuerySolutions)
    if not (is_select and job.is_capped and _has_rows(body, job.row_type, job.most_rows)):
        return Answer(job.row_type, body)
    return Answer(job.row_type, _with_note(body, ROW_TYPES[job.row_type]), is_cut=True)


def _triples(found: ox.QueryTriples, job: Job) -> Answer:
    if not job.triple_type:
        raise NotAcceptable(
            "this query's answer is triples, and the request takes no such form",
            hint=f"accept one of {', '.join(TRIPLE_TYPES)}",
        )
    suffix = TRIPLE_TYPES[job.triple_type]
    kept = list(islice(found, job.most_rows))
    is_cut = next(found, None) is not None
    body = _written(job, lambda sink: write(kept, job.triple_type, sink))
    return Answer(job.triple_type, _with_note(body, suffix) if is_cut else body, is_cut)


def _has_rows(body: bytes, media_type: str, count: int) -> bool:
    """Tell whether a written table has at least `count` rows, at less cost than reading it."""
    match ROW_TYPES[media_type]:
        case "json":
            # Rows are parted by },{ and nothing else is; text may hold it too.
            if body.count(b"},{") + 1 < count:
                return False
            return len(json.loads(body)["results"]["bindings"]) >= count
        case "xml":
            return body.count(b"<result>") >= count
        case "csv":
            csv.field_size_limit(len(body) + 1)  # 131,072 characters unless told
            lines = csv.reader(io.StringIO(body.decode(), newline=""))
            return sum(1 for _ in lines) > count
    return body.count(b"\n") > count


def _with_note(body: bytes, suffix: str) -> bytes:
    """Say in the body that there may be more, where the format has a place for it."""
    note = f"cut at the most rows one answer holds: {CUT}".encode()
    match suffix:
        case "json":
            return body.replace(b'"head":{', f'"head":{{"link":["{CUT}"],'.encode(), 1)
        case "xml":
            return body.replace(b"</head>", f'<link href="{CUT}"/></head>'.encode(), 1)
        case "ttl" | "nt" | "trig" | "nq":
            return body + b"# " + note + b"\n"
        case "rdf":
            return body + b"<!-- " + note + b" -->"
    return body
