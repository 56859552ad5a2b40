"""`musclegraph search`: titles and abstracts of the records in the snapshot."""

from __future__ import annotations

import json
from pathlib import Path

import click

from musclegraph.cli import _options
from musclegraph.store import abstracts
from musclegraph.store.opened import open_current


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most hits.")
@click.option("--since", type=int, default=0, metavar="YEAR", help="Only from this year on.")
@click.option("--until", type=int, default=9999, metavar="YEAR", help="Only up to this year.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
@_options.home
def command(words: tuple[str, ...], k: int, since: int, until: int, form: str, home: Path) -> None:
    """
    List the records whose title or abstract has any of WORDS, the best first.

    What is found has not been read or weighed by anyone here.

    \b
    musclegraph search cramp "pickle juice" --since 2000
    """
    index = abstracts.AbstractIndex(open_current(home).folder or home)
    for found in index.search(words, k, since, until):
        if form == "jsonl":
            click.echo(json.dumps(found._asdict(), ensure_ascii=False))
        else:
            click.echo(f"{found.year or '    '}  {found.iri}  {found.title}")
