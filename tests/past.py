"""Snapshots of another time: the curated one, and before it one in which a study was retracted."""

import json
import shutil

from pyoxigraph import Store

from musclegraph.core.manifest import MANIFEST

OLDEST, BEFORE, NOW = "000000000001", "000000000002", "000000000003"
RETRACTED = """
PREFIX mg: <https://w3id.org/musclegraph/ns#>
DELETE { GRAPH ?g { ?work mg:status ?was } } INSERT { GRAPH ?g { ?work mg:status mg:retracted } }
WHERE { GRAPH ?other { <https://w3id.org/musclegraph/study/johnson-connolly> mg:reportedIn ?work }
        GRAPH ?g { ?work mg:status ?was } }
"""


def write_past(snapshot, made):
    """Write three snapshots into a folder; `NOW` is in use, in `BEFORE` a study was retracted."""
    for name, year in ((OLDEST, 2019), (BEFORE, 2020), (NOW, 2021)):
        shutil.copytree(snapshot.folder, made / name)
        manifest = json.loads((made / name / MANIFEST).read_text())
        manifest |= {"id": name, "created": f"{year}-01-01T12:00:00+00:00"}
        (made / name / MANIFEST).write_text(json.dumps(manifest))
    engine = Store(str(made / BEFORE / "store"))
    engine.update(RETRACTED)
    engine.flush()
    for name, text in (
        ("unfinished", "{"),
        ("ffffffffffff", '{"created": "2019-06-01T12:00:00Z"}'),
    ):
        (made / name).mkdir()  # the second is of another version
        (made / name / MANIFEST).write_text(text)
    (made / "current").symlink_to(NOW)
