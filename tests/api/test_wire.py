"""
What is slow, large or broken on the wire, against a running server.

After each test the same process still answers.
"""

import contextlib
import gzip
import json
import socket
import time
import urllib.parse

import httpx2 as httpx
import pytest
from hostile import POINT, read, request

FORM = "application/x-www-form-urlencoded"
# One row of 2 MB.
WIDE = "SELECT ?x17 { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
WIDE += "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1}) " for i in range(17)) + "}"


@pytest.mark.parametrize("path", ["/sparql", "/v1/check"])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x"])
def test_bombs_are_not_opened(stranger, path, encoding):
    """A compressed body is refused by its header."""
    bomb = gzip.compress(gzip.compress(b"query=" + b" " * 10_000_000))
    headers = {"Content-Type": FORM, "Content-Encoding": encoding}
    answer = httpx.post(stranger.address + path, content=bomb, headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"


def test_body_compressed_on_the_way_is_not_opened(stranger):
    """Nor taken as if it were not."""
    start = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n"
    kind = b"Content-Type: application/sparql-query\r\nConnection: close\r\n\r\n"
    answer = stranger.raw(start + kind + b"6\r\nASK {}\r\n0\r\n\r\n")
    assert answer.split()[1] == b"415"


@pytest.mark.parametrize("path", ["/sparql", "/v1/check", "/v1/lint"])
@pytest.mark.parametrize("framing", ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
def test_huge_bodies_are_given_up(stranger, path, framing):
    """A body over its limit ends the request, whether or not it says its length."""
    before = stranger.megabytes()
    chunk = b"%x\r\n%s\r\n" % (100_000, b"x" * 100_000) if "chunked" in framing else b"x" * 100_000
    kind = "application/sparql-query" if path == "/sparql" else "application/json"
    lines = f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", framing, "", ""
    with stranger.connect() as connection, contextlib.suppress(ConnectionError):
        connection.sendall("\r\n".join(lines).encode())
        for _ in range(300):
            connection.sendall(chunk)
    with stranger.connect() as connection:
        connection.sendall("\r\n".join(lines).encode())
        with contextlib.suppress(ConnectionError):
            for _ in range(20):
                connection.sendall(chunk)
        assert read(connection).split()[1:2] in ([b"413"], [])
    assert stranger.megabytes() - before < 20


@pytest.mark.parametrize("count", [2000, 100_000])
def test_many_headers_are_refused(stranger, count):
    """A head over `max_header_bytes` is refused, also if it never ends."""
    head = b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n"
    with stranger.connect() as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(head + b"X-Header: some-value-or-other\r\n" * count)
        assert read(connection).split()[1:2] in ([b"400"], [b"431"], [])


def test_long_address_is_refused(stranger):
    """So is a request line without end."""
    answer = stranger.raw(b"GET /sparql?query=" + b"x" * 1_000_000)
    assert answer.split()[1:2] in ([b"400"], [b"431"], [])


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"GET /sparql HT",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-A: ",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nASK",
        b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
        b'Content-Type: application/json\r\n\r\n{"text":',
    ],
)
def test_slow_requests_are_given_up(stranger, start):
    """A head or a body that comes byte by byte ends after `body_seconds`."""
    with stranger.connect() as connection:
        connection.sendall(start)
        connection.settimeout(0.1)
        started = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - started < 15:
                connection.sendall(b"a")
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(65536):
                        break
        assert time.monotonic() - started < 10


def test_slow_readers_hold_little_and_are_cut_off(stranger):
    """Sixteen who ask for 2 MB each and do not read cost bounded memory, and are ended."""
    before = stranger.megabytes()
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(stranger.connect(buffer=4096)) for _ in range(16)]
        for number, reader in enumerate(readers):
            reader.sendall(request(f"{WIDE} # {number}", "Accept: text/csv", "Connection: close"))
        time.sleep(0.5)
        assert stranger.is_well()
        most = max(stranger.megabytes() for _ in range(5) if not time.sleep(0.1))
        time.sleep(2)
        answers = [len(read(reader)) for reader in readers]
    assert most - before < 25
    assert min(size for size in answers if size > 10_000) < 1_000_000  # the rest are problems


def test_steady_reader_gets_a_kept_answer_whole(stranger):
    """Who takes longer than `send_seconds` for all of it, but never for a piece, is not cut off."""
    asked = "Accept: text/csv", "Accept-Encoding: identity", "Connection: close"
    sizes = []
    for pause in (0, 0.03):  # the second time from memory, 2 MB at 1 MB a second
        with stranger.connect(buffer=65_536) as reader:
            reader.sendall(request(WIDE, *asked))
            size = 0
            while part := reader.recv(32_768, socket.MSG_WAITALL):
                size += len(part)
                time.sleep(pause)
        sizes.append(size)
    assert min(sizes) > 16 * 2**17


def test_large_answer_arrives_whole(stranger):
    """Who does read gets all of it, compressed or not."""
    for encoding in ("identity", "gzip"):
        answer = stranger.get(WIDE, Accept="text/csv", **{"Accept-Encoding": encoding})
        assert len(answer.text) == 16 * 2**17 + len("x17\r\n\r\n")


def test_one_client_has_so_many_connections_and_no_more(stranger):
    """Beyond `connections_per_client` a connection gets 503, and the others are served."""
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(stranger.connect()) for _ in range(60)]
        refused = [connection for connection in held[-5:] if b" 503 " in read(connection)[:20]]
        held[0].sendall(request(POINT, "Connection: close"))
        assert b" 200 " in read(held[0])[:20]
    assert len(refused) == 5
    time.sleep(0.2)


def test_name_of_a_client_counts_only_from_a_trusted_proxy(stranger):
    """Who sends X-Forwarded-For directly is still the one he is."""
    with contextlib.ExitStack() as stack:
        for _ in range(60):
            connection = stack.enter_context(stranger.connect())
            with contextlib.suppress(ConnectionError):
                connection.sendall(request("ASK {", "X-Forwarded-For: 198.51.100.7"))
        assert b" 503 " in read(connection)[:20]
    time.sleep(0.2)


@pytest.mark.parametrize(
    "body",
    [b"query=%ff", b"query=\xff\xfe", b"query=%", b"&&&=&", b"", b"query=%ed%a0%80", b"query=%00"],
)
def test_bad_encodings_are_refused(stranger, body):
    """Bytes that are no UTF-8 are the caller's mistake."""
    assert stranger.post(body, FORM).status_code == 400


@pytest.mark.parametrize("kind", ["utf-16", "utf-7", "latin-1", 'utf-8"; x="'])
def test_other_charsets_are_refused(stranger, kind):
    """There is one encoding."""
    body = "ASK { ?s ?p 'é' }".encode("utf-16")
    answer = stranger.post(body, f"application/sparql-query; charset={kind}")
    assert answer.status_code in (400, 415)


def test_many_parameters_are_refused(stranger):
    """A request has so many parameters and no more."""
    query = urllib.parse.urlencode([("query", POINT), *[("x", "y")] * 1000])
    assert stranger.get_path(f"/sparql?{query}").status_code == 400


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 10,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"\x00" * 1000,
    ],
)
def test_broken_requests_do_no_harm(stranger, data):
    """What is no HTTP, or HTTP that two readers would read differently, is not served as such."""
    with stranger.connect() as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(data)
        answer = read(connection)
    assert b"Traceback" not in answer
    assert answer[:12] not in (b"HTTP/1.1 101", b"HTTP/1.1 500")


def test_pipelined_requests_are_answered_in_turn(stranger):
    """A hundred requests in one go are a hundred answers."""
    answer = stranger.raw(request(POINT) * 100)
    assert answer.count(b"HTTP/1.1 200") == 100


@pytest.mark.parametrize("path", ["/health/live", "/", "/sparql", "/v1/myths", "/nothing"])
def test_head_keeps_its_connection(stranger, path):
    """An answer without its body is whole: the next request goes over the same connection."""
    head = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with stranger.connect() as connection:
        for _ in range(2):
            connection.sendall(head)
            answer = b""
            while not answer.endswith(b"\r\n\r\n"):
                part = connection.recv(65536)
                assert part, "the connection ended"
                answer += part
            assert answer.count(b"HTTP/1.1 ") == 1


def test_two_hosts_are_none(stranger):
    """A proxy may go by one of them and we by the other (RFC 9112, section 3.2)."""
    with stranger.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")
        assert read(connection).split()[1] == b"400"


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x00\xa5\x01\x00\x00",
        b"GET /health/live HTTP/1.1\nHost: localhost\n\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_a_problem(stranger, data):
    """The form of an error does not depend on who finds it."""
    head, _, body = stranger.raw(data).partition(b"\r\n\r\n")
    assert head.split()[1] == b"400"
    assert json.loads(body)["type"].endswith("/request-refused")


@pytest.mark.parametrize(
    ("start", "status"),
    [
        (b"GET / HTTP/1.1\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost:\r\n", b"400"),
        (b"GET /health/live HTTP/1.0\r\n", b"200"),
        (b"GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n", b"200"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", b"204"),
        (b"GET * HTTP/1.1\r\nHost: localhost\r\n", b"404"),
    ],
)
def test_head_of_a_request_as_http_has_it(stranger, start, status):
    """A host is a must from HTTP/1.1 on; `*` is the server as a whole, in OPTIONS only."""
    assert stranger.raw(start + b"Connection: close\r\n\r\n").split()[1] == status
