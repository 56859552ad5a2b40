"""
Search in abstracts: SQLite FTS5, which we use, beside tantivy, on generated abstracts.

    .venv/bin/python -m pip install tantivy
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

import tantivy

from musclegraph.build import collect
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import slug
from musclegraph.store.abstracts import Abstract, AbstractIndex, write
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


def peer(abstracts: list[Abstract], folder: Path) -> tantivy.Index:
    """Index the same with tantivy, words stemmed as ours are."""
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, stored=name == "title", tokenizer_name="en_stem")
    builder.add_text_field("iri", stored=True, tokenizer_name="raw")
    builder.add_integer_field("year", stored=True, indexed=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for one in abstracts:
        document = tantivy.Document()
        for name in ("title", "text", "iri"):
            document.add_text(name, getattr(one, name))
        document.add_integer("year", int(one.year))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def main(count: int) -> None:
    """Print seconds to index, bytes, and milliseconds a query."""
    store = EmbeddedStore.from_quads(collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads)
    asked = queries(store)
    words = sorted({word for one in asked for text in one for word in re.findall(r"\w+", text)})
    words += [f"word{number}" for number in range(20_000)]
    random.Random(7).shuffle(words)
    abstracts = list(generate(words, count))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        started = time.perf_counter()
        write(abstracts, folder / "ours.sqlite")
        ours_s, ours_mb = time.perf_counter() - started, (folder / "ours.sqlite").stat().st_size
        ours = AbstractIndex(folder / "ours.sqlite")
        (folder / "peer").mkdir()
        started = time.perf_counter()
        index = peer(abstracts, folder / "peer")
        peer_s = time.perf_counter() - started
        peer_mb = sum(path.stat().st_size for path in (folder / "peer").iterdir())
        searcher = index.searcher()

        def by_peer(given: list[str]) -> int:
            plain = (" ".join(re.findall(r"\w+", one)) for one in given)
            query = index.parse_query(
                " OR ".join(f'"{one}"' for one in plain), ["title", "text"], {"title": 4.0}
            )
            hits = searcher.search(query, BEST).hits
            return len([searcher.doc(where)["title"] for _, where in hits])

        print(
            f"{count:,} abstracts of {LENGTH} words, {CLAIMS} queries of real claims, best {BEST}"
        )
        for name, seconds, size, search in (
            ("FTS5", ours_s, ours_mb, lambda given: len(ours.search(given, BEST))),
            ("tantivy", peer_s, peer_mb, by_peer),
        ):
            middle, worst = median_ms(search, asked)
            print(
                f"{name:>8}: indexed in {seconds:.1f} s, {size / 1e6:.0f} MB; "
                f"{middle:.1f} ms a query, {worst:.1f} at worst"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 50_000)
