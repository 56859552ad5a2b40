"""Text against the graph: the one function behind the command, the route and the import."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from musclegraph.claims.find import Finder
from musclegraph.claims.markup import Form
from musclegraph.claims.semantic.choice import second_reader
from musclegraph.claims.text import Sentence, sentences
from musclegraph.claims.told import tell
from musclegraph.core import manifest
from musclegraph.core.errors import SnapshotError
from musclegraph.core.files import CURRENT
from musclegraph.core.settings import Settings

CHECKER, ANSWERS = "checker.json", "answers.json"


class Checker:
    """
    Finds the claims of a text and tells what stands behind them.

    Opening one costs some tens of milliseconds, a sentence a fraction of one: keep it. What stands
    behind the claims is read when the first is found.
    """

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        """
        Open the checker of one snapshot.

        Args:
            folder: Of the snapshot.
            settings: Whether to ask a second reader; by default as the environment says.

        Raises:
            SnapshotError: The snapshot has none, or another version built it.
            RequestError: The second reader that the settings ask for is not there.
        """
        manifest.read(folder)
        self._folder = folder
        second = second_reader(settings or Settings.from_environment(), self._labels)
        data = self._read(CHECKER)
        self.finder = Finder(data, folder, second)
        # Of what a layer says nothing, nothing is known in that layer.
        self._finders = {
            layer: self.finder.leaving_out(silent) for layer, silent in data["silent"].items()
        }

    @cached_property
    def answers(self) -> dict[str, Any]:
        """For each claim, its wordings and its standing in each layer."""
        return self._read(ANSWERS)

    def check(
        self,
        text: str,
        *,
        layer: str = "all",
        form: Form = "text",
        answer_questions: bool = False,
    ) -> dict[str, Any]:
        """
        Return what the graph says of each sentence of a text.

        Args:
            text: At most 200,000 characters.
            layer: `articles` for the evidence the articles cite, `all` for all evidence.
            form: What the text is written in; markup is not read.
            answer_questions: Read a question as the claim it asks about.

        Returns:
            `text`, `layer` and `sentences`; each of these with its offsets, its kind, the claims
            it makes (`matches`) and what else it is like (`alternatives`), likeliest first. No
            match means that nothing is known here, never that it is false.

        Raises:
            RequestError: The text is empty or too long.
            SnapshotError: The snapshot is incomplete.
        """
        return {
            "text": text,
            "layer": layer,
            "sentences": [
                self._tell(sentence, layer, answer_questions) for sentence in sentences(text, form)
            ],
        }

    def _tell(self, sentence: Sentence, layer: str, answer_questions: bool) -> dict[str, Any]:
        findings = self._finders[layer].find(sentence.plain, answer_questions=answer_questions)
        return tell(sentence, findings, self.answers if findings.found else {}, layer)

    def _labels(self) -> dict[str, str]:
        """Return the canonical wording of each claim."""
        return {claim: answer["label"] for claim, answer in self.answers.items()}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            data = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SnapshotError(
                f"no {name} in {self._folder}",
                hint="make one with: musclegraph build, or name --home",
            ) from error
        assert isinstance(data, dict)
        return data


def check(
    text: str, *, layer: str = "all", form: Form = "text", home: Path | None = None
) -> dict[str, Any]:
    """
    Check a text against the snapshot in use; see `Checker.check`.

    Args:
        text: At most 200,000 characters.
        layer: `articles` or `all`.
        form: `text`, `markdown` or `html`.
        home: Folder that holds the snapshots; by default that of MUSCLEGRAPH_HOME.
    """
    folder = ((home or Settings.from_environment().home) / CURRENT).resolve()
    return _opened(folder).check(text, layer=layer, form=form)


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Checker:
    return Checker(folder)
