"""`queries/export/*.rq`: one CONSTRUCT per kind of record, with everything that hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from musclegraph.core.errors import QueryFileError

_MARKER = "VALUES ?root { UNDEF }"


@dataclass(frozen=True, slots=True)
class Record:
    """
    How one kind of node is shown with what hangs on it.

    `kind` is also the file's name, `example` the slug of a node of it.
    """

    kind: str
    summary: str
    example: str
    text: str

    @property
    def plural(self) -> str:
        """The kind as a segment of a route."""
        return f"{self.kind.removesuffix('y')}ies" if self.kind[-1] == "y" else f"{self.kind}s"

    def bind(self, root: str) -> str:
        """Return the query for one node, by its IRI as `names.iri` makes it."""
        return self.text.replace(_MARKER, f"VALUES ?root {{ <{root}> }}")


def load_records(folder: Path) -> dict[str, Record]:
    """
    Read every record query, by kind.

    Raises:
        QueryFileError: A file lacks its summary or its marker.
    """
    records = {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(re.findall(r"^#\+ (summary|example): (.+)$", text, re.MULTILINE))
        if len(header) < 2 or text.count(_MARKER) < 1:
            raise QueryFileError(
                f"a record query needs `#+ summary: ...`, `#+ example: ...` and `{_MARKER}`",
                where=(path, 1),
            )
        records[path.stem] = Record(path.stem, header["summary"], header["example"], text)
    return records
