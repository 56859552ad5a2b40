"""
Run the official SPARQL 1.1 and 1.0 query, syntax and protocol tests over HTTP.

    MUSCLEGRAPH_W3C=../rdf-tests/sparql .venv/bin/python -m benchmarks.conformance

Each dataset of the suite is served by `musclegraph serve --data` and by `oxigraph
serve-read-only`, both are asked the same, and one judge compares. Exit 1 if a test passes there
and not here. SERVICE and entailment are left out: neither server answers them.

With `--page docs/conformance.md` the counts are written there. However it is ended, it ends the
servers that it started.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx2 as httpx
import pyoxigraph as ox
from benchmarks.conformance import page, protocol, results
from benchmarks.conformance.manifests import Test, read_tests
from benchmarks.conformance.servers import PATHS, Server, running

Outcomes = dict[str, dict[str, bool]]


def passes(test: Test, server: Server) -> bool:
    """Ask one test of one server."""
    accept = results.ACCEPT[test.result.suffix] if test.result else "*/*"
    try:
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        answer = server.ask("POST", content=test.text.encode(), headers=headers)
        if test.result is None:
            return (answer.status_code == 200) is test.is_good
        found = results.given(answer.content, answer.headers.get("content-type", ""))
        return answer.status_code == 200 and results.same(results.expected(test.result), found)
    except (httpx.HTTPError, UnicodeDecodeError, ValueError, SyntaxError):
        return False


def evaluated(tests: list[Test]) -> Outcomes:
    """Serve each dataset once and ask its tests; return what passes where."""
    groups = defaultdict(list)
    for test in tests:
        groups[test.dataset].append(test)
    outcomes: Outcomes = {}
    for number, group in enumerate(groups.values(), 1):
        print(f"\rdataset {number} of {len(groups)}", end="", file=sys.stderr, flush=True)
        with running(group[0].data, group[0].graphs) as servers:
            for test in group:
                outcomes[test.name] = {name: passes(test, s) for name, s in servers.items()}
    print(file=sys.stderr)
    return outcomes


def exchanged(folder: Path) -> Outcomes:
    """Return what passes of the protocol's tests, and whether a bare GET describes the service."""
    outcomes: Outcomes = {}
    with running((), protocol.data(folder)) as servers:
        for test, requests in protocol.read_exchanges(folder).items():
            outcomes[f"sparql11/protocol/{test}"] = {
                name: all(request.is_met(server) for request in requests)
                for name, server in servers.items()
            }
        outcomes["sparql11/service-description/has-endpoint-triple"] = {
            name: describes(server) for name, server in servers.items()
        }
    return outcomes


def describes(server: Server) -> bool:
    """Tell whether a GET without a query gives RDF that names the endpoint by its address."""
    answer = server.ask("GET", headers={"Accept": "text/turtle"})
    if answer.status_code != 200:
        return False
    found = ox.parse(answer.content, format=ox.RdfFormat.TURTLE, base_iri=server.address)
    wanted = "http://www.w3.org/ns/sparql-service-description#endpoint"
    ends = [q.object.value for q in found if q.predicate.value == wanted]
    return server.address in ends


def main() -> int:
    """Run, print the table and what passes there and not here, and write JSON if asked."""
    parser = argparse.ArgumentParser(description="the official SPARQL tests over HTTP")
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    parser.add_argument("--page", type=Path, help="write the counts to this file")
    parser.add_argument("--only", default="", help="tests whose name contains this")
    given = parser.parse_args()
    # As an exception it ends the servers on its way out; by itself it would leave them behind.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    folder = Path(os.environ.get("MUSCLEGRAPH_W3C", "")).resolve()
    if not (folder / "sparql11" / "manifest-all.ttl").is_file():
        print("MUSCLEGRAPH_W3C must name the folder sparql/ of w3c/rdf-tests", file=sys.stderr)
        return 2
    started = time.monotonic()
    tests = [test for test in read_tests(folder) if given.only in test.name]
    outcomes = evaluated(tests) | (exchanged(folder) if given.only in "protocol" else {})
    counts = {name: sum(passed[name] for passed in outcomes.values()) for name in PATHS}
    behind = sorted(
        name for name, passed in outcomes.items() if passed["oxigraph"] > passed["musclegraph"]
    )
    for name, count in counts.items():
        print(f"{name:12} passes {count} of {len(outcomes)}")
    print(f"passed there and not here: {len(behind)} ({time.monotonic() - started:.0f} s)")
    print("\n".join(behind))
    if given.json:
        given.json.write_text(json.dumps(outcomes, indent=1, sort_keys=True), encoding="utf-8")
    if given.page:
        given.page.write_text(page.written(outcomes, folder), encoding="utf-8")
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
