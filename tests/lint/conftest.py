"""What the linter's tests share: a linter over the real data, and drafts."""

import pytest

from musclegraph.claims.check import Checker
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.draft import Draft, form_of
from musclegraph.lint.works import load_works


@pytest.fixture(scope="session")
def works(snapshot):
    """The works of the real graph."""
    return load_works(snapshot.store)


@pytest.fixture(scope="session")
def linter(snapshot, works):
    """A linter that is not configured."""
    return Linter(Checker(snapshot.folder), works, Configuration())


@pytest.fixture
def lint(linter):
    """Lint a text; returns the draft and its diagnostics."""

    def run(text, name="draft.md"):
        draft = Draft(name, text, form_of(name, text))
        return draft, linter.lint(draft)

    return run
