"""Texts are read few at a time and in turn, so that they do not take every thread."""

import asyncio
import threading
import time
from types import SimpleNamespace

from musclegraph.api.texts import Readers
from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings


def ask_all(readers, work, clients):
    """Have one text read for each of `clients` at once; return what each got."""

    async def asked():
        requests = [SimpleNamespace(client=SimpleNamespace(host=host)) for host in clients]
        reads = (readers.read(one, work) for one in requests)
        return await asyncio.gather(*reads, return_exceptions=True)

    return asyncio.run(asked())


def test_one_text_of_a_client_and_two_in_all_are_read_at_a_time():
    """However many are sent."""
    running, most, lock = [0], [0], threading.Lock()

    def work():
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1
        return "read"

    readers = Readers(Settings())
    assert ask_all(readers, work, ["10.0.0.1"] * 8) == ["read"] * 8
    assert most == [1]
    assert ask_all(readers, work, [f"10.0.0.{number}" for number in range(8)]) == ["read"] * 8
    assert most == [2]


def test_too_many_texts_are_refused():
    """The longest queue is the one that queries have."""
    readers = Readers(Settings(waiting_per_client=2))
    found = ask_all(readers, lambda: time.sleep(0.05) or "read", ["10.0.0.1"] * 5)
    assert [type(one) for one in found] == [str, str, str, Busy, Busy]


def test_answers_to_texts_are_not_stored(curated):
    """Neither in a cache on the way nor as a page that runs what a draft quotes."""
    sent = {"text": "Cramps come from drinking too little.", "report": "html"}
    answer = curated.post("/v1/lint", json=sent)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    checked = curated.post("/v1/check", json={"text": sent["text"]})
    for one in (answer, checked):
        assert (one.status_code, one.headers["cache-control"]) == (200, "no-store")
