"""In whose voice a claim is put, and how firmly."""

from __future__ import annotations

from typing import Literal

from musclegraph.claims.reading import Reading

Attribution = Literal["own", "reported", "endorsed", "rejected"]


def find_attribution(reading: Reading) -> Attribution:
    """Return whether the writer says it, passes it on, vouches for it, or turns it down."""
    cues = reading.cues
    if "reject" in cues or "denial" in cues or ("contrary" in cues and reading.parity < 0):
        return "rejected"
    if "report" in cues:
        return "reported"
    return "endorsed" if "endorse" in cues or "nomyth" in cues else "own"


def is_hedged(reading: Reading) -> bool:
    """Tell whether the sentence leaves room for doubt."""
    return "hedge" in reading.cues and "flat" not in reading.cues
