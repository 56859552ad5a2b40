"""What tests of pages share: a client that asks as a browser does, and a hostile snapshot."""

import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture(scope="session")
def reader(snapshot):
    """A client of the app over the curated graph that prefers HTML."""
    with TestClient(
        create_app(snapshot, Settings(workers=1)), headers={"Accept": BROWSER}
    ) as client:
        yield client
