"""
Whether little data conforms to the shapes, and no more: what is asked again at every change.

For one study, most of the time would go into two things. The engine goes through every shape there
is; here it gets those of the classes that the data names. And it compiles a pattern anew for each
value; here the patterns that read the same everywhere are compiled once and matched beside it. What
is wrong is for the engine to say, with all shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import shifty

from musclegraph.core.files import QUERIES
from musclegraph.core.names import PREFIXES
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import RDF_TYPE, Node, Quad, value

_SH = PREFIXES["sh"]
_SUBCLASS = f"{PREFIXES['rdfs']}subClassOf"
# Anchors at the ends, ASCII, no look-around, no classes within classes: alike in XPath, Rust and
# Python, but for $, which in Python also holds before a last line feed.
_PLAIN = re.compile(
    r"\^? (?: [\w :/,;'\"<>%@!=&~-] | \\[.S] | [.?*+|)] | \((?!\?) | \{\d+(?:,\d*)?\}"
    r" | \[\^?(?:[\w .:/<>]|-(?!-))+\] )* \$?",
    re.ASCII | re.VERBOSE,
)
_Compiled = tuple[re.Pattern[str], ...]
_Patterns = dict[str, dict[str, _Compiled]]
_NONE: dict[str, _Compiled] = {}


def conforms(engine: shifty.PreparedValidator, data: list[Quad]) -> bool:
    """Ask the engine whether nothing is wrong: ten times as fast as asking what is."""
    return bool(
        engine.validate_algebra(
            quads.to_ntriples(data),
            infer=False,
            graph_mode="data",
            sort_results=False,
            on_unsupported="error",
        ).conforms
    )


class Conforming:
    """The shapes, divided by the classes that they are about."""

    def __init__(self, shapes: list[Quad]) -> None:
        """Take shapes that are known to be SHACL."""
        lifted, self._patterns = _plain_patterns(shapes)
        self._blocks: dict[str, list[Quad]] = {}
        self._about: dict[str, set[str]] = {}
        for found in shapes:
            node, predicate = value(found.subject), value(found.predicate)
            if predicate == f"{_SH}pattern" and node in lifted:
                continue
            self._blocks.setdefault(node, []).append(found)
            if predicate == f"{_SH}targetClass":
                self._about.setdefault(value(found.object), set()).add(node)
            elif predicate.startswith(f"{_SH}target"):
                self._about.setdefault("", set()).add(node)  # nodes of any class
            elif found.predicate == RDF_TYPE:
                self._about.setdefault(node, set()).add(node)  # a shape can be a class itself
        self._prepared: dict[frozenset[str], shifty.PreparedValidator] = {}

    def holds(self, data: list[Quad]) -> bool | None:
        """Tell whether nothing is wrong; None if there are subclasses, which take all shapes."""
        if any(found.predicate.value == _SUBCLASS for found in data):
            return None
        named = self._about.keys() & {"", *(value(found.object) for found in data)}
        if not named:
            return True
        if (engine := self._prepared.get(frozenset(named))) is None:
            engine = shifty.PreparedValidator(quads.to_ntriples(self._of(named)))
            self._prepared[frozenset(named)] = engine
        return self._match(data) and conforms(engine, data)

    def _of(self, classes: set[str]) -> Iterator[Quad]:
        """Yield the shapes of some classes, with all that they are made of."""
        waiting = [shape for name in sorted(classes) for shape in sorted(self._about[name])]
        seen = set(waiting)
        while waiting:
            for found in self._blocks.get(waiting.pop(), ()):
                yield found
                if (part := value(found.object)) in self._blocks and part not in seen:
                    seen.add(part)
                    waiting.append(part)

    def _match(self, data: list[Quad]) -> bool:
        held: dict[Node, dict[str, _Compiled]] = {}
        for found in data:
            if found.predicate == RDF_TYPE and (of := self._patterns.get(value(found.object))):
                node = found.subject
                if not _is_match(node, of.get("", ())):
                    return False
                held[node] = _merged(held[node], of) if node in held else of
        return all(
            _is_match(found.object, patterns)
            for found in data
            if (patterns := held.get(found.subject, _NONE).get(found.predicate.value))
        )


def _merged(one: dict[str, _Compiled], other: dict[str, _Compiled]) -> dict[str, _Compiled]:
    """Return the patterns of a node of two classes."""
    return {path: (*one.get(path, ()), *other.get(path, ())) for path in one.keys() | other.keys()}


def _is_match(term: Node, patterns: _Compiled) -> bool:
    """Tell whether a term matches; a blank node has no text that could."""
    text = value(term)
    return not patterns or (not quads.is_blank(term) and all(one.search(text) for one in patterns))


def _plain_patterns(shapes: list[Quad]) -> tuple[set[str], _Patterns]:
    """Return the shapes whose patterns can be taken out, and these by class and property."""
    text = (QUERIES / "build" / "plain-patterns.rq").read_text(encoding="utf-8")
    lifted: set[str] = set()
    patterns: _Patterns = {}
    for row in EmbeddedStore.from_quads(shapes).select(text).records():
        pattern = row["pattern"].value
        if not _PLAIN.fullmatch(pattern):
            continue
        path = row["path"].value if "path" in row else ""
        compiled = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))
        of = patterns.setdefault(row["class"].value, {})
        of[path] = (*of.get(path, ()), compiled)
        lifted.add(row["shape"].value)
    return lifted, patterns
