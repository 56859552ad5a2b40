"""The harness of the benchmarks works: a small graph, a real server, a few requests."""

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def harness():
    """The modules of benchmarks/, which is no package."""
    sys.path.insert(0, str(BENCHMARKS))
    import graph
    import speed

    yield graph, speed
    sys.path.remove(str(BENCHMARKS))


def test_generator_gives_the_same_graph_again(harness):
    """The seed decides; blank nodes, which have no name to compare, aside."""
    graph, _ = harness
    first, again = (
        {line for line in map(str, graph.generate(85_000)) if "_:" not in line} for _ in range(2)
    )
    assert first == again
    assert sum("-1>" in line for line in first) > 5_000


def test_load_reaches_every_kind_of_request(harness, home, snapshot):
    """One round against our own server: each case is answered with 200, and rates are noted."""
    _, speed = harness
    bench = speed.Bench(snapshot, seconds=0.05)
    with (
        speed.peers.musclegraph("kept", home) as peer,
        speed.Child(str(BENCHMARKS / "load.py")) as load,
    ):
        bench.http_round(0, {"kept": peer}, load)
        assert bench.agreement({"kept": peer, "again": peer}) == []
    cases = {(entry["case"], entry["clients"]) for entry in bench.http}
    assert len(cases) == 12
    assert all(entry["bad"] == 0 and entry["per_second"] > 0 for entry in bench.http)


def test_engines_are_asked_in_processes_of_their_own(harness, snapshot, tmp_path):
    """The child says what it loaded, and answers the typical queries with rows and times."""
    _, speed = harness
    quads = tmp_path / "none.nq"
    command = (str(BENCHMARKS / "inside.py"), "disk", str(quads), str(snapshot.store_folder))
    bench = speed.Bench(snapshot, seconds=0.05)
    with speed.Child(*command) as child:
        assert child.read()["seconds"] > 0
        bench.inside_round(0, {"disk": child})
    assert len(bench.inside) == 10
    assert all(entry["rows"] and entry["ms"] > 0 for entry in bench.inside)


def test_scale_is_documented_as_measured(harness):
    """docs/scale.md has what benchmarks/scale.py says of the results that are kept."""
    import scale

    page = (BENCHMARKS.parent / "docs" / "scale.md").read_text(encoding="utf-8")
    rows = json.loads(scale.RESULTS.read_text(encoding="utf-8"))
    lines = [*scale.table(rows), *(f"* {line}" for line in scale.reckon(rows))]
    assert [line for line in lines if line not in page] == []


def test_scale_measures_a_small_graph(harness):
    """Each step runs in a process of its own, and more quads take more room."""
    import scale

    found = scale.measure(3_000)
    assert found["quads"] == 3_000
    assert 0 < found["disk_mb"] < 50
    assert found["look_up_ms"] > 0
