"""What moved, as text, JSON, an Atom feed (RFC 4287) or a JSON Feed (jsonfeed.org, version 1.1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from musclegraph.core.model import Verdict
from musclegraph.core.names import BASE, slug
from musclegraph.verdict.changes import Change, standing

_TITLE = "Verdicts of MuscleGraph that moved"
_ATOM = "http://www.w3.org/2005/Atom"


def as_text(changes: Sequence[Change], about: Mapping[str, str]) -> str:
    """Return a paragraph for each change; `about` is what the newer manifest says."""
    if not changes:
        return "no verdict moved"
    return "\n\n".join(f"{_headline(one)}\n{_body(one)}".rstrip() for one in changes)


def as_json(changes: Sequence[Change], about: Mapping[str, str]) -> str:
    """Return the changes as a JSON object with what the snapshot says of itself."""
    return _dump({**about, "changes": [_entry(one) for one in changes]})


def as_json_feed(changes: Sequence[Change], about: Mapping[str, str]) -> str:
    """Return a JSON Feed."""
    items = [
        {
            "id": _id(one, about),
            "url": one.claim.iri,
            "title": _headline(one),
            "content_text": _body(one) or _headline(one),
            "date_published": about["created"],
            "_musclegraph": _entry(one),
        }
        for one in changes
    ]
    return _dump(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _TITLE,
            "home_page_url": BASE,
            "description": about["notice"],
            "items": items,
        }
    )


def as_atom(changes: Sequence[Change], about: Mapping[str, str]) -> str:
    """Return an Atom feed."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"{BASE}feed")
    _add(feed, "title", _TITLE)
    _add(feed, "subtitle", about["notice"])
    _add(feed, "updated", about["created"])
    _add(_add(feed, "author"), "name", "MuscleGraph")
    for one in changes:
        entry = _add(feed, "entry")
        _add(entry, "id", _id(one, about))
        _add(entry, "title", _headline(one))
        _add(entry, "updated", about["created"])
        _add(entry, "link", href=one.claim.iri)
        _add(entry, "content", _body(one) or _headline(one), type="text")
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True)


FORMS: Mapping[str, Callable[[Sequence[Change], Mapping[str, str]], str]] = {
    "text": as_text, "json": as_json, "jsonfeed": as_json_feed, "atom": as_atom,
}  # fmt: skip


def _headline(change: Change) -> str:
    evidence = "what the articles cite" if change.layer == "articles" else "all evidence"
    before, after = standing(change.before), standing(change.after)
    moved = f"{before} -> {after}" if before != after else f"still {after}, with other harms"
    return f"{change.claim.label} ({evidence}): {moved}"


def _body(change: Change) -> str:
    harms = (f"  harm {one}" for one in change.harms)
    return "\n".join([*(f"  because {one}" for one in change.because), *harms])


def _entry(change: Change) -> dict[str, Any]:
    return {
        "claim": slug(change.claim.iri),
        "label": change.claim.label,
        "layer": change.layer,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "because": list(change.because),
        "harms": list(change.harms),
    }


def _plain(verdict: Verdict | None) -> dict[str, str | None] | None:
    if verdict is None:
        return None
    return {
        "result": verdict.result.slug,
        "leaning": verdict.leaning.slug if verdict.leaning else None,
        "certainty": verdict.certainty.slug if verdict.certainty else None,
        "evidence_digest": verdict.evidence_digest,
    }


def _id(change: Change, about: Mapping[str, str]) -> str:
    return f"{BASE}verdict/{change.layer}/{slug(change.claim.iri)}#{about['snapshot']}"


def _add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    node.text = text or None
    return node


def _dump(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
