"""
Where every command starts.

The command group is in `_group`. Plain `musclegraph ask` and `check` go around it: importing click
takes as long as opening the snapshot and answering, and people ask often.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command named on the command line and exit with its code."""
    words = sys.argv[1:]
    if words[:1] == ["ask"]:
        from musclegraph.cli import _quick

        if asked := _quick.read(words[1:]):
            sys.exit(_quick.run(asked))
    elif words[:1] == ["check"]:
        from musclegraph.cli import _quick_check

        if given := _quick_check.read(words[1:]):
            sys.exit(_quick_check.run(given))
    from musclegraph.cli._group import group

    group()


if __name__ == "__main__":
    main()
