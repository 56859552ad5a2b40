"""Broken and hostile files: what is bad is named and left out, what is good is kept."""

import gzip
import itertools
import tracemalloc

import pytest

from musclegraph.core.errors import DataError
from musclegraph.ingest.opening import Damaged, read_blocks
from musclegraph.ingest.pubmed import read_pubmed
from musclegraph.ingest.record import Record, Skipped

from .pubmed_xml import PROLOG, article, article_set

BOMB = '<!DOCTYPE PubmedArticleSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
GOOD = (article(1), article(3))


def read(content):
    """Return what a file holds, cut into uneven blocks."""
    sizes = itertools.cycle((1, 7, 300, 4096, len(content) // 9 + 1))
    blocks, at = [], 0
    while at < len(content):
        size = next(sizes)
        blocks.append(content[at : at + size])
        at += size
    return list(read_pubmed(blocks))


def split(found):
    """Return the PMIDs of the good records, and what was skipped."""
    good = [record.pmid for record in found if isinstance(record, Record)]
    return good, [skipped for skipped in found if isinstance(skipped, Skipped)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (article(2).replace("</ArticleTitle>", ""), "not well formed"),
        (article(2, title="a &undeclared; b"), "undeclared"),
        (article(2, abstract="<x>" * 300 + "</x>" * 300), "depth"),
        (article(2)[:400], "not well formed"),
        (article(2, title="\x0b"), "not well formed"),
        (article(2, title="x" * 11_000_000), "over 8,000,000 bytes"),
        (article("02"), "no PMID"),
        (article("2; DROP"), "no PMID"),
        ("<PubmedArticle><Nothing/></PubmedArticle>", "no PMID"),
    ],
)
def test_bad_record_is_skipped_between_good_ones(bad, reason):
    """Only the bad one is lost, and it is said which and why."""
    good, skipped = split(read(article_set(GOOD[0], bad, GOOD[1])))
    assert good == ["1", "3"]
    assert len(skipped) == 1
    assert reason in skipped[0].reason
    assert skipped[0].record in ("PMID 2", "record 2")


def test_wrong_bytes_are_the_records_own():
    """Latin-1 inside UTF-8 breaks one record, not the file."""
    content = article_set(GOOD[0], article(2, title="caf@"), GOOD[1]).replace(b"caf@", b"caf\xe9")
    good, skipped = split(read(content))
    assert (good, [one.record for one in skipped]) == (["1", "3"], ["PMID 2"])


def test_declared_encoding_is_heeded():
    """A file that says Latin-1 is read as Latin-1."""
    prolog = PROLOG.replace("utf-8", "iso-8859-1")
    content = article_set(article(2, title="caf@"), prolog=prolog).replace(b"caf@", b"caf\xe9")
    assert read(content)[0].title == "café"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (article_set(article(1, title="&b;"), prolog=BOMB), "entities of its own"),
        (article_set(article(1, title="&x;"), prolog=OUTSIDE), "entities of its own"),
        (article_set(article(1)).decode().encode("utf-16"), "not in UTF-8"),
        (article_set(article(1), prolog='<?xml version="1.0" encoding="klingon"?>'), "encoding"),
        (b"<html><body>Too many requests</body></html>", "not PubMed XML"),
        (b"", "not PubMed XML"),
        (b"\x00" * 100, "not in UTF-8"),
    ],
)
def test_file_that_cannot_be_trusted_is_refused(content, said):
    """Nothing is taken from it."""
    with pytest.raises(DataError, match=said):
        read(content)


@pytest.mark.parametrize("cut", [-25, -40, -500])
def test_file_that_ends_early_is_told(cut):
    """In a record, between two, or before the end tag of all."""
    content = article_set(*GOOD)[:cut]
    good, skipped = split(read(content))
    assert good[0] == "1"
    assert "ends" in skipped[-1].reason


def test_empty_set_is_no_error():
    """E-utilities answer an unknown PMID with an empty set."""
    assert read(article_set()) == []


def test_truncated_gzip_keeps_what_came(tmp_path):
    """The records before the break are kept, and the break is told."""
    packed = gzip.compress(article_set(*(article(n, title=f"{n**99}") for n in range(1, 999))))
    path = tmp_path / "a.xml.gz"
    path.write_bytes(packed[: len(packed) // 2])
    good, skipped = split(list(read_pubmed(read_blocks(path))))
    assert good[:3] == ["1", "2", "3"]
    assert "damaged gzip" in skipped[0].reason


def test_flipped_byte_in_gzip_is_told(tmp_path):
    """A wrong checksum is a damaged file."""
    packed = bytearray(gzip.compress(article_set(article(1))))
    packed[-6] ^= 1
    path = tmp_path / "a.xml.gz"
    path.write_bytes(packed)
    with pytest.raises(Damaged, match="damaged gzip"):
        list(read_blocks(path))


def test_gzip_bomb_is_refused_early(tmp_path):
    """Two hundred megabytes of nothing are not unpacked."""
    path = tmp_path / "bomb.xml.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        for _ in range(200):
            stream.write(b"\0" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(DataError, match="gzip bomb"):
        sum(map(len, read_blocks(path)))
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_too_long_a_file_is_refused(tmp_path):
    """What a file may unpack to is capped."""
    path = tmp_path / "a.xml"
    path.write_bytes(b" " * 1_000_000)
    with pytest.raises(DataError, match="unpacks to over"):
        list(read_blocks(path, max_bytes=500_000))
