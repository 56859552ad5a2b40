"""A closed set of the ontology in Python; a value is the local name of an individual in `mg:`."""

from __future__ import annotations

import re
from enum import StrEnum


class Term(StrEnum):
    """One individual of a closed set."""

    @property
    def words(self) -> str:
        """
        The name as a reader sees it.

        >>> from musclegraph.core.terms import Design
        >>> Design.PROSPECTIVE_COHORT.words
        'prospective cohort'
        """
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.value).lower()

    @property
    def slug(self) -> str:
        """
        The name in IRIs and JSON.

        >>> from musclegraph.core.terms import Result
        >>> Result.NOT_ASSESSED.slug
        'not-assessed'
        """
        return self.words.replace(" ", "-")
