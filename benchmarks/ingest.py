"""
PubMed XML to quads: against pubmed_parser mapped to the same quads, and against `gunzip | wc`.

    .venv/bin/python -m pip install '.[bench]'
    MUSCLEGRAPH_SHARED=../shared .venv/bin/python benchmarks/ingest.py [RECORDS]

The file is generated: the real samples over and over with other numbers and their words shuffled,
until it has as many records as a file of the baseline (30,000 unless told otherwise). Each worker
is a process of its own; what is compared is its CPU time (user and system), as the medians of
interleaved rounds, and its peak of resident memory. Two processes are timed by the clock on two
halves of the work. What pubmed_parser does not give - links, status, interests - it need not write.
"""

from __future__ import annotations

import gzip
import os
import pickle
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.ingest.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("MUSCLEGRAPH_SHARED", ROOT.parent / "shared")) / "data/pubmed_xml"
ROUNDS = 3
_RECORD = re.compile(r"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
_TEXT = re.compile(r"(<(?:AbstractText|ArticleTitle)[^>]*>)([^<]+)")


def generate(path: Path, records: int) -> None:
    """Write a gzipped file of that many records, the same on every run."""
    texts = [p.read_text("utf-8") for p in sorted(SAMPLES.glob("*.xml")) if "pmc" not in p.name]
    models = [record for text in texts for record in _RECORD.findall(text)]
    if not models:
        sys.exit(f"no samples in {SAMPLES}; name their folder in MUSCLEGRAPH_SHARED")
    dice = random.Random(7)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for number in range(1, records + 1):
            record = re.sub(r"(<PMID[^>]*>)\d+", rf"\g<1>{number}", dice.choice(models), count=1)
            stream.write(_TEXT.sub(lambda found: found[1] + _shuffled(found[2], dice), record))
        stream.write("</PubmedArticleSet>\n")


def _shuffled(text: str, dice: random.Random) -> str:
    words = text.split()
    dice.shuffle(words)
    return " ".join(words)


def vocabulary() -> Vocabulary:
    """Return how PubMed's words read in ours, from the curated files."""
    from musclegraph.build import collect
    from musclegraph.store.embedded import EmbeddedStore

    found = collect.collect(collect.input_files(ONTOLOGY, QUERIES))
    return load_vocabulary(EmbeddedStore.from_quads(found.quads))


def ours(path: Path, words: Vocabulary, out: Path) -> None:
    """Map a file as `musclegraph ingest` does."""
    from musclegraph.ingest.parts import map_file
    from musclegraph.ingest.topic import Topic

    part = map_file(path, out, words, Topic())
    print(_peak_mb(), part.counts["records"], part.counts["quads"])


def peer(path: Path, words: Vocabulary, out: Path) -> None:
    """Map a file with pubmed_parser: its dictionaries to our records, those to the same quads."""
    import pubmed_parser

    from musclegraph.ingest.nquads import to_nquads
    from musclegraph.ingest.record import Record

    count = quads = 0
    with (out / "peer.nq").open("w", encoding="utf-8") as stream:
        found = pubmed_parser.parse_medline_xml(
            str(path), year_info_only=False, author_list=True, reference_list=False
        )
        for one in found:
            lines = to_nquads(
                Record(
                    key=one["pmid"], pmid=one["pmid"], title=one["title"], doi=one["doi"],
                    pmcid=one["pmc"], issued=one["pubdate"], year=one["pubdate"][:4],
                    journal=one["medline_ta"], issn=one["issn_linking"], pages=one["pages"],
                    issue=one["issue"], version=1, abstract=one["abstract"],
                    language=one["languages"],
                    authors=tuple(f"{a['lastname']} {a['initials']}" for a in one["authors"]),
                    types=tuple(_names(one["publication_types"])),
                    headings=tuple(
                        (ui, name) for ui, _, name in
                        (mesh.partition(":") for mesh in one["mesh_terms"].split("; ")) if name
                    ),
                    keywords=tuple(filter(None, one["keywords"].split(";"))),
                ),
                words,
            )  # fmt: skip
            stream.write(lines)
            count += 1
            quads += lines.count("\n")
    print(_peak_mb(), count, quads)


def _peak_mb() -> int:
    # Not ru_maxrss: that begins with what the parent had when it forked.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


def _names(joined: str) -> Iterator[str]:
    return (pair.partition(":")[2] for pair in joined.split("; ") if pair)


WORKERS = {"ours": ours, "pubmed_parser": peer}


def run(command: list[str]) -> tuple[float, list[str]]:
    """Run a command; return its CPU seconds and the words it printed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[:3]} failed")
    return usage.ru_utime + usage.ru_stime, said.split()


def main(records: int) -> None:
    """Generate the file, measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        path = folder / "pubmed99n0001.xml.gz"
        generate(path, records)
        words = folder / "words.pickle"
        words.write_bytes(pickle.dumps(vocabulary()))
        commands = {
            name: [sys.executable, __file__, "--worker", name, str(path), str(words), str(folder)]
            for name in WORKERS
        } | {"gunzip | wc": ["sh", "-c", f"gunzip -c {path} | wc"]}
        found: dict[str, list[tuple[float, list[str]]]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                (folder / "pubmed99n0001.json").unlink(missing_ok=True)
                found[name].append(run(command))
        _report(path, records, found)
        _two(folder, commands["ours"])


def _report(path: Path, records: int, found: dict[str, list[tuple[float, list[str]]]]) -> None:
    print(f"{records:,} records, {path.stat().st_size / 1e6:.1f} MB gzipped")
    cpu = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in found.items()}
    for name in WORKERS:
        megabytes, _, quads = found[name][0][1]
        print(f"{name:>14}: {cpu[name]:6.2f} s CPU, {megabytes} MB at most, {int(quads):,} quads")
    print(f"{'gunzip | wc':>14}: {cpu['gunzip | wc']:6.2f} s CPU")
    print(f"pubmed_parser / ours:  {cpu['pubmed_parser'] / cpu['ours']:.2f}")
    print(f"ours / (gunzip | wc):  {cpu['ours'] / cpu['gunzip | wc']:.2f}")


def _two(folder: Path, command: list[str]) -> None:
    """Time two workers on a file each, one after the other and side by side."""
    pair = []
    for name in ("a", "b"):
        (folder / name).mkdir()
        pair.append([*command[:-1], str(folder / name)])
    started = time.perf_counter()
    for one in pair:
        run(one)
    apart = time.perf_counter() - started
    for name in ("a", "b"):
        (folder / name / "pubmed99n0001.json").unlink()
    started = time.perf_counter()
    both = [subprocess.Popen(one, stdout=subprocess.DEVNULL, cwd=ROOT) for one in pair]
    for process in both:
        process.wait()
    print(f"two processes: {apart / (time.perf_counter() - started):.2f} times one")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        name, path, words, out = sys.argv[2:]
        table = pickle.loads(Path(words).read_bytes())
        WORKERS[name](Path(path), table, Path(out))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 30_000)
