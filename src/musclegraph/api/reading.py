"""
The processes that read texts: `python -m musclegraph.api.reading '{"folder": ...}'`.

The nursery opens the checker; its workers share it page by page, and open the store themselves.
What they answer is written here, so that the server passes bytes on and does nothing else.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from musclegraph.claims.check import Checker
from musclegraph.claims.markup import Form
from musclegraph.core import manifest
from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.model import View
from musclegraph.core.refusals import AnswerTooLarge
from musclegraph.core.settings import Settings
from musclegraph.export import formats
from musclegraph.export.selection import select
from musclegraph.lint.article import Linter
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.draft import Draft
from musclegraph.lint.report import render
from musclegraph.lint.works import Works, load_works
from musclegraph.pages.asked import Asked
from musclegraph.pages.site import Site
from musclegraph.store import forking, opened
from musclegraph.store.jobs import Answer, Mistake

MEDIA_TYPES = {
    "json": "application/json",
    "sarif": "application/sarif+json",
    "html": "text/html; charset=utf-8",
}
# Behind the server and behind quick queries.
_NICE = 10
# Names a concept and is unsure, so that the second reader is opened before the first fork.
_WARMING = "Cramps might come from drinking too little, or from something else."


@dataclass(frozen=True, slots=True)
class Task:
    """
    One text for a worker: what to do with it, and how.

    `kind` is `check`, `lint`, for a page `page` or `report`, or `export`, which has no text but
    takes as long; `given` are the parameters.
    """

    kind: str
    given: Mapping[str, Any]
    most_bytes: int

    def to_line(self) -> bytes:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


class Reader:
    """Does what is to be done with texts, over one snapshot."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._about = opened.about(manifest.read(folder))
        self._checker = Checker(folder, settings)
        self._linters: dict[str, Linter] = {}

    @property
    def has_threads(self) -> bool:
        """Whether what it reads with has threads of its own, which a fork does not survive."""
        return bool(self._settings.cross_encoder)

    def warm(self) -> None:
        """Read once, so that all is there that reading needs."""
        self._checker.check(_WARMING)

    @cached_property
    def snapshot(self) -> opened.Snapshot:
        """The snapshot; its store has threads of its own, so open it after the fork."""
        return opened.open_named(self._folder.parent, self._folder.name)

    def do(self, line: bytes) -> Answer:
        """
        Do the task that a line says.

        Raises:
            AnswerTooLarge: There is more to tell than an answer may hold.
            MuscleGraphError: What is wrong with the text.
            Mistake: We made one.
        """
        task = Task(**json.loads(line))
        kinds: dict[str, Callable[..., Answer]] = {
            "check": self._check,
            "lint": self._lint,
            "page": self._page,
            "report": self._report,
            "export": self._export,
        }
        try:
            answer = kinds[task.kind](**task.given)
        except (MuscleGraphError, MemoryError):
            raise
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)[-8:]
            places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
            raise Mistake(type(error).__name__, places) from None
        if len(answer.body) > task.most_bytes:
            raise AnswerTooLarge(
                f"the answer has over {task.most_bytes:,} bytes",
                hint="send one section of the text at a time",
            )
        return answer

    def _check(self, text: str, layer: str, form: Form) -> Answer:
        found = {**self._about, **self._checker.check(text, layer=layer, form=form)}
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return Answer(MEDIA_TYPES["json"], body.encode())

    def _lint(self, text: str, layer: str, form: Form, report: str) -> Answer:
        draft = Draft("draft", text, form)
        body = render([(draft, self._linter(layer).lint(draft))], report)
        return Answer(MEDIA_TYPES[report], body.encode())

    def _linter(self, layer: str) -> Linter:
        if layer not in self._linters:
            configuration = Configuration(layer=cast(View, layer))
            self._linters[layer] = Linter(self._checker, self._works, configuration)
        return self._linters[layer]

    @cached_property
    def _works(self) -> Works:
        return load_works(self.snapshot.store)

    @cached_property
    def _site(self) -> Site:
        return Site(self.snapshot, self._settings.texts, self._checker)

    def _page(self, fields: Mapping[str, list[str]]) -> Answer:
        page = self._site.place("/check", "", Asked(fields))
        return Answer(MEDIA_TYPES["html"], page.html.encode())

    def _report(self, fields: Mapping[str, list[str]]) -> Answer:
        body, media_type = self._site.report(Asked(fields))
        return Answer(media_type, body.encode())

    def _export(self, name: str) -> Answer:
        form = formats.of(name)
        selection = select(self.snapshot.store, self._about, "", form.KINDS)
        return Answer(form.MEDIA_TYPE, form.render(selection))


def main() -> None:
    """Fork a worker for each channel that comes in, until no more can."""
    setup = forking.setup()
    settings = Settings(
        semantic=setup["semantic"],
        cross_encoder=setup["cross_encoder"],
        texts=Path(setup["texts"]),
    )
    reader = Reader(Path(setup["folder"]), settings)
    if not reader.has_threads:
        reader.warm()

    def opened_in_worker() -> forking.Answerer:
        assert reader.snapshot
        return reader.do

    forking.fork_workers(opened_in_worker, setup["memory_mb"], _NICE)


if __name__ == "__main__":
    main()
