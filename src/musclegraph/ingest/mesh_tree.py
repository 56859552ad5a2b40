"""Branches of the MeSH tree as sets of descriptors, from the NLM's own file of descriptors."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from musclegraph.core.errors import DataError, RequestError

_GZIP = b"\x1f\x8b"


def below(path: Path, branches: Collection[str]) -> frozenset[str]:
    """
    Return the descriptors at or below tree numbers such as `C10.597.613`.

    Args:
        path: The NLM's `desc<year>.xml`, plain or gzipped; read as a stream.
        branches: Tree numbers. A descriptor stands in several places of the tree; one is enough.

    Raises:
        RequestError: The file cannot be opened, or no descriptor stands at one of the numbers.
        DataError: It is not XML, or declares entities of its own.
    """
    found: dict[str, set[str]] = {branch: set() for branch in branches}
    for descriptor, numbers in _places(path):
        for branch, there in found.items():
            if any(number == branch or number.startswith(f"{branch}.") for number in numbers):
                there.add(descriptor)
    if empty := sorted(branch for branch, there in found.items() if not there):
        raise RequestError(
            f"{path} has no descriptor at or below {', '.join(empty)}",
            hint="a tree number looks like C10.597.613; see meshb.nlm.nih.gov",
        )
    return frozenset().union(*found.values())


def _places(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each descriptor with its tree numbers."""
    try:
        with _opened(path) as stream:
            for _, record in etree.iterparse(stream, tag="DescriptorRecord", no_network=True):
                numbers = [one.text or "" for one in record.iterfind("TreeNumberList/TreeNumber")]
                yield record.findtext("DescriptorUI") or "", numbers
                record.clear()
                while record.getprevious() is not None:
                    del record.getparent()[0]
    except etree.XMLSyntaxError as error:
        where = (path, error.lineno or 1)
        raise DataError(f"not XML: {error.msg}", hint="download it again", where=where) from error
    except (OSError, EOFError) as error:
        raise RequestError(f"cannot read {path}: {error}") from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]
