"""What the tests of exports share: the real graph, exported."""

import pytest

from musclegraph.export import formats
from musclegraph.export.selection import select
from musclegraph.store.opened import about


@pytest.fixture(scope="session")
def export(snapshot):
    """Return what a format makes of a name, as text."""

    def run(form, name=""):
        chosen = formats.of(form)
        selection = select(snapshot.store, about(snapshot.manifest), name, chosen.KINDS)
        return chosen.render(selection).decode()

    return run
