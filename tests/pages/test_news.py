"""What is new: the front page tells the last step, the feed those over all snapshots kept."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from past import BEFORE, NOW, OLDEST

from musclegraph.api import news
from musclegraph.api.app import create_app
from musclegraph.cli._group import group
from musclegraph.core.settings import Settings
from musclegraph.store.opened import open_named

from .conftest import BROWSER

CLAIM = "dehydration-causes-cramp"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
JSON_FEED = "https://jsonfeed.org/version/1.1"


@pytest.fixture(scope="module")
def client(past):
    """A client of the service that serves the newest."""
    app = create_app(open_named(past, NOW), Settings(workers=1))
    with TestClient(app, base_url="http://graph.example") as client:
        yield client


def _page(past, name, path):
    app = create_app(open_named(past, name), Settings(workers=1))
    with TestClient(app, headers={"Accept": BROWSER}) as client:
        return client.get(path).text


def _news(past, name):
    return _page(past, name, "/").partition('id="new"')[2].partition("</ul>")[0]


def test_front_page_tells_what_moved(past):
    """A verdict that moved is there with both verdicts and the reason; the oldest tells nothing."""
    news = _news(past, NOW)
    assert "Exercise cramps are caused by dehydration" in news
    told = news.partition("dehydration")[2].partition("</li>")[0]
    assert told.index("Contradicted") < told.index("became") < told.index("Conflicting")
    assert "it was retracted" in told
    assert "became" not in _news(past, OLDEST)


def test_retracted_study_is_struck_through(past):
    """It stays in picture and list, struck through, with the reason, and counts for nothing."""
    page = _page(past, BEFORE, "/claim/dehydration-causes-cramp")
    assert "<s>Johnson and Connolly</s>" in page.partition("</table>")[0]
    assert "retracted: counts for nothing" in page
    assert "Contradicted" in page.partition('id="verdict">')[2][:40]


def _only(node, name):
    """Return the text of the one child called so; RFC 4287 wants exactly one."""
    (child,) = node.findall(f"a:{name}", ATOM)
    return child.text


def _is_moment(text):
    return datetime.fromisoformat(text).tzinfo is not None and "T" in text


def check_atom(text, address):
    """Hold a feed against what RFC 4287 demands of feeds and entries (4.1.1, 4.1.2, 4.2.6)."""
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    assert _only(feed, "title")
    assert _only(feed, "author") is None
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    links = [(one.get("rel"), one.get("href")) for one in feed.findall("a:link", ATOM)]
    assert links.count(("self", address)) == 1
    assert len({rel for rel, _ in links}) == len(links)
    entries = feed.findall("a:entry", ATOM)
    for node in (feed, *entries):
        assert _only(node, "id").startswith("https://w3id.org/")
        assert _is_moment(_only(node, "updated"))
    for entry in entries:
        assert _only(entry, "title")
        assert _only(entry, "content")
        assert [one.get("rel") for one in entry.findall("a:link", ATOM)] == ["alternate"]
    ids = [_only(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert _only(feed, "updated") == max(_only(one, "updated") for one in entries)
    return ids, dict(links).get("next")


def test_atom_tells_every_step(client):
    """What moved and what moved back, the newest first, as RFC 4287 has it."""
    address = "http://graph.example/v1/changes?format=atom"
    answer = client.get("/v1/changes", headers={"Accept": "application/atom+xml"})
    ids, older = check_atom(answer.text, address)
    moved = [one.partition("#")[2] for one in ids if f"/all/{CLAIM}#" in one]
    assert moved == [NOW, BEFORE]
    assert older is None


def test_json_feed(client):
    """A JSON Feed of version 1.1 has the same entries, and says where it lies."""
    feed = client.get("/v1/changes?format=jsonfeed").json()
    assert feed["version"] == JSON_FEED
    assert feed["feed_url"] == "http://graph.example/v1/changes?format=jsonfeed"
    assert feed["title"]
    assert feed["authors"][0]["name"]
    assert all(
        item["content_text"] and _is_moment(item["date_published"]) for item in feed["items"]
    )
    ids, _ = check_atom(*(lambda a: (a.text, str(a.url)))(client.get("/v1/changes?format=atom")))
    assert [item["id"] for item in feed["items"]] == ids


def test_pages_of_the_feed_hold_all_of_it(past, monkeypatch):
    """By its links a reader comes to every step, each once; the ids are those of one long page."""
    monkeypatch.setattr(news, "_STEPS", 1)
    app = create_app(open_named(past, NOW), Settings(workers=1))
    with TestClient(app, base_url="http://graph.example") as client:
        address, found = "http://graph.example/v1/changes?format=atom", []
        while address:
            ids, older = check_atom(client.get(address).text, address)
            found += [ids]
            address = older
    assert [{one.partition("#")[2] for one in ids} for ids in found] == [{NOW}, {BEFORE}]


def test_pages_that_are_not_there(client):
    """A snapshot that is not kept is named; what is no id of one is refused."""
    codes = [client.get(f"/v1/changes?snapshot={one}").status_code for one in ("0" * 12, "../x")]
    assert codes == [404, 400]
    found = client.get(f"/v1/changes?format=json&snapshot={BEFORE}").json()
    assert {one["to"] for one in found["changes"]} == {BEFORE}
    assert found["next"] is None


def test_command_tells_every_step(past):
    """Without OLD, `changes` tells the steps to the snapshot in use; with it that one alone."""
    run = CliRunner().invoke(group, ["changes", "--home", str(past)])
    heads = [line[:38] for line in run.output.splitlines() if line.startswith("from ")]
    assert heads == [f"from {BEFORE} to {NOW}, made"[:38], f"from {OLDEST} to {BEFORE}, made"[:38]]
    run = CliRunner().invoke(group, ["changes", OLDEST, "--home", str(past)])
    assert (
        run.output == f"from {OLDEST} to {NOW}, made 2021-01-01T12:00:00+00:00: no verdict moved\n"
    )
