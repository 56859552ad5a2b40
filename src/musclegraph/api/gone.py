"""What was merged or withdrawn: 410, and where it went."""

from __future__ import annotations

from collections.abc import Iterable

from musclegraph.core.names import PREFIXES
from musclegraph.core.refusals import Gone
from musclegraph.store.quads import Triple

_DEPRECATED = f"{PREFIXES['owl']}deprecated"
_REPLACED = f"{PREFIXES['dcterms']}isReplacedBy"


def refuse_gone(node: str, triples: Iterable[Triple]) -> None:
    """
    Say if the triples about `node` say that it is no more.

    Raises:
        Gone: It was merged or withdrawn.
    """
    said = {
        (t.predicate.value, getattr(t.object, "value", ""))
        for t in triples
        if getattr(t.subject, "value", "") == node
    }
    if (_DEPRECATED, "true") not in said:
        return
    successor = next((value for predicate, value in said if predicate == _REPLACED), "")
    hint = f"it became {successor}" if successor else "nothing took its place"
    gone = Gone(f"{node} was merged or withdrawn", hint=hint)
    gone.successor = successor
    raise gone
