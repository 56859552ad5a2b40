"""SPARQL servers that others wrote, each a process on a port of its own with an empty store."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

HOST = "127.0.0.1"
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
ServerThreads = 20
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
VADInstallDir = {folder}
[HTTPServer]
ServerPort = {host}:{port}
ServerThreads = 20
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = {most_rows}
"""


class Address(NamedTuple):
    """Where a server answers queries, where it takes graphs, and what it wants to know."""

    queries: str
    graphs: str
    settings: dict[str, str]
    process: subprocess.Popen[bytes]


def free_port():
    """Return a port that nobody has now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def oxigraph(port=0, folder=None):
    """Oxigraph's own server; in memory unless a folder is given."""
    port = port or free_port()
    place = ["-l", str(folder)] if folder else []
    command = [str(Path(sys.executable).parent / "oxigraph"), "serve", "-b", f"{HOST}:{port}"]
    with running([*command, *place], f"http://{HOST}:{port}/") as process:
        address = f"http://{HOST}:{port}"
        yield Address(f"{address}/query", f"{address}/store", {}, process)


@contextlib.contextmanager
def virtuoso(folder, most_rows=100_000):
    """Virtuoso with its own files in `folder`; it wants Digest for writing."""
    port, sql_port = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    names = {"folder": folder, "port": port, "sql_port": sql_port, "most_rows": most_rows}
    ini.write_text(_INI.format(host=HOST, **names))
    command = ["virtuoso-t", "+foreground", "+wait", "+configfile", str(ini)]
    with running(command, f"http://{HOST}:{port}/sparql") as process:
        own = {"store_user": "dba", "store_password": "dba", "store_auth": "digest"}
        address = f"http://{HOST}:{port}/sparql"
        yield Address(address, f"{address}-graph-crud-auth", own, process)


def has_virtuoso():
    """Tell whether Virtuoso is installed."""
    return shutil.which("virtuoso-t") is not None


@contextlib.contextmanager
def running(command, url):
    """Run a process while the block lasts; begin when it answers."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **quiet)
    try:
        end = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, f"{command[0]} ended"
            assert time.monotonic() < end, f"{command[0]} does not answer"
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def _answers(url):
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False
    return True
