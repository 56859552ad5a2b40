"""
Every query file keeps to the forms that SPARQL 1.1 servers answer alike.

Engines differ on paths without an anchor, on COUNT over several graphs, on booleans as values, on
comparisons of mixed types; the rules below keep our files clear of that. A second engine, rdflib,
answers the questions too and has to give the same rows.
"""

import re

import pytest
import rdflib

from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact
from musclegraph.queries.catalog import load_all

# Run only while a snapshot is built, or (`store`) over one graph at a time; what the former derive
# saves the others from paths, and what they check is in which graph a triple stands.
BUILD_ONLY = {"derive", "build", "checks", "store"}
FILES = sorted(QUERIES.rglob("*.rq"))
CATALOG = load_all(QUERIES / "competency")
# Each takes rdflib many seconds, for it looks at every triple before the VALUES that limit it, or
# joins every pair of alternatives. Other servers are asked them in tests/store/test_contract.py.
SLOW_THERE = {"causal-chain", "changes-since", "claims-about-concept", "treatments-of-condition"}


def _body(text):
    """Return the query without comments, strings and IRIs, so that rules see only syntax."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return re.sub(r'"[^"]*"|<[^<>\s]*>', "_", "\n".join(lines))


def _per_group(body, word):
    """Return how often `word` stands directly in each group, the most first."""
    counts, open_groups = [0], [0]
    for found in re.finditer(r"[{}]|" + word, body):
        if found[0] == "{":
            counts.append(0)
            open_groups.append(len(counts) - 1)
        elif found[0] == "}":
            open_groups.pop()
        else:
            counts[open_groups[-1]] += 1
    return sorted(counts, reverse=True)


def _filters(body):
    """Yield the condition of each FILTER, up to the bracket that closes it."""
    for found in re.finditer(r"FILTER\s*\(", body):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(body[end], 0)
            end += 1
        yield body[found.end() : end - 1]


def _unguarded(body):
    """Return the variables compared by size in a FILTER without a test of their type."""
    compared = {v for text in _filters(body) for v in re.findall(r"(\?\w+)\s*[<>]=?", text)}
    return compared - set(re.findall(r"(?:isNumeric|DATATYPE)\s*\(\s*(\?\w+)", body))


def _ends_with_values(body):
    """Tell whether a VALUES block stands after the group that the query asks for."""
    depth, outside = 0, ""
    for character in body:
        depth += {"{": 1, "}": -1}.get(character, 0)
        outside += character if not depth else ""
    return "VALUES" in outside


RULES = {
    "count is over distinct things": lambda b: re.search(r"COUNT\s*\((?!\s*DISTINCT)", b),
    "no VALUES after the query": _ends_with_values,
    "no BNODE()": lambda b: re.search(r"\bBNODE\s*\(", b),
    "no SERVICE, FROM or GRAPH": lambda b: re.search(r"\b(?:SERVICE|FROM|GRAPH)\b", b),
    "GROUP_CONCAT over distinct things with a separator": lambda b: any(
        not re.match(r"\s*DISTINCT\b.*SEPARATOR\s*=", rest.partition("AS")[0], re.DOTALL)
        for rest in re.split(r"GROUP_CONCAT\s*\(", b)[1:]
    ),
    "booleans through IF": lambda b: re.search(
        r"(?:BIND|SELECT[^{]*)\(\s*(?:!|BOUND|EXISTS|NOT\b|\?\w+\s*[=<>!])", b
    ),
    "no path over any number of steps": lambda b: re.search(r"(?:\w:\w+|\))[+*](?!\w)", b),
    "comparisons know the type": _unguarded,
    "LIMIT only after ORDER BY": lambda b: "LIMIT" in b and "ORDER BY" not in b,
    "EXISTS at most once in a group": lambda b: _per_group(b, r"\bEXISTS\b")[0] > 1,
}
LOOSE = {
    "no path over any number of steps",
    "comparisons know the type",
    "count is over distinct things",
    "no SERVICE, FROM or GRAPH",
    "EXISTS at most once in a group",
}
BAD = {
    "count is over distinct things": "SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }",
    "no VALUES after the query": "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s VALUES ?s { 1 }",
    "no BNODE()": "SELECT ?b WHERE { BIND(BNODE() AS ?b) }",
    "no SERVICE, FROM or GRAPH": "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }",
    "GROUP_CONCAT over distinct things with a separator": (
        "SELECT (GROUP_CONCAT(?s) AS ?t) WHERE { ?s ?p ?o }"
    ),
    "booleans through IF": "SELECT ?b WHERE { ?s ?p ?o BIND(BOUND(?o) AS ?b) }",
    "no path over any number of steps": "SELECT ?s WHERE { ?s skos:broader+ ?o }",
    "comparisons know the type": "SELECT ?s WHERE { ?s ?p ?o\nFILTER (?o > 3)\n}",
    "LIMIT only after ORDER BY": "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3",
    "EXISTS at most once in a group": (
        "ASK { FILTER EXISTS { ?a ?b ?c } FILTER NOT EXISTS { ?a ?c ?b } }"
    ),
}


def _name(path):
    return path.relative_to(QUERIES).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_query_is_portable(path):
    """A query file breaks none of the rules; what only the build runs may use paths."""
    body = _body(path.read_text(encoding="utf-8"))
    loose = LOOSE if _name(path).partition("/")[0] in BUILD_ONLY else set()
    assert [rule for rule, breaks in RULES.items() if rule not in loose and breaks(body)] == []


@pytest.mark.parametrize("rule", RULES)
def test_rule_catches_a_bad_query(rule):
    """Each rule finds the query written to break it."""
    assert RULES[rule](_body(BAD[rule]))


@pytest.mark.parametrize("query", CATALOG.values(), ids=lambda query: query.name)
def test_rows_have_an_order(query):
    """A question sorts its rows, so that the same snapshot gives the same answer."""
    assert re.search(r"\}\s*(?:GROUP BY.*)?(?:HAVING.*)?ORDER BY", _body(query.text), re.DOTALL)


@pytest.fixture(scope="module")
def second_engine(snapshot):
    """Everything the snapshot holds, in rdflib."""
    everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    graph = rdflib.Graph()
    graph.parse(data=snapshot.store.serialize(everything, "application/n-triples"), format="nt")
    return graph


def _plain(term):
    if term is None:
        return ""
    text = compact(str(term))
    return " | ".join(sorted(part for part in text.split(" | ") if part))


@pytest.mark.parametrize("name", sorted(CATALOG.keys() - SLOW_THERE))
def test_second_engine_agrees(name, snapshot, second_engine):
    """rdflib gives the same rows as Oxigraph for the example of each question."""
    text = CATALOG[name].bind(CATALOG[name].examples)
    ours = snapshot.store.select(text)
    theirs = second_engine.query(text)
    expected = sorted([_plain(term and term.value) for term in row] for row in ours.rows)
    assert sorted([_plain(term) for term in row] for row in theirs) == expected


def test_each_triple_is_in_one_graph(snapshot):
    """No triple stands in two graphs, so that counting does not depend on the dataset asked."""
    every = snapshot.store.select("SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert len({row[1:] for row in every}) == len(every)
