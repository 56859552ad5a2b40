"""`musclegraph check`: a sentence or a draft against the evidence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import click

from musclegraph.claims.check import Checker
from musclegraph.claims.markup import Form
from musclegraph.cli import _options
from musclegraph.cli._checked import FORMS, LAYERS, MARKUPS, has_finding, render
from musclegraph.cli._first import snapshot_folder
from musclegraph.cli._texts import read_text
from musclegraph.core.errors import BadParameter, RequestError


@click.command("check")
@click.argument("text", required=False)
@click.option(
    "--input",
    "source",
    type=click.File("rb"),
    help='A file of lines {"id": ..., "text": ...}; - is standard input.',
)
@click.option("--format", "form", type=click.Choice(FORMS), default="text")
@click.option("--layer", type=click.Choice(LAYERS), default="all", show_default=True)
@click.option(
    "--markup",
    type=click.Choice(MARKUPS),
    default="text",
    show_default=True,
    help="What the text is written in.",
)
@_options.home
def command(text: str | None, source: Any, form: str, layer: str, markup: str, home: Path) -> None:
    """
    Say what the evidence says of TEXT, sentence by sentence; - is standard input.

    A sentence without a match is one of which nothing is known here, never a false one. Exit code
    1 if a sentence is contradicted, or contested and put without its doubt.

    \b
    musclegraph check "Athletes cramp because they are dehydrated."
    musclegraph check --input sentences.jsonl --format jsonl --layer articles
    """
    if (text is None) == (source is None):
        raise BadParameter("give a text or --input, one of the two")
    checker = Checker(snapshot_folder(home))
    markup_form = cast(Form, markup)
    found = False
    own: list[dict[str, Any]] = [{"id": None, "text": read_text("-") if text == "-" else text}]
    for entry in _lines(source) if source else own:
        answer = checker.check(
            entry["text"], layer=layer, form=markup_form, answer_questions=text is not None
        )
        answer = {"id": entry["id"], **answer} if entry["id"] is not None else answer
        found |= has_finding(answer)
        click.echo(render(answer, form))
    sys.exit(int(found))


def _lines(source: Any) -> Iterator[dict[str, Any]]:
    """Yield the entries of a JSON Lines file; answers before a wrong line have been given."""
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield {"id": entry["id"], "text": str(entry["text"])}
        except (ValueError, KeyError, TypeError) as error:
            raise RequestError(
                'not a line of the form {"id": ..., "text": ...}',
                hint="write one JSON object a line",
                where=(Path(getattr(source, "name", "-")), number),
            ) from error
