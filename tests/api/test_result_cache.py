"""An answer is computed once for a snapshot, a query, a form and a dataset; and no more is kept."""

import asyncio

import pytest
from starlette.exceptions import HTTPException

from musclegraph.api.result_cache import ResultCache

ROOM = 160_000


class App:
    """Answers with a body of a given size, and counts how often it was asked."""

    def __init__(self, **headers):
        self.asked, self.size, self.headers = 0, 10, {"etag": 'W/"1"', **headers}
        self.lasts, self.status = False, 200

    async def __call__(self, scope, receive, send):
        self.asked += 1
        self.body = (await receive())["body"] if scope["method"] == "POST" else b""
        scope["route"] = "route"
        scope.setdefault("state", {})["lasts"] = self.lasts
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"x" * self.size, "more_body": True})
        await send({"type": "http.response.body", "body": b"end"})


def ask(cache, path="/v1/x", query=b"", method="GET", body=b"", **headers):
    """Send one request; return the body of the answer."""
    parts = []
    scope = {"type": "http", "method": method, "path": path, "query_string": query}
    scope |= {"scheme": "http", "root_path": "", "headers": [*_raw(headers)]}

    async def receive():
        if isinstance(body, Exception):
            raise body
        return {"type": "http.request", "body": body}

    async def send(message):
        parts.append(message.get("body", b""))

    asyncio.run(cache(scope, receive, send))
    assert scope["route"] == "route"
    return b"".join(parts)


def _raw(headers):
    return [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]


def test_same_request_is_computed_once():
    """The second answer is the first one."""
    app = App()
    cache = ResultCache(app, ROOM)
    assert ask(cache, accept="text/csv") == ask(cache, accept="text/csv", user_agent="x")
    assert app.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/v1/y"},
        {"query": b"limit=1"},
        {"accept": "text/csv"},
        {"host": "other"},
        {"accept_encoding": "gzip"},
        {"origin": "http://a"},
        {"if_none_match": "x"},
        {"cookie": "a=b"},
    ],
)
def test_what_changes_an_answer_is_in_the_key(other):
    """Another address, form, host or origin is another answer."""
    app = App()
    cache = ResultCache(app, ROOM)
    ask(cache)
    ask(cache, **other)
    assert app.asked == 2


@pytest.mark.parametrize(
    "change",
    [{"headers": {}}, {"headers": {"etag": "x", "vary": "Accept-Language"}}, {"status": 404}],
)
def test_what_may_not_be_kept_is_not(change):
    """No ETag, an error, or a dependence that the key does not hold: asked again."""
    app = App()
    vars(app).update(change)
    cache = ResultCache(app, ROOM)
    ask(cache)
    ask(cache)
    assert app.asked == 2


def test_room_is_bounded():
    """However much is asked, what is kept stays within the room; the last asked are there."""
    app = App()
    app.size = ROOM // 40
    cache = ResultCache(app, ROOM)
    for number in range(100):
        ask(cache, query=b"%d" % number)
        assert cache.bytes_kept <= ROOM
    assert app.asked == 100
    ask(cache, query=b"99")
    assert app.asked == 100
    ask(cache, query=b"0")
    assert app.asked == 101


def test_one_answer_does_not_take_all_the_room():
    """An answer of over a sixteenth of the room is not kept."""
    app = App()
    app.size = ROOM // 10
    cache = ResultCache(app, ROOM)
    ask(cache)
    ask(cache)
    assert (app.asked, cache.bytes_kept) == (2, 0)


def test_posted_query_is_kept_with_its_body():
    """POST to /sparql has its body in the key, and the app reads it all the same."""
    app = App(**{"cache-control": "no-store"})
    app.lasts = True
    cache = ResultCache(app, ROOM)
    for body in (b"query=a", b"query=a", b"query=b"):
        ask(cache, "/sparql", method="POST", body=body)
    assert (app.asked, app.body) == (2, b"query=b")


def test_posted_query_that_changes_is_asked_again():
    """A query with NOW() or RAND() does not last."""
    app = App()
    cache = ResultCache(app, ROOM)
    for _ in range(2):
        ask(cache, "/sparql", method="POST", body=b"query=a")
    assert app.asked == 2


def test_body_that_is_refused_is_refused_by_the_app():
    """What goes wrong while the body comes in is left to the app, which knows how to say it."""
    cache = ResultCache(App(), ROOM)
    with pytest.raises(HTTPException):
        ask(cache, "/sparql", method="POST", body=HTTPException(413))


def test_sparql_is_answered_again_without_a_worker(files):
    """GET and POST of the same query: two kinds of request, each computed once."""
    query = "SELECT ?o { <urn:a> <urn:p> ?o } ORDER BY ?o # kept"
    for _ in range(3):
        assert "script" in files.get("/sparql", params={"query": query}).text
        assert "script" in files.post("/sparql", data={"query": query}).text
    random = "SELECT (RAND() AS ?x) {}"
    found = {files.post("/sparql", data={"query": random}).text for _ in range(3)}
    assert len(found) == 3


def test_long_headers_of_a_key_take_room():
    """A stranger who sends another long header each time gets no more room than others."""
    cache = ResultCache(App(), ROOM)
    for number in range(50):
        ask(cache, accept=f"text/csv;x={number}" + "x" * (ROOM // 20))
    kept = sum(len(value) for key in cache._answers for part in key[6:] for value in part)
    assert 0 < kept <= ROOM
