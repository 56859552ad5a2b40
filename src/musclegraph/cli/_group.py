"""
The command group and the exit codes: 0 done, 1 findings, 2 wrong use or input, 3 no store.

Each command is a module of this package with the same name and a click command `command`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from musclegraph import __version__
from musclegraph.core.errors import MuscleGraphError


class Group(click.Group):
    """Imports a command only when it is called, and shows errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the modules of this package that are commands."""
        names = (path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
        return sorted(names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None if there is no such module."""
        if not cmd_name.isidentifier() or cmd_name.startswith("_"):
            return None
        try:
            module = import_module(f"musclegraph.cli.{cmd_name}")
        except ModuleNotFoundError as error:
            if error.name == f"musclegraph.cli.{cmd_name}":
                return None
            return _lacking(cmd_name, error.name or "")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; one of our errors becomes its message and its exit code."""
        try:
            return super().invoke(ctx)
        except MuscleGraphError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=Group)
@click.version_option(__version__, prog_name="musclegraph")
def group() -> None:
    """
    Who says what about cramps, spasms and twitches, what the studies found, what it adds up to.

    Exit codes: 0 done, 1 findings, 2 wrong use or input, 3 store not available.
    """


def _lacking(name: str, package: str) -> click.Command:
    """Return a command that says which extra it needs, so that listing commands still works."""

    def say(words: tuple[str, ...]) -> None:
        raise click.UsageError(
            f"this command needs the package {package}\n  hint: pip install 'musclegraph[all]'"
        )

    return click.Command(
        name,
        callback=say,
        params=[click.Argument(["words"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        short_help=f"Needs the package {package}: pip install 'musclegraph[all]'.",
    )
