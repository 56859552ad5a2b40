"""Reference-manager files: CSL-JSON, RIS, NBIB and BibTeX, each through its library."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest import dates
from musclegraph.ingest.record import Record

_MAX_BYTES = 20_000_000
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_DIGITS = re.compile(r"\b[1-9]\d{0,8}\b")
_PMCID = re.compile(r"PMC[1-9]\d*")
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
            pmcid=entry.get("PMCID"),
            issued=_csl_date(entry.get("issued")),
            journal=entry.get("container-title-short") or entry.get("container-title"),
            issn=entry.get("ISSN"),
            volume=entry.get("volume"),
            issue=entry.get("issue"),
            pages=entry.get("page"),
            language=entry.get("language"),
            abstract=entry.get("abstract"),
            authors=[
                f"{name.get('family', '')} {name.get('given', '')}"
                for name in _listed(entry.get("author"))
                if isinstance(name, dict)
            ],
        )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _csl_date(issued: object) -> str:
    """Return the date of an entry: its parts, else the text it was typed as."""
    if not isinstance(issued, dict):
        return dates.written(str(issued or ""))
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return dates.of(*(str(part) for part in parts[0][:3] or [""]))
    return dates.written(str(issued.get("raw") or issued.get("literal") or ""))


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
            pmcid=entry.get("custom2"),
            issued=dates.written(
                str(entry.get("date") or entry.get("year") or entry.get("publication_year") or "")
            ),
            journal=entry.get("alternate_title3")
            or entry.get("alternate_title2")
            or entry.get("journal_name")
            or entry.get("secondary_title"),
            issn=entry.get("issn"),
            volume=entry.get("volume"),
            issue=entry.get("number"),
            pages="-".join(filter(None, (entry.get("start_page"), entry.get("end_page")))),
            language=entry.get("language"),
            abstract=entry.get("abstract") or entry.get("notes_abstract"),
            keywords=entry.get("keywords") or [],
            authors=entry.get("authors") or entry.get("first_authors") or [],
        )


def _is_pubmed(entry: Mapping[str, Any]) -> bool:
    # AN is the number in whichever database the record came from.
    names = f"{entry.get('name_of_database', '')} {entry.get('database_provider', '')}"
    return not names.strip() or "pubmed" in names.lower() or "medline" in names.lower()


def _bibtex(text: str, path: Path) -> Iterator[Record]:
    bibtexparser = _library("bibtexparser")
    # What it logs of a broken entry is said again, and better, by our error.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    library = bibtexparser.parse_string(text)
    if library.failed_blocks:
        failed = library.failed_blocks[0]
        raise DataError(
            f"an entry does not parse: {_problem(failed.error)}",
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
            pmcid=values.get("pmcid") or values.get("pmc"),
            issued=dates.written(values.get("date", ""))
            or dates.of(_first(_YEAR, values.get("year")), values.get("month", "")),
            journal=values.get("journal") or values.get("journaltitle"),
            issn=values.get("issn"),
            volume=values.get("volume"),
            issue=values.get("number") or values.get("issue"),
            pages=values.get("pages", "").replace("--", "-"),
            language=values.get("language"),
            abstract=values.get("abstract"),
            keywords=re.split(r"\s*[,;]\s*", values.get("keywords", "")),
            authors=[_family_first(name) for name in authors],
        )


def _problem(error: Any) -> str:
    """Return what the library says of an entry; where it gives up half-way it says so apart."""
    said = getattr(error, "abort_reason", "") or str(error).partition(" Note: ")[0]
    return said.strip().rstrip(".") or "it is not BibTeX"


def _family_first(name: str) -> str:
    if "," in name or " " not in name:
        return name
    given, _, family = name.rpartition(" ")
    return f"{family} {given}"


def _nbib(text: str, path: Path) -> Iterator[Record]:
    nbib = _library("nbib")
    try:
        entries = nbib.read(text)
    except Exception as error:  # besides Python's own, nbib raises several kinds of its own
        raise DataError(f"not NBIB: {error}", hint="export it again", where=(path, 1)) from error
    for entry in entries:
        pmcid = str(entry.get("pmcid") or "").removeprefix("PMC")
        yield _record(
            key=entry.get("pubmed_id"),
            title=entry.get("title"),
            pmid=entry.get("pubmed_id"),
            doi=entry.get("doi"),
            pmcid=f"PMC{pmcid}" if pmcid else "",
            issued=dates.written(str(entry.get("publication_date") or "")),
            journal=entry.get("journal_abbreviated") or entry.get("journal"),
            issn=entry.get("linking_issn") or entry.get("print_issn")
            or entry.get("electronic_issn"),
            volume=entry.get("journal_volume"),
            issue=entry.get("journal_issue"),
            pages=entry.get("pages"),
            language=entry.get("language"),
            abstract=entry.get("abstract"),
            keywords=entry.get("keywords") or [],
            types=tuple(entry.get("publication_types") or ()),
            headings=tuple(("", mesh["descriptor"]) for mesh in entry.get("descriptors") or ()),
            authors=[author.get("author_abbreviated") or author.get("author", "")
                     for author in entry.get("authors") or ()]
            or list(entry.get("corporate_authors") or ()),
        )  # fmt: skip


def _record(*, authors: Iterable[str], **values: Any) -> Record:
    """Bring the values of an entry into one form."""
    issued, keywords = str(values.pop("issued", "") or ""), values.pop("keywords", ())
    lists = {name: values.pop(name) for name in ("types", "headings") if name in values}
    texts: dict[str, Any] = {
        name: " ".join(str(value or "").split()) for name, value in values.items()
    }
    return Record(
        **texts
        | {
            "title": re.sub(r"[{}]", "", texts["title"]),
            "pmid": _first(_DIGITS, texts["pmid"]),
            "pmcid": _first(_PMCID, texts.get("pmcid")),
            "doi": _first(_DOI, texts["doi"]).lower().rstrip(".,;)"),
        },
        **lists,
        issued=issued,
        year=issued[:4],
        keywords=tuple(dict.fromkeys(word for word in map(str, keywords) if word.strip())),
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
            f"this format needs the package {name}", hint="pip install 'musclegraph[ingest]'"
        ) from error


READERS: Mapping[str, Callable[[str, Path], Iterator[Record]]] = {
    ".json": _csl,
    ".ris": _ris,
    ".nbib": _nbib,
    ".bib": _bibtex,
}
