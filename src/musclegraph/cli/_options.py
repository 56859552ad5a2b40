"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from musclegraph.core.settings import Settings
from musclegraph.store.opened import Where

Command = Callable[..., Any]


def home(command: Command) -> Command:
    """Add --home: the folder of the snapshots."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: Settings.from_environment().home,
        show_default="snapshots, or MUSCLEGRAPH_HOME",
        help="Folder that holds the snapshots.",
    )(command)


def where(command: Command) -> Command:
    """Add --home and --store, and give the command both as `where`."""

    @functools.wraps(command)
    def with_where(*words: Any, home: Path, server: str, **options: Any) -> Any:
        return command(*words, where=Where(home, server), **options)

    shown = "the snapshot's own, or MUSCLEGRAPH_STORE"
    text = "Ask the SPARQL 1.1 server at this query address, which has the same snapshot."
    return home(store(text, shown)(with_where))


def store(text: str, shown: str = "MUSCLEGRAPH_STORE") -> Callable[[Command], Command]:
    """Return what adds --store, a server's query address, as `server`; `text` is its help."""
    return click.option(
        "--store",
        "server",
        metavar="URL",
        default=lambda: Settings.from_environment().store,
        show_default=shown,
        help=text,
    )


def ontology(command: Command) -> Command:
    """Add --ontology and --queries: the curated files, if not our own."""
    for name, text in (("ontology", "curated data"), ("queries", "questions and checks")):
        command = click.option(
            f"--{name}",
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            help=f"Folder of the {text}, instead of the one that comes with the program.",
        )(command)
    return command


def output(metavar: str) -> Callable[[Command], Command]:
    """Return what adds --output: where a command writes what it makes."""
    return click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=metavar,
        help="Where to write; a file that exists is replaced. Without it, standard output.",
    )


def records(command: Command) -> Command:
    """Add --records: the folder of the parts that ingest makes."""
    return click.option(
        "--records",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("records"),
        show_default=True,
        help="Folder of the parts; it is made if need be.",
    )(command)


def topic(command: Command) -> Command:
    """Add --term, --mesh, --since and --until: which records to keep."""
    for option in (
        click.option("--term", multiple=True, help="Keep records with this word. Repeatable."),
        click.option(
            "--mesh",
            multiple=True,
            metavar="D009120|C10.597",
            help="Keep records so indexed, or at or below a tree number. Repeatable.",
        ),
        click.option(
            "--descriptors",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="desc2026.xml",
            help="The NLM's file of descriptors, to look up tree numbers in.",
        ),
        click.option("--since", type=int, default=0, metavar="YEAR", help="... from this year on."),
        click.option("--until", type=int, default=9999, metavar="YEAR", help="... to this year."),
    ):
        command = option(command)
    return command
