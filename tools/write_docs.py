"""Write the documents that are made from the graph: `python tools/write_docs.py FOLDER`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from musclegraph.lint.rules import Rule, load_rules

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
LINT = """\
# The rules of the linter

`musclegraph lint draft.md` compares what a draft says of muscles with the evidence, and what it
cites with what is known of the works. An *error* or a *warning* makes the exit code 1, a *note* is
a suggestion. Quotations, code, front matter and lists of references are not read as the writer's
own words. Made by `make docs`.

| rule | level | what is wrong |
|---|---|---|
"""
LINT_MORE = """
## Leave one out

Write the rule and the reason into the draft, in a comment or on a line:

```
<!-- musclegraph: ignore MG002 -- the next section tells the doubt -->
```

counts for its line, or for the next one if it stands alone. `ignore-start MG002 -- reason` and
`ignore-end` enclose a block; `ignore-file MG002 -- reason` counts for the whole draft.

## Decide for a project

In `pyproject.toml` under `[tool.musclegraph.lint]`, or in `.musclegraph.toml` under `[lint]`:

```toml
ignore = ["MG010"]            # rules that are not told
bibliography = ["works.bib"]  # CSL-JSON (.json), RIS (.ris) or BibTeX (.bib), cited as [@key]
layer = "all"                 # or "articles": only what the two articles cite
```

## Where it shows

`--format text` underlines the passage; `json`, `sarif` (2.1.0) and `github` are for programs;
`html` is a page to read, with the evidence in the margin. `POST /v1/lint` answers over HTTP.
With [pre-commit](https://pre-commit.com), name this repository and the hook `musclegraph`.
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
        **_lint_pages(),
    }


def _lint_pages() -> dict[str, str]:
    rules = load_rules().values()
    rows = (f"| [{one.id}]({one.id}.md) | {one.level} | {one.summary} |\n" for one in rules)
    index = f"{LINT}{''.join(rows)}{LINT_MORE}"
    return {"lint/README.md": index, **{f"lint/{one.id}.md": _rule(one) for one in rules}}


def _rule(rule: Rule) -> str:
    parts = [f"# {rule.id}: {rule.name}\n", f"*{rule.level}.* {rule.summary}\n", f"{rule.why}\n"]
    if rule.bad:
        parts.append(f"Told:\n\n```markdown\n{rule.bad}\n```\n")
    if rule.good:
        parts.append(f"Not told:\n\n```markdown\n{rule.good}\n```\n")
    return "\n".join([*parts, f"**What to do.** {rule.remedy}\n"])


def _musclegraph(*words: str) -> str:
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Write every document into the folder named on the command line."""
    for name, text in documents().items():
        path = Path(sys.argv[1]) / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
