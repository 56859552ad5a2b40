"""`musclegraph changes`: which verdicts moved between two snapshots."""

from __future__ import annotations

import click

from musclegraph.cli import _options
from musclegraph.core.files import CURRENT
from musclegraph.store.opened import Where, about
from musclegraph.verdict.changes import find_changes, status_reasons
from musclegraph.verdict.evidence import load_knowledge
from musclegraph.verdict.feed import FORMS


@click.command("changes")
@click.argument("old")
@click.argument("new", default=CURRENT)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", show_default=True)
@_options.where
def command(old: str, new: str, form: str, where: Where) -> None:
    """
    Say which verdicts moved from snapshot OLD to NEW, from what to what, and because of what.

    Both are ids, the names of folders in the folder of snapshots; NEW is the one in use unless
    named. Only what hangs on something that differs is judged.

    \b
    musclegraph changes 3f9a01c2d4e5
    musclegraph changes 3f9a01c2d4e5 77aa02b1c3d4 --format atom > moved.atom
    """
    before, after = where.open(old), where.open(new)
    found = find_changes(
        load_knowledge(before.store), load_knowledge(after.store), status_reasons(after.store)
    )
    said = {**about(after.manifest), "created": after.manifest["created"]}
    click.echo(FORMS[form](found, said))
