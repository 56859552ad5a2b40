"""A reader's objection is kept as text in a file of its own, within limits, or not taken at all."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.build.places import Places
from musclegraph.build.shapes import Members, Shapes
from musclegraph.core.files import ONTOLOGY
from musclegraph.core.settings import Settings
from musclegraph.store import quads

CLAIM = "dehydration-causes-cramp"
SENT = {
    "claim": CLAIM,
    "reason": 'A trial is missing.\n\n" . <urn:x> a <urn:y> . # <script>alert(1)</script>',
    "name": "A reader",
    "interest": "none",
}
PLACE = "/v1/objections"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder that objections are put into."""
    return tmp_path_factory.mktemp("objections")


@pytest.fixture(scope="module")
def client(snapshot, kept):
    """A client of a service that takes objections."""
    settings = Settings(workers=1, objections=str(kept))
    with TestClient(create_app(snapshot, settings), follow_redirects=False) as client:
        yield client


def test_objection_is_kept_as_text(client, kept):
    """What it says stays one literal, the file is one that a build takes, and the IRI is told."""
    answer = client.post(PLACE, json=SENT)
    assert answer.status_code == 201
    (path,) = kept.glob(f"{answer.json()['objection'].rpartition('/')[2]}.ttl")
    found = quads.read(path, None)
    assert {quad.subject.value for quad in found} == {answer.json()["objection"]}
    (reason,) = [quad.object.value for quad in found if "ns#reason" in str(quad)]
    assert reason == " ".join(SENT["reason"].split())
    shapes = Shapes.of(ONTOLOGY / "shapes")
    assert list(shapes.problems(Members(ONTOLOGY, shapes).beside(found), Places())) == []


def test_form_of_the_page_leads_back(client, kept):
    """The page has the form; sent, the reader is thanked where they were."""
    page = client.get(f"/claim/{CLAIM}", headers=HTML)
    assert 'action="/v1/objections"' in page.text
    before = len(list(kept.iterdir()))
    answer = client.post(PLACE, data=SENT)
    assert (answer.status_code, len(list(kept.iterdir()))) == (303, before + 1)
    address, _, place = answer.headers["location"].partition("#")
    there = client.get(address, headers=HTML)
    assert f'id="{place}" class="thanks"' in there.text
    assert ".thanks:not(:target)" in client.get("/static/site.css").text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"claim": "no-such-claim"}, 404),
        ({"claim": "../../etc"}, 404),
        ({"claim": ["a"]}, 400),
        ({"reason": "short"}, 400),
        ({"reason": "x" * 4001}, 400),
        ({"reason": "x" * 40_000}, 413),
        ({"reason": "a null\x00 in it, it has"}, 400),
        ({"name": ""}, 400),
        ({"interest": " "}, 400),
        ({"page": "javascript:alert(1)"}, 400),
        ({"page": "https://a b"}, 400),
        ({"page": "https://["}, 400),
        ({"page": "https://a/\ufffe"}, 400),
        ({"name": "\u200b\u200b"}, 400),
        ({"name": "A \u202eredaer"}, 400),
        ({"reason": "it turns \x9b31m the screen red"}, 400),
        ({"colour": "red"}, 400),
    ],
)
def test_what_is_not_taken_is_a_problem(client, kept, change, status):
    """It says what is wrong, and nothing is kept."""
    before = sorted(kept.iterdir())
    answer = client.post(PLACE, json={**SENT, **change})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert sorted(kept.iterdir()) == before


def test_other_bodies_are_refused(client):
    """Neither broken JSON nor another kind of body is guessed at."""
    told = [
        client.post(PLACE, content=body, headers={"Content-Type": kind}).status_code
        for body, kind in (
            (b"{", "application/json"),
            (b"[" * 20_000, "application/json"),
            (b"a=%ff", "application/x-www-form-urlencoded"),
            (b"&".join([b"a=b"] * 50), "application/x-www-form-urlencoded"),
            (b"x", "text/plain"),
        )
    ]
    assert told == [400, 400, 400, 400, 415]


def test_no_more_than_so_many_a_day(snapshot, tmp_path):
    """A stranger cannot fill the disk."""
    settings = Settings(workers=1, objections=str(tmp_path), objections_a_day=4)
    with TestClient(create_app(snapshot, settings)) as client:
        answers = [client.post(PLACE, json=SENT) for _ in range(5)]
    assert [one.status_code for one in answers] == [201] * 4 + [429]
    assert len(list(tmp_path.glob("*.ttl"))) == 4
    midnight = datetime.now(UTC) + timedelta(seconds=int(answers[-1].headers["retry-after"]))
    assert (midnight - timedelta(seconds=5)).date() < midnight.date()


def test_no_client_uses_up_the_day_of_others(snapshot, tmp_path):
    """After its own number one client is refused, and the next is not."""
    settings = Settings(workers=1, objections=str(tmp_path), objections_per_client=2)
    app = create_app(snapshot, settings)
    with TestClient(app, client=("192.0.2.1", 1)) as one:
        assert [one.post(PLACE, json=SENT).status_code for _ in range(3)] == [201, 201, 429]
        answer = one.post(PLACE, data=SENT, headers=HTML)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 86_400
        other = TestClient(app, client=("192.0.2.2", 1))
        assert other.post(PLACE, json=SENT).status_code == 201


def test_reader_of_a_page_is_told_on_a_page(client, kept):
    """A browser shows what is wrong with a form, and that nothing typed is lost."""
    answer = client.post(PLACE, data={**SENT, "page": "https://["})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "your words are still there" in answer.text


def test_folder_that_cannot_be_written_is_not_told(snapshot, tmp_path):
    """It is the operator's fault and secret: 503, without its path."""
    (tmp_path / "file").write_text("")
    settings = Settings(workers=1, objections=str(tmp_path / "file"))
    with TestClient(create_app(snapshot, settings)) as client:
        answer = client.post(PLACE, json=SENT)
    assert answer.status_code == 503
    assert "cannot be kept at present" in answer.json()["title"]
    assert str(tmp_path) not in answer.text


def test_all_methods_of_a_path_are_told(client):
    """What is asked by GET and answered by POST lies at one path; Allow has both (RFC 9110)."""
    for method in ("PUT", "OPTIONS"):
        allowed = client.request(method, PLACE).headers["allow"]
        assert allowed == "GET, HEAD, OPTIONS, POST"


def test_off_unless_a_folder_is_named(snapshot):
    """Without it the form is not shown and nothing is taken."""
    with TestClient(create_app(snapshot, Settings(workers=1))) as client:
        assert client.post(PLACE, json=SENT).status_code == 405
        page = client.get(f"/claim/{CLAIM}", headers=HTML).text
    assert "Object to this verdict" in page
    assert PLACE not in page


def test_feed_of_what_moved(client):
    """The feed is Atom, a JSON Feed or JSON, and each page leads to it; here nothing is before."""
    kinds = {"atom": "application/atom+xml", "jsonfeed": "application/feed+json"}
    for name, kind in kinds.items():
        answer = client.get("/v1/changes", params={"format": name})
        assert answer.headers["content-type"].startswith(kind)
        assert f"/v1/changes?format={name}" in client.get("/", headers=HTML).text
    assert client.get("/v1/changes").text.startswith("<?xml")
    assert client.get("/v1/changes?format=json").json()["changes"] == []
