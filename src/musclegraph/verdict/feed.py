"""What moved, as text, JSON, an Atom feed (RFC 4287) or a JSON Feed (jsonfeed.org, version 1.1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

from musclegraph.core.model import Verdict
from musclegraph.core.names import BASE, slug
from musclegraph.verdict.changes import Change, standing
from musclegraph.verdict.steps import Step

_TITLE = "Verdicts of MuscleGraph that moved"
_AUTHOR = "MuscleGraph"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "http://www.w3.org/2005/Atom"


class Place(NamedTuple):
    """The address of a feed, and of its next page; empty for a file, and for the last page."""

    here: str = ""
    older: str = ""


_NOWHERE = Place()
Write = Callable[[Sequence[Step], Mapping[str, str], Place], str]


def as_text(steps: Sequence[Step], about: Mapping[str, str], place: Place = _NOWHERE) -> str:
    """Return a paragraph for each change; `about` is what the newest manifest says."""
    return "\n\n".join(text for step in steps for text in _told(step)) or "no verdict moved"


def as_json(steps: Sequence[Step], about: Mapping[str, str], place: Place = _NOWHERE) -> str:
    """Return the changes as a JSON object with what the snapshot says of itself."""
    entries = [_entry(step, one) for step, one in _each(steps)]
    return _dump({**about, "changes": entries, "next": place.older or None})


def as_json_feed(steps: Sequence[Step], about: Mapping[str, str], place: Place = _NOWHERE) -> str:
    """Return a JSON Feed."""
    items = [
        {
            "id": _id(step, one),
            "url": one.claim.iri,
            "title": _headline(one),
            "content_text": _body(one) or _headline(one),
            "date_published": step.created,
            "_musclegraph": _entry(step, one),
        }
        for step, one in _each(steps)
    ]
    places = {"feed_url": place.here, "next_url": place.older}
    return _dump(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _TITLE,
            "home_page_url": BASE,
            **{name: url for name, url in places.items() if url},
            "description": about["notice"],
            "language": "en",
            "authors": [{"name": _AUTHOR, "url": BASE}],
            "items": items,
        }
    )


def as_atom(steps: Sequence[Step], about: Mapping[str, str], place: Place = _NOWHERE) -> str:
    """Return an Atom feed; its pages are linked as RFC 5005 has it."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: "en"})
    _add(feed, "id", f"{BASE}feed")
    _add(feed, "title", _TITLE)
    _add(feed, "subtitle", about["notice"])
    _add(feed, "updated", next((step.created for step, _ in _each(steps)), about["created"]))
    _add(_add(feed, "author"), "name", _AUTHOR)
    _add(feed, "link", rel="alternate", href=BASE)
    for rel, url in (("self", place.here), ("next", place.older)):
        if url:
            _add(feed, "link", rel=rel, href=url, type="application/atom+xml")
    for step, one in _each(steps):
        entry = _add(feed, "entry")
        _add(entry, "id", _id(step, one))
        _add(entry, "title", _headline(one))
        _add(entry, "updated", step.created)
        _add(entry, "link", rel="alternate", href=one.claim.iri)
        _add(entry, "content", _body(one) or _headline(one), type="text")
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True)


FORMS: Mapping[str, Write] = {
    "text": as_text, "json": as_json, "jsonfeed": as_json_feed, "atom": as_atom,
}  # fmt: skip


def _each(steps: Sequence[Step]) -> Iterator[tuple[Step, Change]]:
    return ((step, one) for step in steps for one in step.changes)


def _told(step: Step) -> Iterator[str]:
    # What would move if something fell is no step from one snapshot to another.
    if step.before != step.after:
        end = "" if step.changes else ": no verdict moved"
        yield f"from {step.before} to {step.after}, made {step.created}{end}"
    for one in step.changes:
        yield f"{_headline(one)}\n{_body(one)}".rstrip()


def _headline(change: Change) -> str:
    evidence = "what the articles cite" if change.layer == "articles" else "all evidence"
    before, after = standing(change.before), standing(change.after)
    moved = f"{before} -> {after}" if before != after else f"still {after}, with other harms"
    return f"{change.claim.label} ({evidence}): {moved}"


def _body(change: Change) -> str:
    harms = (f"  harm {one}" for one in change.harms)
    return "\n".join([*(f"  because {one}" for one in change.because), *harms])


def _entry(step: Step, change: Change) -> dict[str, Any]:
    return {
        "from": step.before,
        "to": step.after,
        "created": step.created,
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


def _id(step: Step, change: Change) -> str:
    # The same after older snapshots were swept away, so that no reader is told twice.
    return f"{BASE}verdict/{change.layer}/{slug(change.claim.iri)}#{step.after}"


def _add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    node.text = text or None
    return node


def _dump(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
