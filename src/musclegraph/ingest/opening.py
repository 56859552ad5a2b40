"""Files from elsewhere, plain or gzipped, a block at a time and never more than a cap allows."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from musclegraph.core.errors import DataError, RequestError

_BLOCK = 1 << 18
_GZIP = b"\x1f\x8b"
MAX_BYTES = 4_000_000_000
# Records compress about twelvefold; gzip itself reaches 1,032.
MAX_RATIO = 100


class Damaged(DataError):
    """The rest of a file cannot be read; what came before it is good."""


def read_blocks(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[bytes]:
    """
    Yield the content of `path`, unpacked if it is gzip, in blocks of at most 256 KB.

    Raises:
        RequestError: It cannot be opened.
        DataError: It unpacks to more than `max_bytes` or to over a hundred times its size.
        Damaged: The file ends too early or its checksum is wrong.
    """
    produced = 0
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            while block := stream.read(_BLOCK):
                produced += len(block)
                if produced > max_bytes or (
                    packed and produced > MAX_RATIO * (raw.tell() + _BLOCK)
                ):
                    raise DataError(
                        f"it unpacks to over {produced:,} bytes, from {raw.tell():,}",
                        hint="this looks like a gzip bomb; download the file again",
                    )
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged(f"damaged gzip: {error}", hint="download the file again") from error
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror or error}") from error


def digest(path: Path) -> str:
    """
    Return the SHA-256 of a file as it is.

    Raises:
        RequestError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror or error}") from error
