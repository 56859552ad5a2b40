"""`musclegraph validate`: files against the shapes, while they are being written."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from musclegraph.build.places import Places
from musclegraph.build.shapes import Members, Shapes
from musclegraph.core.errors import RequestError
from musclegraph.core.files import ONTOLOGY
from musclegraph.store import quads


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=ONTOLOGY,
    show_default="the one that comes with the program",
    help="Folder whose shapes and closed sets count.",
)
def command(files: tuple[Path, ...], ontology: Path) -> None:
    """
    Hold FILES of Turtle or TriG against the shapes alone, in milliseconds a file.

    What is wrong with a node is said with file and line. What lies between files, as a slug that
    nothing describes, only a build finds: musclegraph build.

    \b
    musclegraph validate ontology/evidence/beyond/magnesium.trig
    """
    shapes = Shapes.of(ontology / "shapes")
    members = Members(ontology, shapes)
    found = 0
    for path in files:
        if path.suffix not in (".ttl", ".trig") or not path.is_file():
            raise RequestError(f"{path} is no Turtle or TriG file", hint="name .ttl or .trig files")
        changed = members.beside(quads.read(path, None))
        places = Places()
        places.add(path)
        started = time.perf_counter()
        problems = sorted(map(str, shapes.problems(changed, places)))
        took = (time.perf_counter() - started) * 1000
        for problem in problems:
            click.echo(problem)
        click.echo(f"{path}: {len(problems)} problems, {took:.1f} ms", err=True)
        found += len(problems)
    sys.exit(1 if found else 0)
