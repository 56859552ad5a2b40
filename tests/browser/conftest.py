"""A real browser on a real server: Debian's Chromium, driven by Playwright."""

import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from past import NOW
from playwright.sync_api import sync_playwright

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.store.opened import open_named

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


@pytest.fixture(scope="session")
def objections(tmp_path_factory):
    """The folder into which the server puts what readers object."""
    return tmp_path_factory.mktemp("objections")


@pytest.fixture(scope="session")
def address(past, objections):
    """The address of a server over the curated graph, on a free port."""
    settings = Settings(workers=1, objections=str(objections))
    app = create_app(open_named(past, NOW), settings)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def chromium():
    """
    The browser; it is never downloaded.

    Playwright holds an event loop of this thread while it runs, so it ends with each module: what
    comes after may want one of its own.
    """
    if CHROMIUM is None:
        pytest.skip("no chromium: run tools/system-packages")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_scripted(open_page):
    """Open a page that needs the bundle, which a checkout may be without."""

    def go(path, **options):
        page = open_page(path, **options)
        if not page.locator("script[type=module]").count():
            pytest.skip("no bundle in this checkout: it is made where npm can be reached")
        return page

    return go


@pytest.fixture
def open_page(chromium, address):
    """Open a page in a context of its own; fail on any request elsewhere or any complaint."""
    contexts, complaints = [], []

    def lost(said):
        # A page that is not there is one of our pages; what a page loads must be there.
        return said.text.startswith("Failed to load resource")

    def missing(answer):
        if answer.status >= 400 and answer.request.resource_type != "document":
            complaints.append(f"{answer.status}: {answer.url}")

    def go(path, **options):
        context = chromium.new_context(base_url=address, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if not lost(said) else None)
        page.on("response", missing)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((address, "data:", "blob:"))
                else complaints.append(f"outside: {asked.url}")
            ),
        )
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def shoot():
    """Keep a picture of a page among the artefacts, to be looked at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=SHOTS / f"{name}.png")
