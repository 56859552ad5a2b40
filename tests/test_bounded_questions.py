"""
No value that a stranger binds makes a named query run away.

Questions and records run in threads of the server, where nothing can end them. So each is asked
here about the nodes that most hangs on, of its own kind and of any, and with extreme numbers and
dates, in a process that would be ended.
"""

import asyncio
from collections import Counter, defaultdict
from itertools import product

import pytest

from musclegraph.core.errors import BadParameter, MuscleGraphError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE
from musclegraph.core.settings import Settings
from musclegraph.queries.catalog import load_all
from musclegraph.queries.records import load_records
from musclegraph.store.jobs import Job
from musclegraph.store.workers import Pool

CATALOG = load_all(QUERIES / "competency")
RECORDS = load_records(QUERIES / "export")
# A second of computing, whatever else the machine does; beyond it a query would be moved.
LIMITS = Settings(quick_ms=1000, query_seconds=60, quick_workers=1)
NUMBERS = ("0", "-999999999999999999", "999999999999999999")
DATES = ("0001-01-01", "9999-12-31")
MOST_BYTES = 4_000_000


@pytest.fixture(scope="module")
def hubs(snapshot):
    """The nodes with the most quads: three of each kind, and five of any, under ''."""
    counts = Counter()
    for quad in snapshot.store.engine:
        for node in {quad.subject, quad.predicate, quad.object}:
            value = getattr(node, "value", "")
            if value.startswith("http"):
                counts[value] += 1
    found = defaultdict(list)
    for node, _ in counts.most_common():
        kind = node.removeprefix(BASE).partition("/")[0] if node.startswith(BASE) else ""
        for name, most in ((kind, 3), ("", 5)):
            if len(found[name]) < most:
                found[name].append(node)
    return found


def values(param, hubs):
    """The worst values of one parameter."""
    if param.type == "integer":
        return NUMBERS
    if param.type == "date":
        return DATES
    return (*hubs[param.kind], *hubs[""], param.example)


def bound(query, hubs):
    """Give the query with each combination of the worst values, up to forty of them."""
    names = list(query.params)
    choices = [values(query.params[name], hubs) for name in names]
    for chosen in list(product(*choices))[:40]:
        try:
            yield query.bind(dict(zip(names, chosen, strict=True)))
        except BadParameter:
            continue


def test_every_question_and_record_stays_bounded(snapshot, hubs):
    """None reaches the deadline, the memory, or the size that an answer may have."""
    texts = [text for query in CATALOG.values() for text in bound(query, hubs)]
    for record in RECORDS.values():
        texts += [record.bind(node) for node in (*hubs[record.kind], *hubs[""])]

    async def ask_all():
        async with Pool(snapshot.store_folder, LIMITS) as pool:
            forms = {"row_type": "text/csv", "triple_type": "text/turtle", "is_union": True}
            most = {"most_rows": 10**6, "most_bytes": MOST_BYTES}
            for text in texts:
                try:
                    await pool.ask(Job(text=text, base=BASE, **forms, **most), "a")
                except MuscleGraphError as error:
                    pytest.fail(f"{error}: {text}")
                assert pool.replaced == 0, text

    asyncio.run(ask_all())
    assert len(texts) > 500
