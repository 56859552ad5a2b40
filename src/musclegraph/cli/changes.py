"""`musclegraph changes`: which verdicts moved from one snapshot to another."""

from __future__ import annotations

import click

from musclegraph.cli import _options
from musclegraph.core.files import CURRENT
from musclegraph.store.opened import Where, about
from musclegraph.verdict.feed import FORMS, Place
from musclegraph.verdict.steps import Steps


@click.command("changes")
@click.argument("old", default="")
@click.argument("new", default=CURRENT)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", show_default=True)
@_options.where
def command(old: str, new: str, form: str, where: Where) -> None:
    """
    Say which verdicts moved from snapshot OLD to NEW, from what to what, and because of what.

    Both are ids, the names of folders in the folder of snapshots; NEW is the one in use unless
    named. Without OLD, every step to the one in use is told, the newest first, from each
    snapshot that the folder has to the next. Only what hangs on something that differs is judged.

    \b
    musclegraph changes
    musclegraph changes 3f9a01c2d4e5
    musclegraph changes 3f9a01c2d4e5 77aa02b1c3d4 --format atom > moved.atom
    """
    after, steps = where.open(new), Steps(where.home, where.open)
    if old:
        found = [steps.between(old, new)]
    else:
        assert after.folder is not None
        line = steps.line(after.folder.name)
        found, _ = steps.last(line, len(line))
    said = {**about(after.manifest), "created": after.manifest["created"]}
    click.echo(FORMS[form](found, said, Place()))
