"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from musclegraph.core.settings import Settings

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


def ontology(command: Command) -> Command:
    """Add --ontology and --queries: the curated files, if not our own."""
    for name, text in (("ontology", "curated data"), ("queries", "questions and checks")):
        command = click.option(
            f"--{name}",
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            help=f"Folder of the {text}, instead of the one that comes with the program.",
        )(command)
    return command


def records(command: Command) -> Command:
    """Add --records: the folder of the parts that ingest makes."""
    return click.option(
        "--records",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("records"),
        show_default=True,
        help="Folder of the parts; it is made if need be.",
    )(command)
