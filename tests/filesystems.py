"""Small filesystems, to fill."""

import contextlib
import os
import subprocess

import pytest

PAGE = 4096


@contextlib.contextmanager
def filesystem(place, size):
    """Mount a filesystem of that size, where root may; else skip."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small filesystem needs root and a kernel that lets it")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(path, pages):
    """Fill a filesystem with a file, all of it but so many pages."""
    with path.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(bytes(PAGE))
    os.truncate(path, max(0, path.stat().st_size - pages * PAGE))
