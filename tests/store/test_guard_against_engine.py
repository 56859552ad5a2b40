"""
The guard against the engine's own parser, in worker processes as strangers' queries get them.

What the guard lets pass must not end a worker (it may run into its deadline, as any query may),
and it must not refuse what a person would write.
"""

import asyncio
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.refusals import Busy, QueryFailed, QueryTimeout
from musclegraph.core.settings import Settings
from musclegraph.store import guard
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.jobs import Answer, Job
from musclegraph.store.workers import Pool

LIMITS = Settings(query_seconds=1, waiting_seconds=60, waiting_per_client=64)
W3C = os.environ.get("MUSCLEGRAPH_W3C", "")
# Head, what is repeated (% is its number), tail.
CHAINS = [
    ("SELECT * {", "{} ", "}"),
    ("SELECT * {", "?a ?b ?c . ", "}"),
    ("SELECT * { ?a ?b ?c", "; ?b ?c", "}"),
    ("SELECT * { ?a ?b ?c", ", ?c", "}"),
    ("SELECT * { ?a ?b (", "1 ", ") }"),
    ("SELECT * { ?a ?b ", "[] , ", "1 }"),
    ("SELECT * { ?a ?b ?c ", "{| ?a ?b |} ", "}"),
    ("SELECT * { FILTER(1 IN (1", ",1", ")) }"),
    ("SELECT * { FILTER(?x IN (?a", ",?a", ")) }"),
    ("SELECT * { VALUES ?x {", "1 ", "} }"),
    ("SELECT * { VALUES (", "?x% ", ") {} }"),
    ("SELECT * {", "BIND(1 AS ?x%) ", "}"),
    ("SELECT * {", "FILTER(1=1) ", "}"),
    ("SELECT ", "(1 AS ?x%) ", "{}"),
    ("SELECT * {} ORDER BY ", "(1) ", ""),
    ("SELECT (1 AS ?x) {} GROUP BY ", "(1 AS ?y%) ", ""),
    ("SELECT (COUNT(*) AS ?x) {} HAVING ", "(1)", ""),
    ("SELECT (1", "+1", " AS ?x) {}"),
    ("SELECT (1", "*1", " AS ?x) {}"),
    ("SELECT (", "!", "1 AS ?x) {}"),
    ("SELECT (CONCAT('a'", ",'a'", ") AS ?x) {}"),
    ("", "PREFIX a%:<x:> ", "SELECT * {}"),
    ("", "BASE <x:> ", "SELECT * {}"),
    ("DESCRIBE ", "<urn:a%> ", ""),
    ("CONSTRUCT {", "[] <a:b> [] . ", "} WHERE {?s ?p ?o}"),
    ("SELECT * { ?a <a:a>", "/<a:a>", " ?b }"),
    ("SELECT * { ?a <a:a>", "|<a:a>", " ?b }"),
    ("SELECT * { ?a !(<a:a>", "|<a:a>", ") ?b }"),
    ("SELECT * {", "OPTIONAL{?a ?b ?c}", "}"),
    ("SELECT * { {}", "UNION{}", "}"),
    ("SELECT * {", "MINUS{}", "}"),
    ("SELECT * {", "GRAPH ?g{} ", "}"),
    ("SELECT * {", "FILTER EXISTS{} ", "}"),
    ("SELECT * {", "{SELECT*{}}", "}"),
    ("SELECT * { ?a ?b <x:", "/..", "> }"),
    ("SELECT * { ?a ?b '", "\\n", "' }"),
    ("SELECT (REGEX('a','", "(a*)*", "') AS ?x) {}"),
    ("SELECT (REGEX('a','(a", "{99}", ")') AS ?x) {}"),
]


def longest(head, unit, tail):
    """Return the longest chain that the guard lets pass."""
    low, high = 0, LIMITS.max_query_characters // len(unit)
    while low < high:
        middle = (low + high + 1) // 2
        text = head + "".join(unit.replace("%", str(i)) for i in range(middle)) + tail
        low, high = (middle, high) if passes(text) else (low, middle - 1)
    return head + "".join(unit.replace("%", str(i)) for i in range(low)) + tail


def passes(text):
    """Tell whether the guard lets `text` pass."""
    try:
        guard.check(text, LIMITS)
    except MuscleGraphError:
        return False
    return True


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask queries in parallel, each as a client of its own; give back the errors."""
    home = tmp_path_factory.mktemp("store")
    data = home / "data.nt"
    data.write_text("".join(f"<urn:{i}> <urn:p> <urn:{i + 1}> .\n" for i in range(20)))
    EmbeddedStore.load(home / "store", "x", [data])
    with asyncio.Runner() as runner:
        pool = runner.run(Pool(home / "store", LIMITS).__aenter__())

        async def all_of(texts):
            work = [pool.ask(job(text), str(number)) for number, text in enumerate(texts)]
            return await asyncio.gather(*work, return_exceptions=True)

        yield lambda texts: runner.run(all_of(texts))
        runner.run(pool.__aexit__())


def job(text):
    """A job with narrow limits."""
    forms = {"row_type": "text/csv", "triple_type": "text/turtle"}
    return Job(text=text, base="http://x/", most_rows=10, most_bytes=10**6, **forms)


def failures(texts, answers):
    """Return the queries that ended a process."""
    pairs = zip(texts, answers, strict=True)
    return [text[:200] for text, answer in pairs if isinstance(answer, QueryFailed)]


def test_longest_chains_end_no_worker(ask):
    """Each production of the grammar, as often as the guard lets it."""
    texts = [longest(*chain) for chain in CHAINS]
    assert min(map(len, texts)) > 1000
    assert failures(texts, ask(texts)) == []


OPENINGS = (
    "{ ( [ << <<( {| OPTIONAL{ UNION{ MINUS{ FILTER( BIND( VALUES ( EXISTS{ {SELECT*{ STR( IF("
)
CLOSINGS = "} ) ] >> )>> |}"
REST = "?a <x:y> x:y a 1 'a' . ; , / | ^ * + ! || && = AS ?x ORDER BY LIMIT 5 SELECT PREFIX x: # \\"
WORDS = st.sampled_from([*OPENINGS.split(), *CLOSINGS.split(), *REST.split(), "\n", "'''", '"'])
RUNS = st.tuples(WORDS, st.sampled_from([1, 1, 1, 2, 50, 99, 900])).map(lambda run: run[0] * run[1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(RUNS, max_size=12).map(" ".join), min_size=8, max_size=8))
def test_soup_ends_no_worker(ask, middles):
    """Words in any order, some of them very often."""
    texts = [f"SELECT * {{ {middle} }}" for middle in middles]
    kept = [text for text in texts if passes(text)]
    assert failures(kept, ask(kept)) == []


NAMES = st.sampled_from(["?a", "?b", "<urn:1>", "<urn:p>", "'x'", "'SERVICE'@en", "1.5"])
TRIPLES = st.tuples(st.sampled_from(["?a", "<urn:1>", "[]"]), NAMES).map(
    lambda pair: f"{pair[0]} <urn:p>/^<urn:p>*|!<urn:q> {pair[1]} . "
)
FILTERS = st.sampled_from(
    [
        "FILTER(?a < ?b || ?b > 3 && !BOUND(?a)) ",
        "FILTER(REGEX(STR(?a), '(a+)+$', 'i')) ",
        "FILTER NOT EXISTS { ?a <urn:service> ?b } ",
        'FILTER(IF(?a=?b, \'LOAD <x>\', """\'{{{(""")) ',
        "VALUES (?a ?b) { (UNDEF 1) (<urn:1> 'insert') } ",
        "# SERVICE <http://x> {\n",
    ]
)


def wrapped(inner):
    """Patterns around patterns."""
    parts = st.lists(inner, min_size=1, max_size=3).map("".join)
    frames = ["{{ {} }} ", "OPTIONAL {{ {} }} ", "MINUS {{ {} }} ", "GRAPH ?g {{ {} }} "]
    frames += ["{{ {} }} UNION {{ }} ", "{{ SELECT DISTINCT ?a {{ {} }} LIMIT 5 }} "]
    return st.tuples(st.sampled_from(frames), parts).map(lambda pair: pair[0].format(pair[1]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.recursive(TRIPLES | FILTERS, wrapped, max_leaves=12), min_size=8, max_size=8))
def test_queries_as_people_write_them_pass_both(ask, patterns):
    """What is made by the grammar is not refused, parses, and is answered or takes too long."""
    texts = [f"PREFIX : <urn:> SELECT * WHERE {{ {pattern} }} LIMIT 3" for pattern in patterns]
    assert [text for text in texts if not passes(text)] == []
    late = (Answer, QueryTimeout, Busy)
    assert [answer for answer in ask(texts) if not isinstance(answer, late)] == []


@pytest.mark.skipif(not W3C, reason="MUSCLEGRAPH_W3C names no folder sparql/ of w3c/rdf-tests")
def test_official_queries_pass():
    """None of the official tests is refused but those that call another server."""
    files = [*Path(W3C).rglob("*.rq")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    refused = [name for name, text in texts.items() if not passes(text)]
    unwanted = [name for name in refused if "service" not in name and "-bad" not in name]
    assert len(files) > 500
    assert unwanted == []
