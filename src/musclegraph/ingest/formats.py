"""Reference-manager files: CSL-JSON, RIS and BibTeX, each through its library."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest.record import Record

_MAX_BYTES = 20_000_000
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DIGITS = re.compile(r"\b[1-9]\d{0,8}\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def read_bibliography(path: Path) -> list[Record]:
    """
    Return the records of a bibliography file, in its order; the suffix says what it is written in.

    Raises:
        RequestError: There is no such file, it is too large, or of a suffix we do not read.
        DataError: It does not parse, or holds no record.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise RequestError(
            f"cannot read the bibliography {path}", hint=f"write it as {', '.join(READERS)}"
        )
    records = list(reader(_text(path), path))
    if not records:
        raise DataError("the bibliography holds no record", where=(path, 1))
    return records


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise RequestError(
                f"the bibliography {path} has over {_MAX_BYTES:,} bytes",
                hint="export only the works that the text cites",
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8", hint="export it as UTF-8", where=(path, 1)) from error
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror}") from error


def _csl(text: str, path: Path) -> Iterator[Record]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise DataError("not JSON", hint="export it as CSL-JSON", where=(path, line)) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DataError(
            "not CSL-JSON, which is a list of works", hint="export it again", where=(path, 1)
        )
    for entry in entries:
        yield _record(
            key=entry.get("id"),
            title=entry.get("title"),
            pmid=entry.get("PMID"),
            doi=entry.get("DOI"),
            year=json.dumps(entry.get("issued", "")),
            authors=[
                f"{name.get('family', '')} {name.get('given', '')}"
                for name in entry.get("author") or []
                if isinstance(name, dict)
            ],
        )


def _ris(text: str, path: Path) -> Iterator[Record]:
    rispy = _library("rispy")
    try:
        entries = rispy.loads(text)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise DataError(f"not RIS: {error}", hint="export it again", where=(path, 1)) from error
    for entry in entries:
        yield _record(
            key=entry.get("id") or entry.get("label") or entry.get("accession_number"),
            title=entry.get("title") or entry.get("primary_title"),
            pmid=entry.get("accession_number") if _is_pubmed(entry) else "",
            doi=entry.get("doi"),
            year=entry.get("year") or entry.get("publication_year"),
            authors=entry.get("authors") or entry.get("first_authors") or [],
        )


def _is_pubmed(entry: Mapping[str, Any]) -> bool:
    # AN is the number in whichever database the record came from.
    names = f"{entry.get('name_of_database', '')} {entry.get('database_provider', '')}"
    return not names.strip() or "pubmed" in names.lower() or "medline" in names.lower()


def _bibtex(text: str, path: Path) -> Iterator[Record]:
    bibtexparser = _library("bibtexparser")
    library = bibtexparser.parse_string(text)
    if library.failed_blocks:
        failed = library.failed_blocks[0]
        raise DataError(
            f"an entry does not parse: {failed.error}",
            hint="close its braces, and give each key once",
            where=(path, failed.start_line + 1),
        )
    for entry in library.entries:
        values = {field.key.lower(): str(field.value) for field in entry.fields}
        authors = re.split(r"\s+and\s+", values.get("author", ""))
        yield _record(
            key=entry.key,
            title=values.get("title"),
            pmid=values.get("pmid"),
            doi=values.get("doi"),
            year=values.get("year") or values.get("date"),
            authors=[_family_first(name) for name in authors],
        )


def _family_first(name: str) -> str:
    if "," in name or " " not in name:
        return name
    given, _, family = name.rpartition(" ")
    return f"{family} {given}"


def _record(
    *, key: object, title: object, pmid: object, doi: object, year: object, authors: Iterable[str]
) -> Record:
    """Bring the values of an entry into one form."""
    return Record(
        key=str(key or ""),
        title=re.sub(r"[{}]", "", str(title or "")).strip(),
        pmid=_first(_DIGITS, pmid),
        doi=_first(_DOI, doi).lower().rstrip(".,;)"),
        year=_first(_YEAR, year),
        authors=tuple(re.sub(r"[{},]", "", name).strip() for name in authors if name.strip()),
    )


def _first(pattern: re.Pattern[str], value: object) -> str:
    found = pattern.search(str(value or ""))
    return found[0] if found else ""


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise RequestError(
            f"this format needs the package {name}", hint="pip install 'musclegraph[lint]'"
        ) from error


READERS: Mapping[str, Callable[[str, Path], Iterator[Record]]] = {
    ".json": _csl,
    ".ris": _ris,
    ".bib": _bibtex,
}
