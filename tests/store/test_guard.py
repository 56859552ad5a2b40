"""The guard: what it refuses unread, what it lets be, and that it is quick about both."""

import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musclegraph.core.errors import BadQuery, MuscleGraphError
from musclegraph.core.files import QUERIES
from musclegraph.core.refusals import ReadOnly, TooLarge
from musclegraph.core.settings import Settings
from musclegraph.store import guard

LIMITS = Settings()
HEAD = "PREFIX : <http://127.0.0.1:9/> PREFIX service: <http://127.0.0.1:9/> "
CALLS = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a' SERVICE#x\n#y\nSILENT#?x\n<http://a>#\n{} }",
    r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"SELECT * { \U00000053ervice <http://127.0.0.1:9/> { ?s ?p ?o } }",
    HEAD + "SELECT * { SERVICE:foo { ?s ?p ?o } }",
    HEAD + "SELECT * { SERVICEsilent:foo{ ?s ?p ?o } }",
    HEAD + "SELECT * { ?s ?p 1SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE?x{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?o<?x&&?y>3)SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * { FILTER(?a<'>')SERVICE<http://127.0.0.1:9/>{}#'\n}",
    "SELECT (?a<urn:a#>'''\n AS ?x) { SERVICE <x:y> {} #'''\n}",
    'SELECT * { VALUES ?x { """a" } SERVICE <x:y> {} }',
]
HARMLESS = [
    'SELECT ("SERVICE <http://x> {" AS ?x) { ?a ?b ?c }',
    "SELECT * { ?a ?b ?c } # SERVICE <http://x> {",
    "SELECT ?service { ?service <http://x/service> 'service' }",
    HEAD + "SELECT * { GRAPH service:x { ?s service:service service:SERVICE } }",
    'SELECT ("' + "{" * 300 + '" AS ?x) { } # ' + "(" * 300,
    "SELECT * { ?insert ?delete 'LOAD <file:///etc/passwd>' }",
]
# Ten times the sizes that end the process of Oxigraph's own server, where such are known.
MONSTERS = [
    "SELECT * WHERE " + "{" * 22_400 + "}" * 22_400,
    "SELECT * { FILTER(" + "(" * 47_000 + "1" + ")" * 47_000 + ") }",
    "SELECT * { ?s ?p " + "[<:p> " * 9000 + "1" + "]" * 9000 + " }",
    "SELECT * { ?s ?p " + "<< " * 9000 + "}",
    "SELECT * { " + "OPTIONAL{} " * 29_000 + "}",
    "SELECT * { {}" + "UNION{}" * 67_000 + "}",
    "SELECT * { FILTER(1" + "||1" * 95_000 + ") }",
    "SELECT * { FILTER(" + "!" * 90_000 + "1) }",
    "SELECT * { ?s <:p>" + "/<:p>" * 30_000 + " ?o }",
    "SELECT * { FILTER(" + "STR(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "SELECT * " + "{SELECT * " * 9000 + "{}" + "}" * 9000,
]


@pytest.mark.parametrize("text", CALLS)
def test_calls_of_other_servers_are_refused(text):
    """SERVICE in any spelling that the engine or the specification takes."""
    with pytest.raises(BadQuery, match="SERVICE"):
        guard.check(text, LIMITS)


@pytest.mark.parametrize("text", HARMLESS)
def test_words_in_strings_names_and_comments_are_let_be(text):
    """A word is only a keyword where it is one."""
    guard.check(text, LIMITS)


@pytest.mark.parametrize("text", MONSTERS, ids=lambda text: text[:30])
def test_monsters_are_refused(text):
    """Deep nesting and long chains are refused."""
    with pytest.raises(BadQuery, match="nests"):
        guard.check(text, Settings(max_query_characters=1_000_000))


@pytest.mark.parametrize("text", ["LOAD <http://x>", "PREFIX a:<u:> delete where {}", "Insert"])
def test_updates_are_refused(text):
    """An update gets a clear word, not a syntax error."""
    with pytest.raises(ReadOnly):
        guard.check(text, LIMITS)


def test_long_text_is_refused():
    """Beyond `max_query_characters` nothing is read."""
    with pytest.raises(TooLarge):
        guard.check("x" * 20_001, LIMITS)


def test_our_own_queries_pass():
    """No query file of ours is refused."""
    files = sorted(QUERIES.rglob("*.rq"))
    for path in files:
        guard.check(path.read_text(encoding="utf-8"), LIMITS)
    assert len(files) > 100


def test_from_is_read_with_base_and_prefixes():
    """The graphs of FROM come back as whole IRIs."""
    text = r"BASE <http://x/> PREFIX e: <a/> SELECT * FROM <g> FROM NAMED e:b\-c FROM <http://y> {}"
    read = guard.check(text, LIMITS, "http://host/sparql")
    assert read.graphs == ("http://x/g", "http://x/a/b-c", "http://y")


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SELECT * {} LIMIT 99 OFFSET 3", "SELECT * {} LIMIT 10 OFFSET 3"),
        ("SELECT * {} LIMIT 9", "SELECT * {} LIMIT 9"),
        (
            "SELECT * {{SELECT * {} LIMIT 5}} # x",
            "SELECT * {{SELECT * {} LIMIT 5}} # x\nLIMIT 10\n",
        ),
        ("SELECT * {} VALUES ?x {1}", "SELECT * {} \nLIMIT 10\nVALUES ?x {1}"),
    ],
)
def test_limit_is_set_or_lowered(text, limited):
    """The cap on rows becomes the query's own LIMIT, at its end."""
    assert guard.check(text, LIMITS).limited(text, 10) == limited


@pytest.mark.parametrize(
    "piece",
    ['"""' + '\\"' * 9000, "a." * 9000, "<a" * 9000, "'" * 19000, "SERVICE " * 2400, "<'>" * 6000],
)
def test_time_grows_with_the_length_only(piece):
    """Nothing of the longest size takes the guard a noticeable time."""
    started = time.thread_time()  # other threads of the process have work of their own
    with pytest.raises(MuscleGraphError):
        guard.check(piece[:19_990] + " service", LIMITS)
    assert time.thread_time() - started < 1


WORDS = "SELECT * { } ( ) < > <x:y> ' \" ''' \\ # ?a : SERVICE service SILENT . 1 a GRAPH FILTER "
WORDS += "UNION OPTIONAL VALUES @en _:b ^^ , ; \\u0053 && ex:a"
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_call_gets_past_the_guard(middle):
    """What the guard lets pass, the engine answers without trying to reach a server."""
    text = f"PREFIX : <http://127.0.0.1:1/> SELECT * {{ {middle} SERVICE:x {{}} }}"
    try:
        guard.check(text, LIMITS)
    except MuscleGraphError:
        return
    try:
        ox.Store().query(text)
    except (SyntaxError, ValueError):
        return
    except (OSError, RuntimeError) as error:
        pytest.fail(f"a call got through: {text!r}: {error}")
