"""`musclegraph export`: evidence for reference managers, fact checkers and data frames."""

from __future__ import annotations

from pathlib import Path

import click

from musclegraph.cli import _options, _output
from musclegraph.export import formats
from musclegraph.export.formats import nanopub
from musclegraph.export.selection import select
from musclegraph.export.signing import Signer
from musclegraph.store.opened import Where, about


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(formats.names()))
@click.argument("name", metavar="[CLAIM|KIND:SLUG|pmid:N]", required=False, default="")
@_options.output("FILE")
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Sign nanopublications with the private RSA key in FILE.",
)
@_options.where
def command(form: str, name: str, output: Path | None, key: Path | None, where: Where) -> None:
    """
    Write evidence in another format, of one claim, study, source or publication, or of all.

    bibtex, csl and ris are for reference managers, claimreview for fact checkers, the three -csv
    for data frames; nanopub is one nanopublication an evidence line.

    \b
    musclegraph export ris dehydration-causes-cramp --output cramp.ris
    musclegraph export bibtex source:painscience-cramps
    musclegraph export csl > all.json
    musclegraph export nanopub study:schwellnus-2011 --key key.pem
    """
    if key and form != "nanopub":
        raise click.UsageError("--key signs nanopublications: musclegraph export nanopub --key ...")
    signer = Signer(key) if key else None
    chosen = formats.of(form)
    snapshot = where.open()
    selection = select(snapshot.store, about(snapshot.manifest), name, chosen.KINDS)
    if signer:
        content = b"\n".join(map(signer.sign, nanopub.each(selection)))
    else:
        content = chosen.render(selection)
    _output.write(content, output)
