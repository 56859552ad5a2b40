"""Parts made by processes and by a Dask cluster are those made here, whoever is killed."""

import contextlib
import functools
import hashlib
import os
import signal
import socket
import subprocess
import sys
from itertools import repeat

import pytest

from musclegraph.core.errors import StoreError
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.spread import on_cluster, on_processes
from musclegraph.ingest.topic import Topic

from .pubmed_xml import article, article_set

_WAIT = "import distributed, sys; distributed.Client(sys.argv[1], timeout=30).wait_for_workers(2)"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Eight files of forty records."""
    folder = tmp_path_factory.mktemp("xml")
    for number in range(8):
        records = [article(1000 * number + i + 1) for i in range(40)]
        (folder / f"part{number}.xml").write_bytes(article_set(*records))
    return sorted(folder.iterdir())


def kill_first(path, folder, words, topic, once):
    """Make one part; the first process to come here is killed in the middle of it."""
    if path.name == "part3.xml":
        with contextlib.suppress(FileExistsError):
            once.touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
    return map_file(path, folder, words, topic)


def _hashes(folder):
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def here(files, words, tmp_path_factory):
    """The parts as they are made one after the other."""
    folder = tmp_path_factory.mktemp("here")
    for path in files:
        map_file(path, folder, words, Topic())
    return _hashes(folder)


def _columns(files, folder, words, once):
    return files, repeat(folder), repeat(words), repeat(Topic()), repeat(once)


def test_processes_make_the_same_parts_and_outlive_a_kill(files, here, words, tmp_path):
    """A killed process costs nothing but its time."""
    folder, once = tmp_path / "parts", tmp_path / "once"
    parts = on_processes(kill_first, 2, *_columns(files, folder, words, once))
    assert once.exists()
    assert [part.source for part in parts] == [path.name for path in files]
    assert _hashes(folder) == here


def end(work):
    """End the process that comes here."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_that_always_end_are_an_error():
    """What no process survives is given up."""
    with pytest.raises(StoreError, match="again and again"):
        on_processes(end, 1, [1])


@pytest.fixture
def cluster(tmp_path):
    """A Dask scheduler and two workers, each a process of its own."""
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{_free_port()}"
    own = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    alone = {"cwd": tmp_path, "env": own, "start_new_session": True}
    start = functools.partial(subprocess.Popen, **quiet, **alone)
    port = address.rsplit(":", 1)[1]
    options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-jupyter"]
    dask = [sys.executable, "-m"]
    processes = [start([*dask, "distributed.cli.dask_scheduler", *options])]
    worker = [*dask, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    processes += [start(worker), start(worker)]
    try:
        subprocess.run([sys.executable, "-c", _WAIT, address], check=True, timeout=60)
        yield address
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_cluster_makes_the_same_parts_and_outlives_a_kill(cluster, files, here, words, tmp_path):
    """A worker killed in mid-run is replaced, and the parts are byte for byte the same."""
    folder, once = tmp_path / "parts", tmp_path / "once"
    parts = on_cluster(kill_first, cluster, *_columns(files, folder, words, once))
    assert once.exists()
    assert [part.source for part in parts] == [path.name for path in files]
    assert _hashes(folder) == here


def test_no_cluster_is_said_to_be_none(monkeypatch):
    """An address where nobody listens is an error that names it."""
    pytest.importorskip("distributed")
    monkeypatch.setattr("musclegraph.ingest.spread._CONNECT_SECONDS", 1)
    with pytest.raises(StoreError, match="cluster"):
        on_cluster(len, f"tcp://127.0.0.1:{_free_port()}", ["a"])
