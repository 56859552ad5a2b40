"""The page docs/checker.md: figures as tables, and the reliability plot as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from figures import Asked, reliability

Table = tuple[str, str, Mapping[str, Mapping[str, str]]]

HEAD = """\
# How well text is checked

Written by `make evaluate`; nothing here is typed by hand but the words around the figures. Each
figure has a 95 % confidence interval, and `n` is what it is a share of. The sentences are in
`tests/claims/`, by other hands than those the model learned from; none was learned from, and
`sentences-test2` and `sentences-held` were not read for errors either. Outcomes are those of the
evidence the articles cite.

*right claim first*: of sentences that make one of our claims, in how many it comes first; a claim
that is also acceptable counts. *polarity*: of those, in how many asserting and denying are told
apart. *no-match F1*: saying that nothing is known, where nothing is. *contradicted precision*: of
the sentences called contradicted, how many are. *precision at recall 0.85*: the same, when only as
many are called so as it takes to find 85 %. *calibration error*: by how much confidence and the
share of right answers differ.

*its claim, asserted* takes the checker's claim and supposes that every sentence asserts it: what
polarity is worth. *checker* is the core alone, *checker with MiniLM* asks the [second
reader](semantic.md) where the core is unsure; how to weigh it was fitted on `sentences-test1`. BM25
and MiniLM alone (its cosine to the wordings) are given the threshold that suits them best on these
very sentences.
"""
SIZE, EDGE = 320, 48


def write(folder: Path, tables: Sequence[Table], more: Mapping[str, str], asked: Asked) -> None:
    """Write the page and its plot into a folder."""
    parts = [HEAD]
    for name, size, columns in tables:
        parts.append(f"\n## {name.removesuffix('.jsonl')}\n\n{size}.\n")
        parts.append(f"| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
        rows = next(iter(columns.values()))
        parts += [
            f"| {row} | {' | '.join(found[row] for found in columns.values())} |" for row in rows
        ]
    parts.append("\n## Bent, misspelt, elsewhere, fast\n\n| | |\n|---|---|")
    parts += [f"| {name} | {value} |" for name, value in more.items()]
    parts.append(
        "\n## Can its confidence be trusted?\n\n![Reliability plot](checker-reliability.svg)\n\n"
        "Each dot is a group of answers of like confidence, all sets together: to the right how "
        "sure the\nchecker was, upwards how often claim and polarity were right. On the line, it "
        "was as sure as it\nshould be.\n"
    )
    (folder / "checker.md").write_text("\n".join(parts), encoding="utf-8")
    (folder / "checker-reliability.svg").write_text(_plot(reliability(asked)), encoding="utf-8")


def _plot(bins: Sequence[tuple[float, float, int]]) -> str:
    def place(value: float) -> float:
        return round(EDGE + value * SIZE, 1)

    def down(value: float) -> float:
        return round(EDGE / 2 + (1 - value) * SIZE, 1)

    marks = [
        f'<circle cx="{place(sure)}" cy="{down(right)}" r="{round(3 + count**0.5 / 4, 1)}" '
        f'fill="#0b6e4f"><title>{count} answers, confidence {sure:.2f}, right {right:.2f}'
        "</title></circle>"
        f'<text x="{place(sure) - 12}" y="{down(right) - 10}" text-anchor="end">n={count}</text>'
        for sure, right, count in bins
    ]
    ticks = [
        f'<text x="{place(value)}" y="{down(0) + 18}" text-anchor="middle">{value:.1f}</text>'
        f'<text x="{EDGE - 8}" y="{down(value) + 4}" text-anchor="end">{value:.1f}</text>'
        f'<path d="M{place(0)} {down(value)}H{place(1)}" stroke="#ddd"/>'
        for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    width, height = SIZE + EDGE + 24, SIZE + EDGE + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12" role="img">'
        "<title>How often answers of a given confidence are right</title>"
        f'<rect width="{width}" height="{height}" fill="white"/>{"".join(ticks)}'
        f'<path d="M{place(0)} {down(0)}L{place(1)} {down(1)}" stroke="#888" '
        f'stroke-dasharray="4 3"/>{"".join(marks)}'
        f'<text x="{place(0.5)}" y="{height - 8}" text-anchor="middle">confidence</text>'
        f'<text transform="translate(14 {down(0.5)}) rotate(-90)" text-anchor="middle">'
        "share right</text></svg>\n"
    )
