"""What a project has decided: `[tool.musclegraph.lint]` of pyproject.toml, `.musclegraph.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musclegraph.core.errors import RequestError
from musclegraph.lint.rules import load_rules

_OWN, _PROJECT = ".musclegraph.toml", "pyproject.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """
    What a project has decided; the defaults if it has decided nothing.

    Attributes:
        ignore: Rules that are not told.
        bibliography: Files that drafts cite by key.
        layer: The evidence that counts: `all`, or what the `articles` cite.
    """

    ignore: frozenset[str] = frozenset()
    bibliography: tuple[Path, ...] = ()
    layer: str = "all"


def find_configuration(start: Path) -> Configuration:
    """
    Return the configuration of the nearest folder, from `start` upwards, that has one.

    Raises:
        RequestError: It does not parse, or says something that there is not.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        for name in (_OWN, _PROJECT):
            path = folder / name
            if path.is_file() and (table := _table(path)) is not None:
                return _configuration(table, path)
    return Configuration()


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(f"cannot read {path}: {error}", hint="mend it or remove it") from error
    names = ("lint",) if path.name == _OWN else ("tool", "musclegraph", "lint")
    for name in names:
        table = table.get(name) if isinstance(table, dict) else None
    if table is None and path.name == _OWN:
        return {}
    if table is not None and not isinstance(table, dict):
        raise RequestError(f"{path}: `lint` is not a table", hint="write [lint] above its keys")
    return table


def _configuration(table: Mapping[str, Any], path: Path) -> Configuration:
    if unknown := sorted(table.keys() - {"ignore", "bibliography", "layer"}):
        raise RequestError(
            f"{path}: there is no setting {unknown[0]!r}",
            hint="there are ignore, bibliography and layer",
        )
    ignore = _texts(table, "ignore", path)
    if wrong := sorted(set(ignore) - load_rules().keys()):
        raise RequestError(
            f"{path}: there is no rule {wrong[0]!r}", hint=f"there are {', '.join(load_rules())}"
        )
    layer = table.get("layer", "all")
    if layer not in ("all", "articles"):
        raise RequestError(f"{path}: layer is {layer!r}", hint="write all or articles")
    files = tuple(path.parent / name for name in _texts(table, "bibliography", path))
    return Configuration(ignore=frozenset(ignore), bibliography=files, layer=layer)


def _texts(table: Mapping[str, Any], key: str, path: Path) -> list[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RequestError(f"{path}: {key} is not a list of texts", hint=f'write {key} = ["..."]')
    return values
