"""Where `ontology/` and `queries/` are: at the top of a checkout, inside the package in a wheel.

SNAPSHOTS is where snapshots are unless a setting says otherwise: beside the package's data in a
wheel, so that each installation has its own, and `snapshots` where one stands in a checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    # The wheel carries them as package data; an editable install reads the checkout.
    inside = _PACKAGE / "data" / name
    return inside if inside.is_dir() else _CHECKOUT / name


_DATA = _PACKAGE / "data"
CURRENT = "current"  # the link to the snapshot in use
SNAPSHOTS = _DATA / "snapshots" if _DATA.is_dir() else Path("snapshots")
ONTOLOGY = _folder("ontology")
QUERIES = _folder("queries")
