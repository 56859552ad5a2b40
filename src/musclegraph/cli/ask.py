"""`musclegraph ask`: one named question, answered from the snapshot."""

from __future__ import annotations

import click

from musclegraph.cli import _options, _quick, _table
from musclegraph.queries import catalog
from musclegraph.store.opened import Where


@click.command("ask")
@click.argument("name", required=False)
@click.argument("values", metavar="[PARAM=VALUE]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(_table.FORMS)), default="table")
@_options.where
def command(name: str | None, values: tuple[str, ...], form: str, where: Where) -> None:
    """
    Answer the question called NAME; without a NAME, list the questions.

    \b
    musclegraph ask evidence-for-claim claim=pickle-juice-relieves-cramp
    """
    if name is None:
        _list(catalog.from_json(where.open().catalog_json))
    else:
        click.echo(_quick.answer(name, values, form, where))


def _list(questions: dict[str, catalog.NamedQuery]) -> None:
    width = max(map(len, questions))
    for query in questions.values():
        click.echo(f"{query.name.ljust(width)}  {query.summary}")
        if query.params:
            shown = (f"{name}={param.example}" for name, param in query.params.items())
            click.echo(f"{' ' * width}    {' '.join(shown)}")
