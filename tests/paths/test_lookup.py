"""What people type finds the node they mean, or what is near it; nothing is guessed."""

import pytest

from musclegraph.core.errors import NotFound
from musclegraph.paths.lookup import find

BASE = "https://w3id.org/musclegraph/"


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("claim:thirst-causes-knot", "claim/thirst-causes-knot"),
        ("thirst-causes-knot", "claim/thirst-causes-knot"),
        ("Thirst causes knots", "claim/thirst-causes-knot"),
        ("symptom:knot", "symptom/knot"),
        (f"{BASE}symptom/knot", "symptom/knot"),
        ("muscle  KNOT", "symptom/knot"),
        ("charley knot", "symptom/knot"),
        ("one-2010", "study/one-2010"),
        ("publication:one", "publication/one"),
    ],
)
def test_name_is_found(small, reader, name, node):
    """Names with a kind, bare slugs, labels and lay names all lead to the node."""
    assert find(name, reader, small.text) == (node.partition("/")[0], BASE + node)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("claim:thirst-cause-knot", "near it: claim:thirst-causes-knot"),
        ("charley", "near it: symptom:knot"),
        ("old soup", "treatment:broth, treatment:soup"),
        ("source:article", "name a claim, a concept or a study"),
        ("> } DROP", "name a claim, a concept or a study"),
        ("", "name a claim, a concept or a study"),
    ],
)
def test_other_names_are_refused_with_what_is_near(small, reader, name, near):
    """An unknown or ambiguous name is an error that lists what could be meant."""
    with pytest.raises(NotFound) as caught:
        find(name, reader, small.text)
    assert near in caught.value.hint
