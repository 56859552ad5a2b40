"""Two servers behind HAProxy: one is killed, a snapshot is rolled, and no GET is lost."""

import contextlib
import json
import shutil
import subprocess
import threading
import time
from pathlib import Path

import httpx2 as httpx
import pytest
from benchmarks.processes import free_port, tied

from musclegraph.build import snapshot as snapshots
from musclegraph.store.opened import CURRENT

CONFIGURATION = Path(__file__).resolve().parents[2] / "examples" / "haproxy.cfg"
PATHS = ("/v1/claims/pickle-juice-relieves-cramp/evidence", "/v1/claims")
pytestmark = pytest.mark.skipif(
    not shutil.which("haproxy"), reason="HAProxy is missing: apt-get install haproxy"
)


@pytest.fixture
def own_home(home, tmp_path):
    """A folder of snapshots of our own, to roll one in."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


@contextlib.contextmanager
def balanced(folder, *addresses):
    """Run HAProxy with the example's configuration over servers at other ports."""
    port = free_port()
    text = CONFIGURATION.read_text(encoding="utf-8").replace(":8080", f"127.0.0.1:{port}")
    for old, new in zip(("127.0.0.1:8471", "127.0.0.1:8472"), addresses, strict=True):
        text = text.replace(old, new.removeprefix("http://"))
    (folder / "haproxy.cfg").write_text(text)
    command = ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")]
    with subprocess.Popen(tied(command), stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


class Readers:
    """
    Three readers who ask again and again.

    `lost` are the answers that are none; `torn` broke off and came whole when asked for again.
    """

    def __init__(self, address):
        self.address, self.lost, self.torn, self.snapshots = address, [], [], []
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(3)]

    def _read(self, number):
        with httpx.Client(timeout=30) as client:
            while not self._end.is_set():
                number += 1
                try:
                    reply = self._get(client, PATHS[number % 2])
                except httpx.TransportError as error:
                    self.lost.append(repr(error))
                    continue
                if reply.status_code != 200:
                    self.lost.append(reply.status_code)
                    continue
                self.snapshots.append(reply.json()["snapshot"])

    def _get(self, client, path):
        """Ask once more if an answer breaks off: what is half sent no balancer sends anew."""
        try:
            return client.get(self.address + path)
        except httpx.RemoteProtocolError as error:
            self.torn.append(repr(error))
            return client.get(self.address + path)

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *reason):
        self._end.set()
        for thread in self._threads:
            thread.join()

    def read_more(self, count):
        """Wait for so many more answers."""
        wanted, end = len(self.snapshots) + count, time.monotonic() + 60
        while len(self.snapshots) < wanted:
            assert time.monotonic() < end, self.lost
            time.sleep(0.01)


def roll(home):
    """Publish the same data as a snapshot of another id."""
    old = (home / CURRENT).resolve()
    manifest = json.loads((old / snapshots.MANIFEST).read_text())
    with snapshots.writing(home, "0123456789ab") as folder:
        shutil.copytree(old, folder, dirs_exist_ok=True)
        manifest["id"] = "0123456789ab"
        (folder / snapshots.MANIFEST).write_text(json.dumps(manifest))
    return "0123456789ab"


def test_no_get_is_lost(own_home, tmp_path, run_server):
    """One server is killed and comes back no more, then a snapshot is rolled, under load."""
    options = ("--home", own_home)
    few = {"workers": 1, "quick_workers": 1, "switch_seconds": 1}
    with (
        run_server(*options, **few) as (one, _),
        run_server(*options, **few) as (two, doomed),
        balanced(tmp_path, one, two) as address,
    ):
        time.sleep(1.5)  # the balancer has seen both
        with Readers(address) as readers:
            readers.read_more(100)
            doomed.kill()
            readers.read_more(200)
            new = roll(own_home)
            end = time.monotonic() + 60
            while readers.snapshots[-1] != new and time.monotonic() < end:
                readers.read_more(20)
            readers.read_more(50)
        assert readers.lost == []
        assert len(readers.torn) <= 1, "only what was half sent in the moment of the kill"
        assert set(readers.snapshots) == {new, readers.snapshots[0]}
        assert readers.snapshots[-1] == new
