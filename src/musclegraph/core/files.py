"""Where `ontology/` and `queries/` are: at the top of a checkout, in an archive in a wheel.

SNAPSHOTS is where snapshots are unless a setting says otherwise: beside the package's data in a
wheel, so that each installation has its own, and `snapshots` where one stands in a checkout.
"""

from __future__ import annotations

from pathlib import Path

from musclegraph.core.packed import unpacked

_PACKAGE = Path(__file__).resolve().parent.parent
_DATA = _PACKAGE / "data"
# A wheel has one archive, named by its content; an editable install reads the checkout.
_ARCHIVE = next(_DATA.glob("*.xz"), None)
_HOME = unpacked(_ARCHIVE) if _ARCHIVE else _PACKAGE.parent.parent

CURRENT = "current"  # the link to the snapshot in use
SNAPSHOTS = _DATA / "snapshots" if _ARCHIVE else Path("snapshots")
ONTOLOGY = _HOME / "ontology"
QUERIES = _HOME / "queries"
