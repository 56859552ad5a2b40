"""
What leads to what, by the claims, and what hangs on a study.

An edge is a claim with its standing, never a bare fact: a contradicted claim is an edge too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.names import compact
from musclegraph.paths.lookup import kind
from musclegraph.paths.neighbourhood import study_view
from musclegraph.paths.reading import Reader, grouped, standing, text
from musclegraph.paths.views import Standing, StudyView

if TYPE_CHECKING:
    from networkx import MultiDiGraph

LONGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """
    One claim as a step from what acts to what it is said to act on.

    `has_serious_harm` is true if a treatment that it names can do one; tell it with the standing.
    """

    claim: str
    label: str
    predicate: str
    start: str
    start_label: str
    end: str
    end_label: str
    standing: Standing
    has_serious_harm: bool


def causal_graph(reader: Reader) -> MultiDiGraph:
    """
    Return the concepts as nodes and the claims that one acts on another as edges.

    Nodes are IRIs with a `label`. An edge's key is its claim's IRI; its `link` is a `Link`.
    """
    from networkx import MultiDiGraph

    graph = MultiDiGraph()
    for rows in grouped(reader.rows("causal-links"), "claim"):
        row = rows[0]
        link = Link(
            claim=text(row, "claim"),
            label=text(row, "claim_label"),
            predicate=text(row, "predicate_label"),
            start=text(row, "start"),
            start_label=text(row, "start_label"),
            end=text(row, "end"),
            end_label=text(row, "end_label"),
            standing=standing(rows),
            has_serious_harm=any("harm" in each for each in rows),
        )
        graph.add_node(link.start, label=link.start_label)
        graph.add_node(link.end, label=link.end_label)
        graph.add_edge(link.start, link.end, key=link.claim, link=link)
    return graph


def chains(
    graph: MultiDiGraph, start: str, end: str, longest: int = LONGEST
) -> list[tuple[Link, ...]]:
    """
    Return every way from one concept to another that visits no concept twice.

    Args:
        graph: What `causal_graph` returned.
        start: IRI of a concept.
        end: IRI of another.
        longest: Most steps of a way, at least 1.

    Returns:
        Shortest first, then in order of their claims; empty if no way leads there.

    Raises:
        BadParameter: `longest` is below 1, or both ends are one concept.
        NotFound: No causal claim is about one of them.

    Time can grow exponentially with `longest`.
    """

    from networkx import all_simple_edge_paths

    if longest < 1 or start == end:
        raise BadParameter("a chain has at least one step and two ends")
    for node in (start, end):
        if node not in graph:
            raise NotFound(f"no causal claim is about {compact(node)}")
    ways = [
        tuple(graph.edges[edge]["link"] for edge in way)
        for way in all_simple_edge_paths(graph, start, end, cutoff=longest)
    ]
    return sorted(ways, key=lambda way: (len(way), [link.claim for link in way]))


def depends_on(reader: Reader, node: str) -> tuple[StudyView, ...]:
    """
    Return what hangs on a study, or on each of the studies that a publication reports.

    That is: its evidence lines and the claims they bear on, the verdicts that rest on it or would
    change without it, the reviews that include it, studies of the same data, and its findings.

    Raises:
        NotFound: There is no such study, or the publication reports none.
    """
    if kind(node) != "publication":
        return (study_view(reader, node),)
    rows = reader.rows("studies-of-publication", publication=node)
    if not rows:
        raise NotFound(f"no study is reported in {compact(node)}")
    return tuple(study_view(reader, text(row, "study")) for row in rows)
