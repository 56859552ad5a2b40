"""Texts are read by processes that can be killed, few at a time, in turn."""

import asyncio
import json
import os
import signal
import time
from types import SimpleNamespace

import psutil
import pytest

from musclegraph.api.reading import Reader, Task
from musclegraph.api.texts import Readers
from musclegraph.core.refusals import AnswerTooLarge, Busy, TextFailed, TextTimeout
from musclegraph.core.settings import Settings
from musclegraph.store.jobs import Mistake
from musclegraph.store.room import Room

SENTENCE = "Cramps come from drinking too little. "
HOW = {"layer": "all", "form": "text"}


def asker(host):
    """What a request says of the one who sends it; they stay."""

    async def receive():
        await asyncio.Event().wait()

    return SimpleNamespace(client=SimpleNamespace(host=host), receive=receive)


def run(snapshot, work, **limits):
    """Run `work(readers)`; return what it gives, and the processes that are left after it."""
    settings = Settings(semantic="no", **limits)

    async def inside():
        readers = Readers(snapshot, settings, Room(settings))
        try:
            return await work(readers)
        finally:
            await readers.close()

    found = asyncio.run(inside())
    left = [one for one in psutil.Process().children(recursive=True) if "reading" in str(one)]
    assert left == []
    return found


def read(readers, text, host="10.0.0.1"):
    """Have one text checked."""
    return readers.read(asker(host), "check", len(text), {"text": text, **HOW})


def test_text_is_read_as_in_this_process(snapshot):
    """The answer is that of the checker, whole."""
    found = run(snapshot, lambda readers: read(readers, SENTENCE * 2))
    own = Reader(snapshot.folder, Settings(semantic="no"))
    assert found.body == own.do(Task("check", {"text": SENTENCE * 2, **HOW}, 10**6).to_line()).body
    assert len(json.loads(found.body)["sentences"]) == 2


def test_text_that_takes_too_long_ends_with_its_process(snapshot):
    """The next text finds another process, and the one after that the same."""

    async def work(readers):
        with pytest.raises(TextTimeout) as caught:
            await read(readers, SENTENCE * 5000)
        assert "one section" in caught.value.hint
        return [await read(readers, SENTENCE) for _ in range(2)]

    assert len(run(snapshot, work, text_seconds=1)) == 2


def test_text_whose_process_ends_is_told_so(snapshot):
    """As when the system kills it for its memory; the next one is read."""

    async def work(readers):
        long = asyncio.create_task(read(readers, SENTENCE * 5000))
        while not (workers := _workers(readers)):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        os.kill(workers[0].pid, signal.SIGKILL)
        with pytest.raises(TextFailed):
            await long
        return await read(readers, SENTENCE)

    assert run(snapshot, work)


def test_kernel_bounds_what_a_text_takes(snapshot):
    """Memory beyond what the process has when it is ready, and no file of any size."""

    async def work(readers):
        await read(readers, SENTENCE)
        (worker,) = _workers(readers)
        space, _ = worker.rlimit(psutil.RLIMIT_AS)
        return space - worker.memory_info().vms, worker.rlimit(psutil.RLIMIT_FSIZE)

    left, file_size = run(snapshot, work, text_memory_mb=40)
    assert 0 <= left <= 40_000_000
    assert file_size == (0, 0)


def test_answer_to_a_text_has_a_cap(snapshot):
    """And room in the server, which it gives back."""

    async def work(readers):
        with pytest.raises(AnswerTooLarge) as caught:
            await read(readers, SENTENCE * 300)
        return caught.value.hint

    assert "section" in run(snapshot, work, max_answer_bytes=100_000)


def test_answers_take_room_until_they_are_sent(snapshot):
    """So many large answers at a time as the setting has bytes for."""

    async def work(readers):
        held = await read(readers, SENTENCE * 300)
        assert len(held.body) > 200_000
        with pytest.raises(Busy):
            await read(readers, SENTENCE * 300)
        del held
        return await read(readers, SENTENCE * 300)

    assert run(snapshot, work, held_answer_bytes=700_000, waiting_seconds=1)


def test_short_texts_do_not_wait_for_long_ones(snapshot):
    """They have places of their own; one client has one of each."""

    async def work(readers):
        await read(readers, SENTENCE)
        long = [
            asyncio.create_task(read(readers, SENTENCE * 5000, f"10.0.0.{n}")) for n in range(4)
        ]
        await asyncio.sleep(0.2)
        assert len(_workers(readers)) == 2
        started = time.perf_counter()
        await read(readers, SENTENCE, "10.0.0.9")
        assert not any(one.done() for one in long)
        for one in long:
            one.cancel()
        await asyncio.gather(*long, return_exceptions=True)
        return time.perf_counter() - started

    assert run(snapshot, work) < 5


def test_too_many_texts_are_refused(snapshot):
    """The longest queue is the one that queries have."""

    async def work(readers):
        reads = (read(readers, SENTENCE * 100) for _ in range(5))
        return await asyncio.gather(*reads, return_exceptions=True)

    found = run(snapshot, work, waiting_per_client=2)
    assert [isinstance(one, Busy) for one in found] == [False, False, False, True, True]


def test_process_ends_if_the_sender_leaves(snapshot):
    """Nobody would read the answer."""

    async def work(readers):
        left = asyncio.Event()

        async def receive():
            await left.wait()
            return {"type": "http.disconnect"}

        request = SimpleNamespace(client=None, receive=receive)
        text = SENTENCE * 5000
        given = {"text": text, **HOW}
        reading = asyncio.create_task(readers.read(request, "check", len(text), given))
        while not _workers(readers):
            await asyncio.sleep(0.05)
        left.set()
        await asyncio.gather(reading, return_exceptions=True)
        for _ in range(100):
            if not _workers(readers):
                return True
            await asyncio.sleep(0.05)
        return False

    assert run(snapshot, work)


def test_our_mistakes_do_not_quote_the_text(snapshot):
    """Kind and place of an error are told, not what it says."""
    reader = Reader(snapshot.folder, Settings(semantic="no"))
    with pytest.raises(Mistake) as caught:
        reader.do(Task("check", {"text": SENTENCE, "layer": "secret", "form": "text"}, 9).to_line())
    assert caught.value.kind == "KeyError"
    assert "secret" not in str(vars(caught.value))


def _workers(readers):
    """Those of these readers; a server in this process has its own."""
    nursery = readers._nursery._process
    return psutil.Process(nursery.pid).children() if nursery else []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_page_marks_a_text_in_a_process(curated, method):
    """The form's text too, however it is sent; nothing of it is kept."""
    fields = {"text": SENTENCE, "layer": "all"}
    where = {"params": fields} if method == "GET" else {"data": fields}
    answer = curated.request(method, "/check", **where)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert 'id="s1"' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_report_on_a_text_is_a_file(curated):
    """As the page offers it; one there is not is refused."""
    fields = {"text": SENTENCE, "download": "sarif"}
    answer = curated.post("/check", data=fields)
    assert answer.headers["content-disposition"].endswith('"musclegraph-report.sarif"')
    assert answer.json()["version"] == "2.1.0"
    assert curated.post("/check", data={**fields, "download": "x\r\ny"}).status_code == 400
    assert curated.post("/check", data={"text": SENTENCE, "layer": "x"}).status_code == 400


def test_answers_to_texts_are_not_stored(curated):
    """Neither in a cache on the way nor as a page that runs what a draft quotes."""
    sent = {"text": "Cramps come from drinking too little.", "report": "html"}
    answer = curated.post("/v1/lint", json=sent)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    checked = curated.post("/v1/check", json={"text": sent["text"]})
    for one in (answer, checked):
        assert (one.status_code, one.headers["cache-control"]) == (200, "no-store")
