"""`musclegraph graph`: a picture of a claim, a concept or a study."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from musclegraph.cli import _options, _output
from musclegraph.core.model import View
from musclegraph.paths.pictures import picture
from musclegraph.store.opened import Where


@click.command("graph")
@click.argument("name", metavar="CLAIM|CONCEPT|STUDY")
@_options.output("FILE.svg")
@click.option(
    "--layer",
    type=click.Choice(["articles", "all"]),
    default="all",
    show_default=True,
    help="Whose evidence: what the articles cite, or all of it.",
)
@_options.where
def command(name: str, output: Path | None, layer: str, where: Where) -> None:
    """
    Draw what is around a claim, a concept or a study, as SVG.

    It is named by kind:slug, by a claim's slug, or by what people call it.

    \b
    musclegraph graph dehydration-causes-cramp --output dehydration.svg
    musclegraph graph "charley horse" > cramp.svg
    """
    drawn = picture(where.open(), name, cast("View", layer)).encode()
    _output.write(drawn, output)
