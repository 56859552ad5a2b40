"""The rule table as published."""

from __future__ import annotations

import pytest

from musclegraph.core.files import ONTOLOGY
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.verdict.rules import RuleTable, load_rules


def published_rules() -> RuleTable:
    """The verdict rules of `ontology/`."""
    files = ("verdict-rules.ttl", "study-designs.ttl")
    return load_rules(EmbeddedStore.from_files(*(ONTOLOGY / name for name in files)))


@pytest.fixture(scope="session")
def rules() -> RuleTable:
    """The verdict rules of `ontology/`, read once."""
    return published_rules()
