"""Parts: made once, whole or not at all; and which of several records of one publication counts."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time

import pytest
from filesystems import filesystem, fill

from musclegraph.core.errors import DataError
from musclegraph.ingest.current import Records
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.topic import Topic

from .pubmed_xml import article, article_set, deletion

ALL = Topic()


@pytest.fixture
def ingest(tmp_path, words):
    """Write a PubMed file, make its part, and return what became of it."""

    def run(name, *records, topic=ALL):
        path = tmp_path / f"{name}.xml"
        path.write_bytes(article_set(*records))
        return map_file(path, tmp_path / "parts", words, topic)

    return run


@pytest.fixture
def titles(tmp_path):
    """Return the titles of the records that count, by PMID, from the quads and from the texts."""

    def read():
        records = Records(tmp_path / "parts")
        records.verify()
        lines = [line for line in records.quads() if b"/terms/title>" in line]
        from_quads = {line.split(b"/")[3].decode(): line.split(b'"')[1].decode() for line in lines}
        from_texts = {text.iri.split("/")[3]: text.title for text in records.texts()}
        assert from_quads == from_texts
        assert len(lines) == len(from_quads) == len(records)
        return from_quads

    return read


def test_part_is_made_once(ingest, tmp_path):
    """A second run reads nothing; a changed file, another topic or a lost file do."""
    assert ingest("a", article(1), article(2)).counts["records"] == 2
    assert not ingest("a", article(1), article(2)).is_fresh
    assert ingest("a", article(1)).is_fresh
    assert ingest("a", article(1), topic=Topic(terms=("x",))).is_fresh
    (tmp_path / "parts" / "a.nq").unlink()
    assert ingest("a", article(1), topic=Topic(terms=("x",))).is_fresh


def test_manifest_counts_and_names_what_was_skipped(ingest, tmp_path):
    """The report stands in the manifest."""
    ingest("a", article(1), article("x"), deletion(5, 6))
    told = json.loads((tmp_path / "parts" / "a.json").read_text())
    assert told["counts"] | {"quads": 0} == {
        "records": 1, "quads": 0, "left_out": 0, "deleted": 2, "skipped": 1,
    }  # fmt: skip
    assert told["skipped"] == [["record 2", "it has no PMID"]]


def test_newest_counts(ingest, titles):
    """The higher version, then the later revision, then the later file, then the later place."""
    ingest("n1", article(1, "old", revised="2020-01-01"), article(2, "v2", version=2))
    ingest("n2", article(1, "new", revised="2021-01-01"), article(2, "v1", revised="2025-01-01"))
    ingest("n3", article(3, "first"), article(3, "second"), article(1, "x", revised="2019-01-01"))
    ingest("n4", article(3, "third"))
    assert titles() == {"1": "new", "2": "v2", "3": "third"}


def test_deletion_takes_out_what_came_before(ingest, titles):
    """A record that comes back after its deletion counts again."""
    ingest("n1", article(1), article(2, "gone"), article(3))
    ingest("n2", deletion(2, 3), article(9))
    ingest("n3", article(3, "back"))
    assert titles() == {"1": "A study of cramps.", "3": "back", "9": "A study of cramps."}


def test_full_disk_keeps_the_old_part(ingest, titles, tmp_path):
    """Wherever the room ends, the old part is there until the new one is whole."""
    place = tmp_path / "parts"
    place.mkdir()
    with filesystem(place, "100k"):
        ingest("a", article(1, "old"))
        for pages in range(12):
            fill(place / "fill", pages)
            part = ingest("a", article(1, f"new {pages}"))
            (place / "fill").unlink()
            assert titles() == {"1": "old" if part.refused else f"new {pages}"}
            if not part.refused:
                break
            assert "No space left" in part.refused
        assert 2 < pages < 11


@pytest.mark.parametrize(
    ("topic", "kept"),
    [
        (Topic(terms=("cramp",)), {"1"}),
        (Topic(terms=("CRAMP", "asthma")), {"1", "2"}),
        (Topic(terms=("ramp",)), set()),
        (Topic(descriptors=frozenset({"D001249"})), {"2"}),
        (Topic(terms=("cramp",), descriptors=frozenset({"D001249"})), {"1", "2"}),
        (Topic(first_year=2012), {"2"}),
        (Topic(last_year=2011), {"1"}),
        (Topic(terms=("cramp",), first_year=2012), set()),
    ],
)
def test_topic_is_kept(topic, kept, ingest, titles):
    """By a word, a heading, a year; what is left out is counted."""
    later = "<PubDate><Year>2015</Year></PubDate>"
    asthma = article(2, "On asthma", pubdate=later, headings=[("D001249", "Asthma")])
    undated = article(3, "On nothing", pubdate="<PubDate></PubDate>")
    part = ingest("a", article(1), asthma, undated, topic=topic)
    assert set(titles()) == kept
    assert part.counts["left_out"] == 3 - len(kept)


def test_changed_part_is_noticed(ingest, tmp_path):
    """A part that is not as it was written is not built from."""
    ingest("a", article(1))
    path = tmp_path / "parts" / "a.nq"
    path.write_text(path.read_text().replace("cramps", "spasms"))
    with pytest.raises(DataError, match="not as it was written"):
        Records(tmp_path / "parts").verify()


def test_refused_file_makes_no_part(tmp_path, words):
    """It is said why, and nothing is left behind."""
    (tmp_path / "a.xml").write_text("<html/>")
    part = map_file(tmp_path / "a.xml", tmp_path / "parts", words, ALL)
    assert "not PubMed XML" in part.refused
    assert list((tmp_path / "parts").iterdir()) == []
    assert "cannot read" in map_file(tmp_path / "none.xml", tmp_path, words, ALL).refused


def kill_after(command, seconds):
    """Start a command, kill it after some time, and reap it; tell whether it was still running."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    "kills", [pytest.param(6, id="sample"), pytest.param(100, id="all", marks=pytest.mark.soak)]
)
def test_killed_run_resumes(tmp_path, home, kills):
    """Killed again and again, the parts come out byte for byte as in one run."""
    files = []
    for number in range(6):
        path = tmp_path / f"n{number}.xml"
        path.write_bytes(article_set(*(article(1 + number * 300 + n) for n in range(400))))
        files.append(str(path))
    program = [sys.executable, "-m", "musclegraph.cli.__main__", "ingest", "pubmed", *files]
    command = [*program, "--home", str(home), "--records"]
    moments = (0.3 + 0.6 * turn / kills for turn in range(kills))
    killed = [kill_after([*command, str(tmp_path / "k")], seconds) for seconds in moments]
    for folder in ("k", "one"):
        subprocess.run([*command, str(tmp_path / folder)], check=True, capture_output=True)
    assert any(killed)
    made = {folder: _contents(tmp_path / folder) for folder in ("k", "one")}
    assert made["k"] == made["one"]
    assert len(Records(tmp_path / "k")) == 1900


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_memory_does_not_grow_with_the_file(tmp_path, words):
    """Twenty megabytes of XML are mapped within 64 MB, Python and lxml included."""
    path = tmp_path / "big.xml"
    path.write_bytes(article_set(*(article(number) for number in range(1, 20_001))))
    assert path.stat().st_size > 20_000_000
    (tmp_path / "words").write_bytes(pickle.dumps(words))
    program = (
        "import pickle, re, sys; from pathlib import Path\n"
        "from musclegraph.ingest.parts import map_file\n"
        "from musclegraph.ingest.topic import Topic\n"
        "folder = Path(sys.argv[1]); words = pickle.loads((folder / 'words').read_bytes())\n"
        "part = map_file(folder / 'big.xml', folder / 'parts', words, Topic())\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
        "print(part.counts['records'], peak)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    records, peak_kb = map(int, done.stdout.split())
    assert records == 20_000
    assert peak_kb < 64_000
