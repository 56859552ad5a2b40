"""`musclegraph impact`: what would move if a publication fell."""

from __future__ import annotations

import click

from musclegraph.cli import _options
from musclegraph.core.errors import NotFound
from musclegraph.store.opened import Where, about
from musclegraph.verdict import find
from musclegraph.verdict.changes import fallen, find_changes
from musclegraph.verdict.evidence import Knowledge, load_knowledge
from musclegraph.verdict.feed import FORMS, Place
from musclegraph.verdict.steps import Step


@click.command("impact")
@click.argument("name", metavar="pmid:N|publication:SLUG|study:SLUG")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_options.where
def command(name: str, form: str, where: Where) -> None:
    """
    List the verdicts and harms that would move if a publication were retracted today.

    A study falls with all the publications that report it.

    \b
    musclegraph impact pmid:21148567
    """
    snapshot = where.open()
    known = load_knowledge(snapshot.store)
    found = find_changes(known, fallen(known, _publications(name, known)))
    said = {**about(snapshot.manifest), "created": snapshot.manifest["created"]}
    step = Step(said["snapshot"], said["snapshot"], said["created"], found)
    click.echo(FORMS[form]([step], said, Place()))


def _publications(name: str, known: Knowledge) -> frozenset[str]:
    if publication := find.publication(name, known.evidence):
        return frozenset({publication})
    studies = find.studies(name, known.evidence)
    reports = {one for study in studies for one in known.evidence.studies[study].reported_in}
    if not reports:
        raise NotFound(f"no publication reports {name}", hint="see: ask studies")
    return frozenset(reports)
