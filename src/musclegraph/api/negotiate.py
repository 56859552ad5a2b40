"""Which form of an answer a request takes: `Accept` with q-values, or `format=`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from musclegraph.core.errors import NotAcceptable
from musclegraph.store.sparql import ROW_TYPES, TRIPLE_TYPES

# What callers send for a form, beside its own name.
_ROW_NAMES = {
    **{name: name for name in ROW_TYPES},
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
_TRIPLE_NAMES = {
    **{name: name for name in TRIPLE_TYPES},
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/json": "application/ld+json",
}
_SHORT = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "json-ld": "jsonld", "nquads": "nq"}


class Forms(NamedTuple):
    """The media types for rows and for triples; one may be empty, for it is not taken."""

    rows: str
    triples: str


def forms(accept: str, name: str | None = None) -> Forms:
    """
    Return the forms that the header `accept`, or `name` from `format=`, takes.

    Raises:
        NotAcceptable: Neither rows nor triples have a form that it takes.
    """
    if name is not None:
        found = Forms(
            _named(name, ROW_TYPES, _ROW_NAMES), _named(name, TRIPLE_TYPES, _TRIPLE_NAMES)
        )
    else:
        found = Forms(choose(accept, _ROW_NAMES), choose(accept, _TRIPLE_NAMES))
    if not any(found):
        raise _refusal(accept if name is None else name, [*ROW_TYPES, *TRIPLE_TYPES])
    return found


def triples(accept: str, name: str | None = None) -> str:
    """
    Return the media type in which to send triples.

    Raises:
        NotAcceptable: There is none that the request takes.
    """
    chosen = forms(accept, name).triples
    if not chosen:
        raise _refusal(accept if name is None else name, TRIPLE_TYPES)
    return chosen


def one_of(forms: Mapping[str, str], accept: str, name: str | None = None) -> str:
    """
    Return the media type among `forms`, short name to type, that a request takes.

    Raises:
        NotAcceptable: There is none.
    """
    by_type = {media_type: media_type for media_type in forms.values()}
    chosen = {**by_type, **forms}.get(name, "") if name is not None else choose(accept, by_type)
    if not chosen:
        raise _refusal(accept if name is None else name, by_type)
    return chosen


def choose(accept: str, names: Mapping[str, str]) -> str:
    """
    Return the value of `names` whose key `accept` likes best; of equals the first one listed.

    An empty header takes anything (RFC 9110, section 12.5.1). Empty if nothing fits.

    >>> choose("text/html, text/*;q=0.5", {"text/csv": "csv", "text/plain": "text"})
    'csv'
    """
    ranges = dict(_ranges(accept or "*/*"))
    best, best_quality = "", 0.0
    for name, value in names.items():
        quality = next((ranges[key] for key in _widening(name) if key in ranges), 0.0)
        if quality > best_quality:
            best, best_quality = value, quality
    return best


def _widening(name: str) -> tuple[str, str, str]:
    return name, f"{name.partition('/')[0]}/*", "*/*"


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for entry in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _quality(value)
        yield media_range, quality


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _named(name: str, types: Mapping[str, str], names: Mapping[str, str]) -> str:
    wanted = _SHORT.get(name.lower(), name.lower())
    by_suffix = {suffix: media_type for media_type, suffix in types.items()}
    # JSON and XML are forms of triples too, under longer names.
    longer = names.get(f"application/{wanted}", "")
    return by_suffix.get(wanted) or names.get(wanted) or longer


def _refusal(wanted: str, types: Mapping[str, str] | list[str]) -> NotAcceptable:
    return NotAcceptable(
        f"the answer cannot be written as {wanted[:200]!r}",
        hint=f"accept one of {', '.join(types)}",
    )
