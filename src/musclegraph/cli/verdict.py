"""`musclegraph verdict`: what the evidence on one claim adds up to, and how easily that changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

import click

from musclegraph.cli import _options
from musclegraph.core.errors import BadParameter
from musclegraph.core.model import Claim, View
from musclegraph.paths.history_picture import history_picture
from musclegraph.paths.sheet import Notes
from musclegraph.store.opened import Where
from musclegraph.verdict import find, report
from musclegraph.verdict.assess import assess
from musclegraph.verdict.evidence import Knowledge, load_knowledge
from musclegraph.verdict.history import turns


@click.command("verdict")
@click.argument("claim")
@click.option(
    "--layer",
    type=click.Choice(["articles", "all"]),
    default="all",
    show_default=True,
    help="Weigh what the articles cite, or all evidence.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Judge by what was published on that day.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="pmid:N|study:SLUG",
    help="Leave this study out, as if it did not exist. May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg"]),
    default="text",
    help="svg draws how the verdict moved over the years.",
)
@_options.where
def command(
    claim: str,
    layer: View,
    as_of: datetime | None,
    without: tuple[str, ...],
    form: str,
    where: Where,
) -> None:
    """
    Say what the evidence on CLAIM adds up to, by which rules, and how fragile that is.

    CLAIM is its slug; `musclegraph ask claims` lists them.

    \b
    musclegraph verdict dehydration-causes-cramp
    musclegraph verdict dehydration-causes-cramp --as-of 2012-01-01
    musclegraph verdict dehydration-causes-cramp --without pmid:21148567
    musclegraph verdict dehydration-causes-cramp --format svg > over-the-years.svg
    """
    snapshot = where.open()
    known = load_knowledge(snapshot.store)
    notes = snapshot.manifest["notes"]
    day: date | None = as_of.date() if as_of else None
    if day and day.isoformat() > notes["as_of"]:
        raise BadParameter(
            f"--as-of {day} lies after the curation", hint=f"it stands at {notes['as_of']}"
        )
    day = None if day and day.isoformat() == notes["as_of"] else day  # that day is today, here
    if form == "svg":
        if without:
            raise BadParameter("--format svg shows what was, so no --without", hint="leave it out")
        _draw(find.claim(claim, known.claims), known, layer, day, notes)
        return
    lost = {study for name in without for study in find.studies(name, known.evidence)}
    found = assess(find.claim(claim, known.claims), known, layer, day, lost)
    told = report.Told(found, known, day.isoformat() if day else notes["as_of"], sorted(lost))
    if form == "json":
        click.echo(json.dumps(told.as_json(notes), indent=1, ensure_ascii=False))
    else:
        click.echo(told.as_text(notes))


def _draw(
    claim: Claim, known: Knowledge, layer: View, day: date | None, said: Mapping[str, str]
) -> None:
    """Write how the verdict moved up to a day, or up to today."""
    as_of = day.isoformat() if day else said["as_of"]
    notes = Notes(as_of=as_of, layer=layer, selection=said["selection"], advice=said["advice"])
    harms = assess(claim, known, layer, day).harms
    click.echo(history_picture(claim, turns(claim, known, layer, day), harms, notes), nl=False)
