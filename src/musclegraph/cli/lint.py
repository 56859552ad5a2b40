"""`musclegraph lint`: drafts against the evidence."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from musclegraph.claims.check import Checker
from musclegraph.cli import _options
from musclegraph.cli._first import snapshot_folder
from musclegraph.cli._texts import read_text
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import find_configuration
from musclegraph.lint.draft import Draft, form_of
from musclegraph.lint.report import FORMATS, render
from musclegraph.lint.works import load_works
from musclegraph.store.opened import Where


@click.command("lint")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--markup",
    type=click.Choice(["text", "markdown", "html"]),
    help="What the drafts are written in, if their names do not tell.",
)
@click.option(
    "--layer",
    type=click.Choice(["articles", "all"]),
    help="Weigh what the articles cite, or all evidence.  [default: all]",
)
@click.option(
    "--bibliography",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSL-JSON, RIS or BibTeX file that the drafts cite by key. May be repeated.",
)
@_options.where
def command(
    files: tuple[str, ...],
    form: str,
    markup: str | None,
    layer: str | None,
    bibliography: tuple[Path, ...],
    where: Where,
) -> None:
    """
    Tell what the evidence says of drafts: Markdown, HTML, plain text; - is standard input.

    Claims are compared with the studies, citations with what is known of the works. Exit code 1 if
    there is an error or a warning; notes are suggestions. Configured by [tool.musclegraph.lint] in
    pyproject.toml or by .musclegraph.toml.

    \b
    musclegraph lint draft.md
    musclegraph lint --format html article.html > marked.html
    """
    drafts = [_read(name, markup) for name in files]
    configuration = find_configuration(Path())
    configuration = replace(
        configuration,
        layer=layer or configuration.layer,
        bibliography=(*configuration.bibliography, *bibliography),
    )
    checker = Checker(snapshot_folder(where.home))
    linter = Linter(checker, load_works(where.open().store), configuration)
    results = [(draft, linter.lint(draft)) for draft in drafts]
    click.echo(render(results, form))
    sys.exit(int(any(one.level != "note" for _, found in results for one in found)))


def _read(name: str, markup: str | None) -> Draft:
    text = read_text(name)
    return Draft(name, text, markup or form_of(name, text))  # type: ignore[arg-type]
