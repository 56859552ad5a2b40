"""The checker: a text marked sentence by sentence, with what stands behind each claim beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from musclegraph.claims.check import Checker
from musclegraph.claims.markup import Form
from musclegraph.core.errors import BadParameter
from musclegraph.core.model import View as Layer
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import render
from musclegraph.lint.works import load_works
from musclegraph.pages.asked import Asked, View
from musclegraph.pages.desk import Desk

OUTCOMES = {
    "contradicted": ("Contradicted", "The evidence, or else the sources, say otherwise."),
    "contested": ("Contested", "Studies or sources do not agree."),
    "uncertain": ("Uncertain", "Too little is known here to say."),
    "consistent": ("Consistent", "It fits what is known here."),
}
_LAYERS: dict[str, Layer] = {name: name for name in get_args(Layer)}
_WRITTEN: dict[str, Form] = {name: name for name in get_args(Form)}
DOWNLOADS = {"html": "text/html", "sarif": "application/sarif+json", "json": "application/json"}


class Piece(NamedTuple):
    """A stretch of the text; `number` is that of its note, 0 for text without a claim."""

    text: str
    number: int
    outcome: str


class Note(NamedTuple):
    """What there is to tell of one sentence."""

    number: int
    matches: list[dict[str, Any]]


class Paragraph(NamedTuple):
    """A paragraph with the notes that stand beside it."""

    pieces: list[Piece]
    notes: list[Note]


def check_page(desk: Desk, _: str, asked: Asked) -> View:
    """
    Return the form, and below it the text that was sent in it, marked.

    Raises:
        BadParameter: `layer` or `form` is none of those the form offers.
        RequestError: The text is too long.
    """
    text = asked.one("text").replace("\r\n", "\n")
    layer, form = _layer(asked), _form(asked)
    shown: dict[str, Any] = {"text": text, "layer": layer, "form": form, "outcomes": OUTCOMES}
    if not text:
        return View(template="check.html", shown={**shown, "paragraphs": [], "counts": {}})
    told = desk.checker.check(text, layer=layer, form=form)
    paragraphs = list(_paragraphs(text, told["sentences"]))
    worst = [piece.outcome for one in paragraphs for piece in one.pieces if piece.number]
    counts = {name: worst.count(name) for name in OUTCOMES}
    shown |= {"paragraphs": paragraphs, "counts": counts, "markdown": _markdown(paragraphs)}
    return View(template="check.html", shown=shown)


def download(desk: Desk, asked: Asked) -> tuple[str, str]:
    """
    Return the linter's report on the text, and its media type.

    Raises:
        BadParameter: `download`, `layer` or `form` is none of those that the page offers.
    """
    report = asked.one("download")
    if report not in DOWNLOADS:
        raise BadParameter(f"no report {report[:50]!r}", hint=f"one of {', '.join(DOWNLOADS)}")
    linter = _linter(desk.checker, desk, _layer(asked))
    draft = Draft("draft", asked.one("text").replace("\r\n", "\n"), _form(asked))
    return render([(draft, linter.lint(draft))], report), DOWNLOADS[report]


def _linter(checker: Checker, desk: Desk, layer: Layer) -> Linter:
    return Linter(checker, load_works(desk.snapshot.store), Configuration(layer=layer))


def _layer(asked: Asked) -> Layer:
    layer = asked.one("layer", "all")
    if layer in _LAYERS:
        return _LAYERS[layer]
    raise BadParameter(f"layer={layer[:50]!r} is neither all nor articles", hint="layer=all")


def _form(asked: Asked) -> Form:
    form = asked.one("form", "text")
    if form in _WRITTEN:
        return _WRITTEN[form]
    raise BadParameter(f"form={form[:50]!r} is no form of text", hint="text, markdown or html")


def _paragraphs(text: str, sentences: list[dict[str, Any]]) -> Iterator[Paragraph]:
    """Cut the text at blank lines, and each paragraph into its sentences."""
    order, number, start = list(OUTCOMES), 0, 0
    for paragraph in text.split("\n\n"):
        end, pieces, notes, at = start + len(paragraph), [], [], start
        for sentence in (one for one in sentences if start <= one["start"] < end):
            if not sentence["matches"]:
                continue
            number += 1
            outcome = min((m["outcome"] for m in sentence["matches"]), key=order.index)
            pieces.append(Piece(text[at : sentence["start"]], 0, ""))
            pieces.append(Piece(text[sentence["start"] : sentence["end"]], number, outcome))
            notes.append(Note(number, sentence["matches"]))
            at = sentence["end"]
        if paragraph.strip():
            pieces.append(Piece(text[at:end], 0, ""))
            yield Paragraph(pieces, notes)
        start = end + 2


def _markdown(paragraphs: list[Paragraph]) -> str:
    """Return the text with footnotes."""
    written = []
    for one in paragraphs:
        said = "".join(f"{p.text}[^{p.number}]" if p.number else p.text for p in one.pieces)
        notes = [f"[^{note.number}]: {_in_words(note)}" for note in one.notes]
        written += [said, *notes]
    return "\n\n".join(written)


def _in_words(note: Note) -> str:
    return " ".join(
        f"{OUTCOMES[match['outcome']][0]}: “{match['label']}”. {match['verdict']['explanation']} "
        f"https://w3id.org/musclegraph/claim/{match['claim']}"
        for match in note.matches
    )
