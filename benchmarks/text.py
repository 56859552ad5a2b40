"""
Search in abstracts: SQLite FTS5 beside tantivy, as we use them, on generated abstracts.

    .venv/bin/python benchmarks/text.py [ABSTRACTS]

Words are drawn by a fixed seed with the frequencies of Zipf's law from all words of the curated
labels; the queries are those that `musclegraph candidates` asks for real claims. Both give the best
100 of any word, ranked by BM25, and read the titles of what they found.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from musclegraph.build import collect
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import slug
from musclegraph.store import abstracts
from musclegraph.store.abstracts import Abstract, AbstractIndex
from musclegraph.store.embedded import EmbeddedStore

CLAIMS, BEST, LENGTH = 40, 100, 220


def generate(words: list[str], count: int) -> Iterator[Abstract]:
    """Yield abstracts, the same on every run."""
    dice = random.Random(7)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    for number in range(1, count + 1):
        drawn = dice.choices(words, weights, k=LENGTH)
        iri = f"https://pubmed.ncbi.nlm.nih.gov/{number}/"
        yield Abstract(" ".join(drawn[:12]), " ".join(drawn[12:]), iri, str(1950 + number % 75))


def queries(store: EmbeddedStore) -> list[list[str]]:
    """Return the words that are searched for real claims."""
    text = (QUERIES / "claims" / "search-words.rq").read_text(encoding="utf-8")
    asked: dict[str, list[str]] = {}
    for row in store.select(text).records():
        if "label" in row:
            asked.setdefault(slug(row["claim"].value), []).append(row["label"].value)
    return random.Random(7).sample([asked[name] for name in sorted(asked)], CLAIMS)


def median_ms(search: Callable[[list[str]], int], asked: list[list[str]]) -> tuple[float, float]:
    """Return the median and the worst milliseconds of a query, each asked twice."""
    times = []
    for words in asked:
        runs = []
        for _ in range(2):
            started = time.perf_counter()
            search(words)
            runs.append((time.perf_counter() - started) * 1000)
        times.append(min(runs))
    return statistics.median(times), max(times)


def main(count: int) -> None:
    """Print seconds to index, bytes, and milliseconds a query."""
    store = EmbeddedStore.from_quads(collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads)
    asked = queries(store)
    words = sorted({word for one in asked for text in one for word in re.findall(r"\w+", text)})
    words += [f"word{number}" for number in range(20_000)]
    random.Random(7).shuffle(words)
    made = list(generate(words, count))
    print(f"{count:,} abstracts of {LENGTH} words, {CLAIMS} queries of real claims, best {BEST}")
    for name, limit in (("FTS5", count), ("tantivy", 0)):
        abstracts.LARGE = limit
        with tempfile.TemporaryDirectory() as temporary:
            measure(name, made, asked, Path(temporary))


def measure(name: str, made: list[Abstract], asked: list[list[str]], folder: Path) -> None:
    """Print what one engine takes."""
    started = time.perf_counter()
    abstracts.write(made, folder, len(made))
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    index = AbstractIndex(folder)
    middle, worst = median_ms(lambda given: len(index.search(given, BEST)), asked)
    print(
        f"{name:>8}: indexed in {seconds:.1f} s, {size / 1e6:.0f} MB; "
        f"{middle:.1f} ms a query, {worst:.1f} at worst"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 50_000)
