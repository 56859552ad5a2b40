"""`musclegraph review`: decisions on candidates and objections, each a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from musclegraph.build import collect
from musclegraph.build.trial import refuse_unfit
from musclegraph.cli import _options
from musclegraph.core.errors import BadParameter, DataError
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import slug
from musclegraph.core.terms import Concern, Direction, Directness, EvidenceRole, ReadFrom, Term
from musclegraph.review import decide
from musclegraph.review.desk import Decided, Desk
from musclegraph.review.evidence import Signed
from musclegraph.review.forms import local, tidy
from musclegraph.review.history import GRAPH
from musclegraph.review.known import read_record
from musclegraph.store import quads
from musclegraph.store.opened import open_current
from musclegraph.store.quads import in_graph

Command = Callable[..., Any]


@click.group("review")
def command() -> None:
    """
    Decide on candidates and objections: a signed file each, which no later one overwrites.

    They lie in ontology/reviews, or in `reviews` of the folder that --ontology names, and count
    from the next build on.
    """


def _choice(terms: Iterable[Term]) -> click.Choice[str]:
    return click.Choice([term.value for term in terms])


def _signed(command: Command) -> Command:
    """Add what every decision bears: name, interest, reason, pages and date."""
    options = (
        click.option("--name", required=True, help="Who decides or objects."),
        click.option("--interest", required=True, help='What they gain by the verdict, or "none".'),
        click.option("--reason", required=True, help="Why."),
        click.option("--page", multiple=True, metavar="URL", help="A page that shows it."),
        click.option(
            "--date",
            type=click.DateTime(["%Y-%m-%d"]),
            default=lambda: datetime.now(UTC).strftime("%Y-%m-%d"),
            show_default="today",
            help="When it was decided.",
        ),
        _options.ontology,
    )
    for option in reversed(options):  # help lists the one added last first
        command = option(command)
    return command


def _reading(command: Command) -> Command:
    """Add how a record is read: what its line, its study and its finding are."""
    options = (
        click.option("--direction", type=_choice(Direction), help="Which way it points."),
        click.option("--directness", type=_choice(Directness), help="Is it of what CLAIM says?"),
        click.option("--read-from", type=_choice(ReadFrom), help="What you have read of it."),
        click.option("--role", type=_choice(EvidenceRole)),
        click.option("--concern", multiple=True, type=_choice(Concern)),
        click.option("--gist", help="What was found, in your own words."),
        click.option("--design", help="How the study was built: see ask starting-levels."),
        click.option(
            "--line",
            multiple=True,
            metavar="NAME=VALUE",
            help="More of the line; repeatable, as are the next two.",
        ),
        click.option("--study", multiple=True, metavar="NAME=VALUE", help="More of the study."),
        click.option(
            "--finding", multiple=True, metavar="NAME=VALUE", help="A number of the finding."
        ),
    )
    for option in reversed(options):  # help lists the one added last first
        command = option(command)
    return command


@command.command("accept")
@click.argument("claim")
@click.argument("record", metavar="pmid:N|doi:10...")
@_reading
@_signed
@_options.home
def accept(claim: str, record: str, home: Path, **asked: Any) -> None:
    """
    Make evidence on CLAIM of a record in the snapshot, as you have read it.

    You say which way it points, how directly, what was read and how the study was built; the rules
    say what it weighs. NAME is a property of the shape, as sampleSize or ciLow.

    \b
    musclegraph review accept CLAIM pmid:N --name "A. Curator" --interest none \\
      --direction supports --directness indirect --read-from abstract \\
      --design randomisedCrossover --study sampleSize=12 --reason "..." \\
      --gist "..." --finding effect=-9.6 --finding unit="cramps a week"
    """
    values = _values(asked)
    values["evidence-line"].setdefault("evidenceRole", [EvidenceRole.OWN_FINDING.value])
    found = read_record(record, open_current(home).store)
    _decide(asked, lambda desk, signed: desk.accept(claim, found, values, signed))


@command.command("reject")
@click.argument("claim")
@click.argument("record", metavar="pmid:N|doi:10...")
@_signed
def reject(claim: str, record: str, **asked: Any) -> None:
    """Decide that a record is no evidence on CLAIM; it is not offered again."""
    _decide(asked, lambda desk, signed: desk.reject(claim, record, signed))


@command.command("edit")
@click.argument("review")
@_reading
@_signed
def edit(review: str, **asked: Any) -> None:
    """Read an accepted record otherwise than REVIEW has; what is not named stays as it was."""
    values = _values(asked)
    _decide(asked, lambda desk, signed: desk.edit(review, values, signed))


@command.command("object")
@click.argument("claim")
@_signed
def object_(claim: str, **asked: Any) -> None:
    """Hold something against the verdict on CLAIM. It weighs nothing; a reviewer answers it."""
    _decide(asked, lambda desk, signed: desk.object(claim, signed))


@command.command("answer")
@click.argument("objection")
@click.argument("decision", type=click.Choice(["accepted", "rejected"]))
@_signed
def answer(objection: str, decision: str, **asked: Any) -> None:
    """Say whether OBJECTION is right, and why; what follows from it is a review of its own."""
    _decide(asked, lambda desk, signed: desk.answer(objection, decision, signed))


@command.command("take")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_options.ontology
def take(file: Path, ontology: Path | None, queries: Path | None) -> None:
    """Take over FILE, an objection that the service has kept (MUSCLEGRAPH_OBJECTIONS)."""
    found = [in_graph(quad.triple, GRAPH) for quad in quads.read(file, None)]
    nodes = {quads.value(quad.subject) for quad in found}
    kinds = {quads.value(quad.object) for quad in found if quad.predicate == quads.RDF_TYPE}
    if len(nodes) != 1 or kinds != {local("Objection")}:
        raise DataError(f"{file} is not one objection", hint="take what the service has kept")
    name = slug(nodes.pop())
    _keep(ontology or ONTOLOGY, queries or QUERIES, lambda desk: (name, found))


def _values(asked: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Return what was typed of the line, the study and the finding, by the names of the shapes."""
    line = {
        "direction": asked.pop("direction"),
        "directness": asked.pop("directness"),
        "readFrom": asked.pop("read_from"),
        "evidenceRole": asked.pop("role"),
    }
    own: dict[str, dict[str, list[str]]] = {
        "evidence-line": {name: [value] for name, value in line.items() if value},
        "study": {"design": [design]} if (design := asked.pop("design")) else {},
        "finding": {"gist": [gist]} if (gist := asked.pop("gist")) else {},
    }
    if concerns := asked.pop("concern"):
        own["evidence-line"]["concern"] = list(concerns)
    for kind, typed in (("evidence-line", "line"), ("study", "study"), ("finding", "finding")):
        for pair in asked.pop(typed):
            name, equals, value = pair.partition("=")
            if not equals:
                raise BadParameter(f"{pair!r} is not NAME=VALUE", hint=f"--{typed} name=value")
            own[kind].setdefault(name, []).append(value)
    return own


def _decide(asked: dict[str, Any], make: Callable[[Desk, Signed], Decided]) -> None:
    if asked["date"].date() > datetime.now(UTC).date():
        raise BadParameter("--date is in the future", hint="leave it: it is today's")
    pages = tuple(asked["page"])
    texts = {name: tidy(asked[name]) for name in ("name", "interest", "reason")}
    signed = Signed(**texts, day=asked["date"].date().isoformat(), pages=pages)
    ontology, queries = asked["ontology"] or ONTOLOGY, asked["queries"] or QUERIES
    _keep(ontology, queries, lambda desk: make(desk, signed))


def _keep(ontology: Path, queries: Path, make: Callable[[Desk], Decided]) -> None:
    """Hold a decision against every shape and check with all else, then write it."""
    files = collect.input_files(ontology, queries)
    desk = Desk(ontology, collect.collect(files).quads)
    name, found = make(desk)
    refuse_unfit(files, found, ontology, queries)
    path = decide.write(desk.folder, name, found)
    click.echo(f"{path}\nIt counts from the next build on: musclegraph build")
