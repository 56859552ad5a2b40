"""Ways through the claims carry each claim's standing; what hangs on a study is all found."""

import pytest

from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.names import expand
from musclegraph.paths.chains import causal_graph, chains, depends_on


@pytest.fixture
def graph(reader):
    """The causal claims of the small graph."""
    return causal_graph(reader)


def ways(graph, start, end, **limits):
    """Return the chains as their predicates and standings."""
    found = chains(graph, expand(start), expand(end), **limits)
    return [[(link.predicate, link.standing.words) for link in way] for way in found]


def test_every_way_is_found_shortest_first(graph):
    """A refuted step is a step, and says that it is refuted."""
    assert ways(graph, "condition:strain", "symptom:knot") == [
        [("causes", "insufficient, leans to supported")],
        [("causes", "contradicted, high certainty"), ("causes", "conflicting, low certainty")],
    ]


def test_link_knows_of_a_serious_harm(graph):
    """A supported step by a treatment that can harm says so."""
    ((link,),) = chains(graph, expand("treatment:broth"), expand("symptom:knot"))
    assert (link.standing.words, link.has_serious_harm) == ("supported, moderate certainty", True)


def test_no_way_is_longer_than_asked(graph):
    """`longest` counts claims."""
    assert len(ways(graph, "condition:strain", "symptom:knot", longest=1)) == 1


def test_what_arises_from_a_thing_follows_it(graph):
    """'Knots arise from a reflex' leads from the reflex to the knot."""
    assert len(ways(graph, "mechanism:reflex", "symptom:knot")) == 1
    assert ways(graph, "symptom:knot", "mechanism:reflex") == []


def test_no_bearing_is_no_link(graph):
    """'Thirst has no bearing on knots' is not a way from thirst to knots."""
    keys = graph["https://w3id.org/musclegraph/cause/thirst"][expand("symptom:knot")]
    assert set(keys) == {expand("claim:thirst-causes-knot")}


@pytest.mark.parametrize("longest", [0, -1])
def test_chain_has_a_step(graph, longest):
    """A chain of no steps is refused."""
    with pytest.raises(BadParameter):
        chains(graph, expand("cause:thirst"), expand("symptom:knot"), longest)


def test_chain_has_two_ends(graph):
    """From a concept to itself there is no chain, and an unknown end is said."""
    with pytest.raises(BadParameter):
        chains(graph, expand("cause:thirst"), expand("cause:thirst"))
    with pytest.raises(NotFound, match="scope:at-night"):
        chains(graph, expand("cause:thirst"), expand("scope:at-night"))


def test_what_hangs_on_a_study(reader):
    """Claims, verdicts, reviews, studies of the same data and findings, by study or publication."""
    (view,) = depends_on(reader, expand("publication:one"))
    assert [line.claim_label for line in view.lines] == ["Thirst causes knots"]
    assert list(view.critical_for) == [expand("claim:thirst-causes-knot")]
    assert list(view.rests) == [expand("claim:thirst-causes-knot")]
    assert list(view.reviews) == [expand("study:five-2014")]
    assert list(view.same_data) == [expand("study:three-2012")]
    assert list(view.findings) == [expand("finding:one")]
    assert depends_on(reader, expand("study:one-2010")) == (view,)


def test_unknown_study_is_not_found(reader):
    """So is a publication that reports no study."""
    for name in ("study:nobody-1900", "publication:nobody"):
        with pytest.raises(NotFound):
            depends_on(reader, expand(name))
