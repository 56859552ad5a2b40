"""Which records to keep while reading: by words, by MeSH descriptors, by years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from musclegraph.ingest.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    A record is kept if it is of one of the years and has one of the terms or the descriptors.

    `terms` are looked for in title, abstract and keywords, as beginnings of words, whatever the
    case. `descriptors` are MeSH numbers; `mesh_tree.below` gives those of a branch. What is
    empty asks nothing. A record without a year is kept only if no years are asked for.
    """

    terms: tuple[str, ...] = ()
    descriptors: frozenset[str] = frozenset()
    first_year: int = 0
    last_year: int = 9999

    def takes(self, record: Record) -> bool:
        """Tell whether the record belongs to the topic."""
        if (self.first_year, self.last_year) != (0, 9999) and not (
            record.year and self.first_year <= int(record.year) <= self.last_year
        ):
            return False
        if not self.terms and not self.descriptors:
            return True
        if any(descriptor in self.descriptors for descriptor, _ in record.headings):
            return True
        text = "\n".join((record.title, record.abstract, *record.keywords))
        return any(
            re.search(rf"\b{re.escape(term)}", text, re.IGNORECASE) is not None
            for term in self.terms
        )

    def __repr__(self) -> str:
        """Return the same text for equal topics: it is part of what names a part."""
        return (
            f"Topic({self.terms}, {sorted(self.descriptors)}, {self.first_year}-{self.last_year})"
        )
