"""A draft to the list of what there is to tell its writer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from musclegraph.claims.check import Checker
from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest.formats import read_bibliography
from musclegraph.ingest.record import Record
from musclegraph.lint.configuration import Configuration
from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft
from musclegraph.lint.of_citations import check_citations
from musclegraph.lint.of_claims import check_claims
from musclegraph.lint.reading import read
from musclegraph.lint.suppress import find_suppressions, not_suppressed
from musclegraph.lint.works import Works


class Linter:
    """Checks drafts against one snapshot, as one project has configured it."""

    def __init__(self, checker: Checker, works: Works, configuration: Configuration) -> None:
        """
        Prepare to check drafts.

        Raises:
            RequestError: A bibliography cannot be read.
        """
        self._checker, self._works = checker, works
        self._configuration = configuration
        self._records = _records(configuration.bibliography)

    def lint(self, draft: Draft) -> list[Diagnostic]:
        """
        Return the diagnostics of a draft, in the order of the places they are about.

        Raises:
            RequestError: The draft is too long, or no text.
            SnapshotError: The snapshot is incomplete.
        """
        layer = self._configuration.layer
        reading = read(draft, self._checker, self._works, self._records, layer)
        suppressions, wrong = find_suppressions(draft)
        found = dict.fromkeys([*check_claims(reading), *check_citations(reading), *wrong])
        kept = [one for one in found if one.rule not in self._configuration.ignore]
        told = not_suppressed(kept, suppressions, draft)
        return sorted(told, key=lambda one: (one.start, one.rule, one.end))


def _records(paths: Iterable[Path]) -> dict[str, Record]:
    try:
        return {
            record.key: record for path in paths for record in read_bibliography(path) if record.key
        }
    except DataError as error:
        # Nothing was linted, so that the writer must not take it for a finding.
        raise RequestError(error.problem, hint=error.hint, where=error.where) from error
