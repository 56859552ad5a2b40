"""`musclegraph check TEXT [--format F] [--layer L] [--markup M] [--home DIR]` without click."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple, cast

from musclegraph.cli._checked import FORMS, LAYERS, MARKUPS, has_finding, render
from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.files import SNAPSHOTS

_CHOICES: dict[str, tuple[str, ...]] = {
    "--format": FORMS,
    "--layer": LAYERS,
    "--markup": MARKUPS,
    "--home": (),
}


class Given(NamedTuple):
    """One text as it was typed."""

    text: str
    form: str
    layer: str
    markup: str
    home: Path


def read(words: list[str]) -> Given | None:
    """Return the text, or None if it is not in the plain form: then click has the word."""
    texts: list[str] = []
    options = {"--format": "text", "--layer": "all", "--markup": "text", "--home": ""}
    rest = iter(words)
    for word in rest:
        if word in _CHOICES:
            options[word] = value = next(rest, "")
            if not value or (_CHOICES[word] and value not in _CHOICES[word]):
                return None
        elif word.startswith("-"):
            return None
        else:
            texts.append(word)
    if len(texts) != 1:
        return None
    home = options["--home"] or os.environ.get("MUSCLEGRAPH_HOME") or SNAPSHOTS
    return Given(texts[0], options["--format"], options["--layer"], options["--markup"], Path(home))


def run(given: Given) -> int:
    """Print what there is to say, or what is wrong; return the exit code."""
    from musclegraph.claims.check import Checker
    from musclegraph.cli._first import snapshot_folder

    try:
        answer: dict[str, Any] = Checker(snapshot_folder(given.home)).check(
            given.text, layer=given.layer, form=cast(Any, given.markup), answer_questions=True
        )
    except MuscleGraphError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    try:
        print(render(answer, given.form), flush=True)
    except BrokenPipeError:
        # The reader has seen enough, as in `... | head`; say nothing more to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(has_finding(answer))
