"""What a wheel carries as one archive rather than as hundreds of files: a zip inside LZMA."""

from __future__ import annotations

import tempfile
from pathlib import Path


def unpacked(archive: Path) -> Path:
    """
    Return the folder with the files of an archive; whoever is first unpacks it beside the archive.

    Where that may not be written, each process has a temporary folder of its own.
    """
    folder = archive.with_suffix("")
    if folder.is_dir():
        return folder
    try:
        fresh = Path(tempfile.mkdtemp(prefix=".", dir=archive.parent))
    except OSError:
        fresh = folder = _temporary()
    _unpack(archive, fresh)
    if fresh != folder:
        fresh.chmod(0o755)  # others than who was first read it too
        _rename(fresh, folder)
    return folder


def _unpack(archive: Path, folder: Path) -> None:
    import lzma
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(lzma.decompress(archive.read_bytes()))) as files:
        files.extractall(folder)


def _rename(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:  # another process was quicker
        import shutil

        shutil.rmtree(fresh)


def _temporary() -> Path:
    import atexit
    import shutil

    folder = Path(tempfile.mkdtemp(prefix="musclegraph-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
