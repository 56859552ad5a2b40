"""Every form of record that we read, by the file's suffix; a `.gz` behind it is unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from musclegraph.core.errors import RequestError
from musclegraph.ingest.formats import READERS, read_bibliography
from musclegraph.ingest.jats import read_jats
from musclegraph.ingest.opening import read_blocks
from musclegraph.ingest.pubmed import read_pubmed
from musclegraph.ingest.record import Read, Record, Skipped


def read_records(path: Path) -> Iterator[Read]:
    """
    Yield what a file holds: PubMed XML as a stream, a reference manager's file as a whole.

    Raises:
        RequestError: It is of a kind we do not read, or cannot be opened.
        DataError: It is not what its suffix says, or must not be trusted.
    """
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    if suffix == ".xml":
        yield from read_pubmed(read_blocks(path))
    elif suffix == ".nxml":
        yield from map(_identified, read_jats(read_blocks(path)))
    elif suffix in READERS:
        yield from map(_identified, read_bibliography(path))
    else:
        raise RequestError(
            f"cannot read {path.name}", hint=f"give .xml, .xml.gz, .nxml, {', '.join(READERS)}"
        )


def _identified(record: Record) -> Read:
    return record if record.iri else Skipped(record.key, "it has neither a PMID nor a DOI")
