"""Write the documents that are made from the graph: `python tools/write_docs.py FOLDER`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CLAIMS = """\
# Every claim and its verdict

For a clinician to read through and object to. *Articles* is the verdict on the studies that the two
articles cite, *all* on everything collected here, *rules* names the [rules](rules.md) that fired.
*harms* are those of the treatment that the claim is about, serious ones first; *none recorded here*
does not say that there are none, and it is blank for a claim about no treatment.
The evidence is a curated selection, not a systematic search; a verdict is computed and
GRADE-informed, never a GRADE rating. It is information, not medical advice.
`musclegraph verdict SLUG` explains each one. Made by `make docs`.
"""
RULES = """\
# How a verdict comes about

The rules are data, in [ontology/verdict-rules.ttl](../ontology/verdict-rules.ttl); the engine reads
this same table, and every explanation is made of its words. Levels: 4 high, 3 moderate, 2 low,
1 very low, 0 no weight. GRADE-informed and automatic, never a GRADE rating. Made by `make docs`.
"""
LEVELS = """\

## Starting levels

What kind of question a claim puts follows from its predicate. A design that a question does not
list starts at 0: it is shown and weighs nothing.
"""
PICTURE = "dehydration-causes-cramp"


def documents() -> dict[str, str]:
    """Return the text of each document by file name."""
    return {
        "claims.md": f"{CLAIMS}\n{_musclegraph('ask', 'verdict-table', '--format', 'markdown')}",
        "rules.md": (
            f"{RULES}\n{_musclegraph('ask', 'rules', '--format', 'markdown')}"
            f"{LEVELS}\n{_musclegraph('ask', 'starting-levels', '--format', 'markdown')}"
        ),
        "dehydration.svg": _musclegraph("graph", PICTURE),
    }


def _musclegraph(*words: str) -> str:
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Write every document into the folder named on the command line."""
    for name, text in documents().items():
        (Path(sys.argv[1]) / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
