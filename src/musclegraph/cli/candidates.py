"""`musclegraph candidates`: abstracts that a curator might read for a claim."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from musclegraph.claims.candidates import CandidateStudy, find_candidates
from musclegraph.claims.check import Checker
from musclegraph.cli import _options
from musclegraph.store.abstracts import AbstractIndex
from musclegraph.store.opened import Where

_NOTE = (
    "unreviewed: nobody here has read these, the directions are guesses, and they weigh nothing\n"
    "decide on one: musclegraph review accept|reject {claim} pmid:N (see --help)"
)


@click.command("candidates")
@click.argument("claim")
@click.option(
    "-k", type=click.IntRange(1, 200), default=10, show_default=True, help="Most of them."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
@_options.where
def command(claim: str, k: int, form: str, where: Where) -> None:
    """
    List records whose abstracts may bear on CLAIM, with the sentences and a guess at direction.

    They come from the records in the snapshot (musclegraph build --records). A candidate is what to
    read next: it is never evidence, and weighs nothing until a reviewer accepts it. One that was
    rejected is not offered again.

    \b
    musclegraph candidates pickle-juice-relieves-cramp
    """
    snapshot = where.open()
    folder = snapshot.folder or where.home
    index = AbstractIndex(folder)
    for one in find_candidates(claim, snapshot.store, index, Checker(folder).finder, k):
        click.echo(_line(one) if form == "jsonl" else _text(one))
    click.echo(_NOTE.format(claim=claim), err=True)


def _line(one: CandidateStudy) -> str:
    values = {"status": "unreviewed", "guess": one.guess, "is_weighed": one.is_weighed}
    record = one.abstract._asdict()
    bearings = [asdict(bearing) for bearing in one.bearings]
    return json.dumps({**values, **record, "bearings": bearings}, ensure_ascii=False)


def _text(one: CandidateStudy) -> str:
    seen = ", weighed here already" if one.is_weighed else ""
    head = f"{one.abstract.year or '----'}  {one.abstract.iri}  {one.guess}{seen}"
    lines = [f"  {b.guess} ({b.confidence:.2f}): {b.sentence}" for b in one.bearings]
    return "\n".join([head, f"  {one.abstract.title}", *lines])
