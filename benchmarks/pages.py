"""
How long a page takes: first made, then kept, beside the same claim as JSON; and in a browser.

    make build && .venv/bin/python benchmarks/pages.py

Server times are of the whole app in this process, without a socket: every claim's page asked once
(it is made), then again (it is kept), and its record under /v1. Browser times are of Chromium on
loopback, where it is installed.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import threading
import time
from collections.abc import Iterator

import uvicorn

from musclegraph.api.app import create_app
from musclegraph.core.names import slug
from musclegraph.core.settings import Settings
from musclegraph.store.opened import open_current
from musclegraph.verdict.evidence import load_knowledge

BROWSED = ("/", "/claim/dehydration-causes-cramp", "/condition/exercise-cramp", "/check")
LOADS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
BYTES = (
    "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
    ".reduce((all, one) => all + one.transferSize, 0)"
)
SHIFT = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 300);
})"""


async def ask(app, path: str, accept: bytes) -> tuple[float, float, int]:
    """Return the milliseconds of one answer, those of the processor alone, and its bytes."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"accept", accept)]
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": headers, "scheme": "http", "http_version": "1.1",
        "server": ("localhost", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    started, worked = time.perf_counter(), time.process_time()
    await app(scope, receive, send)
    took = (time.perf_counter() - started) * 1000
    work = (time.process_time() - worked) * 1000
    assert sent[0]["status"] == 200, path
    return took, work, sum(len(one.get("body", b"")) for one in sent)


async def served(app, slugs: list[str]) -> None:
    """Print the server's times."""
    await ask(app, "/claim/" + slugs[0], b"text/html")  # opens what is opened once
    pages = [f"/claim/{one}" for one in slugs[1:]]
    made = [await ask(app, path, b"text/html") for path in pages]
    kept = [await ask(app, path, b"text/html") for path in pages]
    records = [await ask(app, f"/v1/claims/{one}", b"application/json") for one in slugs[1:]]
    base = statistics.median(work for _, work, _ in records)
    for name, found in (("made", made), ("kept", kept), ("as JSON", records)):
        took, work = (sorted(column) for column in list(zip(*found, strict=True))[:2])
        high, middle = took[int(len(took) * 0.95)], statistics.median(work)
        most = max(size for _, _, size in found) / 1000
        print(
            f"{name:8} p50 {statistics.median(took):6.2f} ms  p95 {high:6.2f} ms  "
            f"processor p50 {middle:5.2f} ms, {middle / base:4.2f} of JSON  largest {most:5.1f} kB"
        )


def view(browser, address: str) -> tuple[float, float, float]:
    """Return first contentful paint in ms, layout shift and bytes of a page never seen before."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="load")
    moved = page.evaluate(SHIFT)
    found = page.evaluate(PAINT), moved, page.evaluate(BYTES)
    context.close()
    return found


def browsed(app) -> Iterator[str]:
    """Yield a line a page: first contentful paint, layout shift, bytes over the wire."""
    from playwright.sync_api import sync_playwright

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        view(browser, address + BROWSED[0])  # the browser's own start is not the page's
        for path in BROWSED:
            seen = [view(browser, address + path) for _ in range(LOADS)]
            paint, moved, size = (statistics.median(column) for column in zip(*seen, strict=True))
            yield (
                f"{path:34} first paint {paint:6.0f} ms  layout shift {moved:.3f}  "
                f"{size / 1000:6.1f} kB"
            )
        browser.close()
    server.should_exit = True


def main() -> None:
    """Measure and print."""
    settings = Settings(workers=1)
    snapshot = open_current(settings.home)
    snapshot.store.hold()  # in memory, as the server does after its start
    slugs = sorted(slug(one) for one in load_knowledge(snapshot.store).claims)
    asyncio.run(served(create_app(snapshot, settings), slugs))
    if shutil.which("chromium"):
        app = create_app(snapshot, settings)
        app.state.site.warm()
        print(*browsed(app), sep="\n")


if __name__ == "__main__":
    main()
