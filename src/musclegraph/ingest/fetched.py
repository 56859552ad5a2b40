"""Records asked of PubMed by their numbers, to parts like those of files."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from musclegraph.core.files import QUERIES
from musclegraph.ingest.eutils import EUtils
from musclegraph.ingest.part import INDEX, Part
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.record import pubmed_iri
from musclegraph.ingest.topic import Topic
from musclegraph.ingest.vocabulary import Vocabulary
from musclegraph.store import Store


def fetch(client: EUtils, pmids: Sequence[str], folder: Path, words: Vocabulary) -> list[Part]:
    """
    Make parts in `folder` of the records of `pmids`, as PubMed has them now.

    A number that PubMed has no record of is among the skipped. Errors as for `EUtils.fetch`.
    """
    parts = []
    started = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    missing = dict.fromkeys(pmids)
    with tempfile.TemporaryDirectory() as temporary:
        for number, xml in enumerate(client.fetch(pmids)):
            path = Path(temporary) / f"efetch-{started}-{number:04}.xml"
            path.write_bytes(xml)
            part = map_file(path, folder, words, Topic())
            parts.append(part)
            if not part.refused:
                index = (folder / f"{part.name}{INDEX}").read_text(encoding="utf-8")
                got = {line.partition("\t")[0] for line in index.splitlines()}
                missing = {pmid: None for pmid in missing if pubmed_iri(pmid) not in got}
    for pmid in missing:
        parts[-1].skipped.append((f"PMID {pmid}", "PubMed has no such record"))
    return parts


def curated_pmids(store: Store) -> list[str]:
    """Return the numbers of the publications that curators describe."""
    text = (QUERIES / "ingest" / "pmids.rq").read_text(encoding="utf-8")
    return [row["pmid"].value for row in store.select(text).records()]
