"""The ontology as one RDFLib graph, and the Java that the reasoner and the profile check need."""

import os
import shutil
from pathlib import Path

import pytest
from rdflib import Graph

ONTOLOGY = Path(__file__).parents[2] / "ontology"
TERMS = (
    "musclegraph", "object-properties", "data-properties", "predicates", "study-designs",
    "evidence-values", "source-values", "verdict-rules", "records", "reviews",
)  # fmt: skip


@pytest.fixture(scope="session")
def ontology_folder():
    """The folder with everything that curators write."""
    return ONTOLOGY


@pytest.fixture(scope="session")
def terminology():
    """The files that define terms, as one graph. Read only: add to a copy."""
    graph = Graph()
    for name in TERMS:
        graph.parse(ONTOLOGY / f"{name}.ttl")
    return graph


@pytest.fixture(scope="session")
def java():
    """The java command; skips where none is installed, unless CI says that it must be there."""
    return _command("java")


@pytest.fixture(scope="session")
def javac():
    """Proof of a JDK, whose java command also compiles; skips like `java`."""
    return _command("javac")


def _command(name):
    found = shutil.which(name)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed; CI needs a JDK, version 11 or later")
    if found is None:
        pytest.skip(f"{name} is not installed; install a JDK, version 11 or later")
    return found
