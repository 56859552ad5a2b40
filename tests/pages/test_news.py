"""What is new on the front page: which verdicts moved since the snapshot before."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.manifest import MANIFEST
from musclegraph.core.settings import Settings
from musclegraph.store.opened import open_named

from .conftest import BROWSER

RETRACTED = """
PREFIX mg: <https://w3id.org/musclegraph/ns#>
DELETE { GRAPH ?g { ?work mg:status ?was } } INSERT { GRAPH ?g { ?work mg:status mg:retracted } }
WHERE { GRAPH ?other { <https://w3id.org/musclegraph/study/johnson-connolly> mg:reportedIn ?work }
        GRAPH ?g { ?work mg:status ?was } }
"""


@pytest.fixture(scope="module")
def folder(snapshot, tmp_path_factory):
    """A folder with the curated snapshot, and an older one in which a study was retracted."""
    from pyoxigraph import Store

    made = tmp_path_factory.mktemp("home")
    shutil.copytree(snapshot.folder, made / "now")
    shutil.copytree(snapshot.folder, made / "before")
    engine = Store(str(made / "before" / "store"))
    engine.update(RETRACTED)
    engine.flush()
    manifest = json.loads((made / "before" / MANIFEST).read_text())
    manifest["created"] = datetime(2020, 1, 1, tzinfo=UTC).isoformat()
    (made / "before" / MANIFEST).write_text(json.dumps(manifest))
    (made / "unfinished").mkdir()
    (made / "unfinished" / MANIFEST).write_text("{")
    return made


def _page(folder, name, path):
    app = create_app(open_named(folder, name), Settings(workers=1))
    with TestClient(app, headers={"Accept": BROWSER}) as client:
        return client.get(path).text


def _news(folder, name):
    return _page(folder, name, "/").partition('id="new"')[2].partition("</ul>")[0]


def test_front_page_tells_what_moved(folder):
    """A verdict that moved is there with both verdicts and the reason; the oldest tells nothing."""
    news = _news(folder, "now")
    assert "Exercise cramps are caused by dehydration" in news
    told = news.partition("dehydration")[2].partition("</li>")[0]
    assert told.index("Contradicted") < told.index("became") < told.index("Conflicting")
    assert "it was retracted" in told
    assert "became" not in _news(folder, "before")


def test_retracted_study_is_struck_through(folder):
    """It stays in picture and list, struck through, with the reason, and counts for nothing."""
    page = _page(folder, "before", "/claim/dehydration-causes-cramp")
    assert "<s>Johnson and Connolly</s>" in page.partition("</table>")[0]
    assert "retracted: counts for nothing" in page
    assert "Contradicted" in page.partition('id="verdict">')[2][:40]
