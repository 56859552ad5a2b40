"""Look up, check and publish evidence about unwanted muscle contractions."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def __getattr__(name: str) -> Any:
    # `from musclegraph import check`, without a cost for commands that check nothing.
    if name == "check":
        from musclegraph.claims.check import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
