"""`.rq` files to named queries, and the only place where a value meets SPARQL."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from musclegraph.core.errors import BadParameter, NotFound, QueryFileError
from musclegraph.core.names import CONCEPT_KINDS
from musclegraph.store import sparql

_KEYS = {"summary", "path", "tags", "params", "columns"}
_PARAM_KEYS = {"type", "example", "optional", "of", "kind", "help"}
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Param(NamedTuple):
    """
    One declared parameter.

    `type` is a key of `musclegraph.store.sparql.TERMS`; `of` is the class its IRIs belong to;
    with a `kind`, a bare slug is taken as an IRI of that kind.
    """

    name: str
    type: str
    example: str
    help: str
    optional: bool = False
    of: str = ""
    kind: str = ""

    @property
    def marker(self) -> str:
        """The line in the query that binding rewrites."""
        return f"VALUES ?{self.name} {{ UNDEF }}"

    def named(self, value: str) -> str:
        """Return `value`, a bare slug with the prefix of the parameter's kind."""
        return f"{self.kind}:{value}" if self.kind and ":" not in value else value

    def bound(self, value: str) -> str:
        """
        Return the marker line with `value` in place of UNDEF.

        Raises:
            BadParameter: `value` is not of the parameter's type.
        """
        try:
            term = sparql.TERMS[self.type](self.named(value))
            # Concepts of one kind may stand in for another: back spasm as a condition.
            if self.kind not in ("", *CONCEPT_KINDS) and f"/{self.kind}/" not in term:
                raise ValueError(f"it does not name a {self.kind}")
        except ValueError as error:
            raise BadParameter(
                f"{self.name}={value!r} is not a valid {self.type}: {error}",
                hint=f"for example {self.name}={self.example}",
            ) from error
        return f"VALUES ?{self.name} {{ {term} }}"


class NamedQuery(NamedTuple):
    """One query file: what it answers, where it is served, and its text."""

    name: str
    summary: str
    path: str
    tags: tuple[str, ...]
    params: Mapping[str, Param]
    columns: Mapping[str, str]
    text: str

    @property
    def examples(self) -> dict[str, str]:
        """The required parameters with the example values of the header."""
        return {name: param.example for name, param in self.params.items() if not param.optional}

    def bind(self, values: Mapping[str, str]) -> str:
        """
        Return the query text with `values` bound.

        Raises:
            BadParameter: A value is undeclared, malformed, or missing.
        """
        if unknown := sorted(values.keys() - self.params.keys()):
            raise BadParameter(
                f"{self.name} takes no parameter {unknown[0]!r}",
                hint=f"it takes {', '.join(self.params) or 'none'}",
            )
        text = self.text
        for name, param in self.params.items():
            if name in values:
                text = text.replace(param.marker, param.bound(values[name]))
            elif not param.optional:
                raise BadParameter(
                    f"{self.name} needs {name}", hint=f"for example {name}={param.example}"
                )
        return text


def load_all(folder: Path) -> dict[str, NamedQuery]:
    """
    Read every `.rq` file in `folder`, in order of name.

    Raises:
        QueryFileError: A header or marker is wrong; file, line and what to do.
    """
    found: dict[str, NamedQuery] = {}
    for path in sorted(folder.glob("*.rq")):
        query = load(path)
        if twin := next((one.name for one in found.values() if one.path == query.path), None):
            raise QueryFileError(
                f"the path {query.path} is that of {twin} already", where=(path, 1)
            )
        found[query.name] = query
    return found


def load(path: Path) -> NamedQuery:
    """
    Read one query file; see CONTRIBUTING.md for its header.

    Raises:
        QueryFileError: The header is missing or wrong, or does not fit the query.
    """
    text = path.read_text(encoding="utf-8")
    header = _header(path, text)
    _check_keys(path, header, required=_KEYS - {"params"}, allowed=_KEYS)
    _check_types(path, header)
    params = {name: _param(path, name, entry) for name, entry in header.get("params", {}).items()}
    query = NamedQuery(
        name=path.stem,
        summary=str(header["summary"]),
        path=str(header["path"]),
        tags=tuple(header["tags"]),
        params=params,
        columns={name: str(help_text) for name, help_text in header["columns"].items()},
        text=text,
    )
    _check_fit(path, query)
    return query


def find(catalog: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """
    Return the query called `name`.

    Raises:
        NotFound: There is none; the hint lists what is near.
    """
    if name not in catalog:
        from difflib import get_close_matches

        near = get_close_matches(name, catalog, n=5, cutoff=0.4) or sorted(catalog)
        raise NotFound(f"no question called {name!r}", hint=f"there are: {', '.join(near)}")
    return catalog[name]


def to_json(catalog: Mapping[str, NamedQuery]) -> str:
    """Compile a catalog, one query a line, so that a command need not parse the headers again."""
    entries = (
        {**query._asdict(), "params": {name: p._asdict() for name, p in query.params.items()}}
        for query in catalog.values()
    )
    return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)


def from_json(text: str) -> dict[str, NamedQuery]:
    """Read what `to_json` wrote."""
    queries = map(_from_line, text.splitlines())
    return {query.name: query for query in queries}


def find_in_json(text: str, name: str) -> NamedQuery:
    """
    Read one query from what `to_json` wrote.

    Raises:
        NotFound: There is none of that name.
    """
    start = json.dumps({"name": name}, ensure_ascii=False).removesuffix("}")
    line = next((line for line in text.splitlines() if line.startswith(f"{start},")), "")
    return _from_line(line) if line else find(from_json(text), name)


def _from_line(line: str) -> NamedQuery:
    entry = json.loads(line)
    params = {name: Param(**param) for name, param in entry["params"].items()}
    return NamedQuery(**{**entry, "params": params, "tags": tuple(entry["tags"])})


def _header(path: Path, text: str) -> dict[str, Any]:
    import yaml

    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise QueryFileError(f"the #+ header is not YAML: {error}", where=(path, line)) from error
    if not isinstance(header, dict):
        raise QueryFileError(
            "no #+ header", hint="start the file with `#+ summary: ...`", where=(path, 1)
        )
    return header


def _check_keys(
    path: Path, entry: Mapping[str, Any], required: set[str], allowed: set[str]
) -> None:
    if missing := sorted(required - entry.keys()):
        raise QueryFileError(f"the header lacks {', '.join(missing)}", where=(path, 1))
    if unknown := sorted(entry.keys() - allowed):
        raise QueryFileError(
            f"unknown key {unknown[0]!r} in the header",
            hint=f"the keys are {', '.join(sorted(allowed))}",
            where=(path, 1),
        )


def _check_types(path: Path, header: Mapping[str, Any]) -> None:
    params, tags = header.get("params", {}), header["tags"]
    right = (
        isinstance(params, dict)
        and all(isinstance(entry, dict) for entry in params.values())
        and isinstance(header["columns"], dict)
        and isinstance(tags, list)
        and all(isinstance(tag, str) for tag in tags)
        and str(header["path"]).startswith("/")
    )
    if not right:
        raise QueryFileError(
            "the header has a value of the wrong form",
            hint="path: /..., tags: [a, b], params: {name: {type: ...}}, columns: {name: text}",
            where=(path, 1),
        )


def _param(path: Path, name: str, entry: Mapping[str, Any]) -> Param:
    _check_keys(path, entry, required={"type", "example", "help"}, allowed=_PARAM_KEYS)
    if entry["type"] not in sparql.TERMS:
        raise QueryFileError(
            f"parameter {name} has the unknown type {entry['type']!r}",
            hint=f"one of {', '.join(sparql.TERMS)}",
            where=(path, 1),
        )
    texts = {key: str(value) for key, value in entry.items() if key != "optional"}
    return Param(name=name, optional=bool(entry.get("optional")), **texts)


def _check_fit(path: Path, query: NamedQuery) -> None:
    for name, param in query.params.items():
        if not _NAME.fullmatch(name) or query.text.count(param.marker) != 1:
            raise QueryFileError(
                f"parameter {name} needs the line `{param.marker}` exactly once", where=(path, 1)
            )
        try:
            param.bound(param.example)
        except BadParameter as error:
            raise QueryFileError(
                f"the example of {name} is wrong: {error.problem}", where=(path, 1)
            ) from error
    in_path = set(re.findall(r"\{(\w+)\}", query.path))
    required = {name for name, param in query.params.items() if not param.optional}
    if not in_path <= required:
        raise QueryFileError(
            f"the path names {sorted(in_path - required)}, not a required parameter",
            where=(path, 1),
        )
    if (selected := _selected(query.text)) != list(query.columns):
        raise QueryFileError(
            f"the header describes {list(query.columns)}, the query selects {selected}",
            hint="describe the selected columns, in their order",
            where=(path, 1),
        )


def _selected(text: str) -> list[str]:
    """Return the projected variables, `(... AS ?x)` included, in order."""
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    clause = re.search(r"\bSELECT\b(.*?)\bWHERE\b", body, re.DOTALL)
    columns, depth = [], 0
    for token in re.findall(r"[()]|\bAS\s+\?\w+|\?\w+", clause[1] if clause else ""):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if (token.startswith("AS") and depth == 1) or (token.startswith("?") and depth == 0):
            columns.append(token.rpartition("?")[2])
    return columns
