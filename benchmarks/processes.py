"""Servers as processes that end with whoever started them; the tests start theirs here too."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HOST = "127.0.0.1"
# PR_SET_PDEATHSIG of prctl(2), which outlasts exec. It is told before the command is: a signal
# that a fork sets for itself (preexec_fn) is unsafe where the parent has threads.
_TIE = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.getppid() == int(sys.argv[1]) or "
    "os._exit(1); os.execvp(sys.argv[2], sys.argv[2:])"
)
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql_port}
ServerThreads = {threads}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {allowed}
VADInstallDir = {folder}
[HTTPServer]
ServerPort = {host}:{port}
ServerThreads = {threads}
MaxClientConnections = {threads}
KeepAliveTimeout = 30
MaxKeepAlives = {threads}
[SPARQL]
ResultSetMaxRows = {most_rows}
"""


class Virtuoso(NamedTuple):
    """A running Virtuoso: its ports for HTTP and for SQL, and what runs it."""

    port: int
    sql_port: int
    process: subprocess.Popen[bytes]

    def sql(self, text: str) -> None:
        """Run statements by its own client; CalledProcessError if one fails."""
        command = ["isql-vt", str(self.sql_port), "dba", "dba", f"exec={text}"]
        subprocess.run(command, check=True, capture_output=True)


class Size(NamedTuple):
    """How much of the machine a Virtuoso takes, and the most rows of an answer."""

    threads: int = 20
    buffers: int = 10_000
    most_rows: int = 100_000


def free_port() -> int:
    """Return a port that nobody has now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def tied(command: Sequence[str | Path]) -> list[str]:
    """Return a command that does the same, and is killed when this process ends. Linux only."""
    words = [str(word) for word in command]
    if sys.platform != "linux":
        return words
    # Its id, for the parent may be gone before the child has said what it wants.
    return [sys.executable, "-ISc", _TIE, str(os.getpid()), *words]


@contextlib.contextmanager
def running(
    command: Sequence[str | Path], url: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server while the block lasts; begin when it answers at `url`."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(tied(command), env=environment, **quiet)
    try:
        end = time.monotonic() + 300
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{command[0]} does not answer")
            time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def virtuoso(folder: Path, size: Size, *allowed: Path) -> Iterator[Virtuoso]:
    """Run a Virtuoso with its own files in `folder`; it loads in bulk from `allowed` too."""
    port, sql_port = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    text = _INI.format(
        folder=folder,
        host=HOST,
        port=port,
        sql_port=sql_port,
        dirty=size.buffers * 3 // 4,
        allowed=", ".join(map(str, (folder, *allowed))),
        **size._asdict(),
    )
    ini.write_text(text, encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+wait", "+configfile", str(ini)]
    with running(command, f"http://{HOST}:{port}/sparql") as process:
        yield Virtuoso(port, sql_port, process)


def has_virtuoso() -> bool:
    """Tell whether Virtuoso and its client are installed."""
    return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False
    return True
