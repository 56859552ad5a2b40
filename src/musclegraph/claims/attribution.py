"""In whose voice a claim is put, and how firmly."""

from __future__ import annotations

import re
from typing import Literal

from musclegraph.claims.reading import Reading

Attribution = Literal["own", "reported", "endorsed", "rejected"]

# Of stems, as `Reading` has them.
_UNSETTLED = (
    r"(?:uncertain|unclear|unknown|unsettl\w*|undecid\w*|disput\w*|debat\w*|contest\w*"
    r"|controvers\w*|open question"
    r"|(?:not|far from) (?:yet |at all )?(?:know|clear|certain|settl\w*|establish\w*|sure))"
)
_BE = r"(?:be|remain|seem)(?: still| yet| as yet| thus far| so far)*"
_TELL = r"(?:know|say|show|settl\w*|establish\w*|agr\w*|prov\w*|determin\w*)"
_OPEN = re.compile(
    rf"\bwhether\b.*\b{_BE} {_UNSETTLED}\b"
    rf"|\b{_BE} {_UNSETTLED}(?: \w+){{0,2}} (?:whether|if)\b"
    rf"|\bit {_UNSETTLED}(?: \w+){{0,2}} (?:whether|if)\b"  # "it's": the stem is "it"
    r"|\b(?:it|this|that) be (?:less|not so|far less) (?:clear|certain|sure)\b"
    r"|\b(?:remain|yet) to be (?:seen|show|prov\w*|establish\w*|demonstr\w*) (?:whether|if)\b"
    rf"|\b(?:nobod|no one|nor (?:can|do|have) (?:anyon|anybod|we|scienc))\b(?: \w+){{0,3}} {_TELL}"
    r"(?: \w+){0,3} (?:whether|if)\b"
    r"|\b(?:scienc|scientist|stud|trial|research\w*|evid|we)\b(?: \w+){0,2} (?:not|yet to)(?: \w+)?"
    rf" {_TELL}(?: \w+){{0,3}} (?:whether|if)\b"
    r"|\b(?:stud|trial|sourc|result|evid|find)\b.*\b(?:disagr\w*|conflict|be mix\w*|inconclus\w*"
    r"|inconsist\w*|divid\w*|split|at odd|differ (?:on|about|over|as to))\b"
)


def find_attribution(reading: Reading) -> Attribution:
    """Return whether the writer says it, passes it on, vouches for it, or turns it down."""
    cues = reading.cues
    if "reject" in cues or "denial" in cues or ("contrary" in cues and reading.parity < 0):
        return "rejected"
    if "report" in cues:
        return "reported"
    endorses = ("endorse" in cues or "nomyth" in cues) and not leaves_open(reading)
    return "endorsed" if endorses else "own"


def is_hedged(reading: Reading) -> bool:
    """Tell whether the sentence leaves room for doubt."""
    # "Nobody can explain it" and "it cannot be felt" are firm: to be able is no doubt.
    hedges = reading.cues.get("hedge", 0) - reading.stems.count("can")
    return (hedges > 0 and "flat" not in reading.cues) or leaves_open(reading)


def leaves_open(reading: Reading) -> bool:
    """Tell whether the sentence says that it is not known: "whether it helps is unclear"."""
    return _OPEN.search(" ".join(reading.stems)) is not None
