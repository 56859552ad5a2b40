"""`musclegraph ask NAME param=value ... [--format F] [--home DIR] [--store URL]` without click."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from musclegraph.cli import _table
from musclegraph.core.errors import BadParameter, MuscleGraphError
from musclegraph.core.files import SNAPSHOTS
from musclegraph.queries import catalog
from musclegraph.queries.answer import answer as answered
from musclegraph.store.opened import Where, about

_OPTIONS = ("--format", "--home", "--store")


class Asked(NamedTuple):
    """One question as it was typed."""

    name: str
    values: tuple[str, ...]
    form: str
    where: Where


def read(words: list[str]) -> Asked | None:
    """Return the question, or None if it is not in the plain form: then click has the word."""
    values: list[str] = []
    options = dict.fromkeys(_OPTIONS, "")
    rest = iter(words)
    for word in rest:
        if word in _OPTIONS:
            options[word] = next(rest, "")
            if not options[word]:
                return None
        elif word.startswith("-"):
            return None
        else:
            values.append(word)
    form = options["--format"] or "table"
    if not values or form not in _table.FORMS:
        return None
    # The two settings that this command has; importing the whole table takes longer than asking.
    home = options["--home"] or os.environ.get("MUSCLEGRAPH_HOME") or SNAPSHOTS
    server = options["--store"] or os.environ.get("MUSCLEGRAPH_STORE", "")
    return Asked(values[0], tuple(values[1:]), form, Where(Path(home), server))


def run(asked: Asked) -> int:
    """Print the answer, or what is wrong; return the exit code."""
    try:
        print(answer(*asked))
    except MuscleGraphError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough, as in `... | head`; say nothing more to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def answer(name: str, values: tuple[str, ...], form: str, where: Where) -> str:
    """
    Return the rows of a question as `form`.

    Raises:
        NotFound: There is no such question, or a value names nothing here.
        BadParameter: A value is not `param=value`, undeclared, malformed or missing.
        StoreError: There is no snapshot.
    """
    snapshot = where.open()
    query = catalog.find_in_json(snapshot.catalog_json, name)
    found = answered(query, _pairs(values), snapshot.store)
    notes = about(snapshot.manifest)
    if form == "csv":
        print(_table.said(notes), file=sys.stderr)  # a comment inside would break its readers
    return _table.render(found, form, notes)


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadParameter(f"{pair!r} is not of the form param=value")
        if name in given:
            raise BadParameter(f"{name} is given twice", hint="give each parameter once")
        given[name] = value
    return given
