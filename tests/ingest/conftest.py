"""What the tests of ingest share: the vocabulary, as the real snapshot has it."""

import pytest

from musclegraph.ingest.vocabulary import load_vocabulary


@pytest.fixture(scope="session")
def words(snapshot):
    """How the words of PubMed read in ours."""
    return load_vocabulary(snapshot.store)
