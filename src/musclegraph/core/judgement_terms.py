"""The closed sets in which claims are asked and answered."""

from __future__ import annotations

from musclegraph.core.term import Term


class Question(Term):
    """What kind of question a claim puts; it picks the row of the table of starting levels."""

    CAUSE = "causeQuestion"
    TREATMENT = "treatmentQuestion"
    PROGNOSIS = "prognosisQuestion"
    DIAGNOSIS = "diagnosisQuestion"
    MECHANISM = "mechanismQuestion"
    DEFINITION = "definitionQuestion"
    ADVICE = "adviceQuestion"
    KNOWLEDGE = "knowledgeQuestion"

    @property
    def topic(self) -> str:
        """
        What the question is about, in one word.

        >>> Question.CAUSE.topic
        'cause'
        """
        return self.value.removesuffix("Question")


class Result(Term):
    """What the evidence lines of a claim add up to."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    CONFLICTING = "conflicting"
    INSUFFICIENT = "insufficient"
    NOT_ASSESSED = "notAssessed"
    NOT_APPLICABLE = "notApplicable"


class Certainty(Term):
    """How far a verdict can be relied on; automatic and GRADE-informed, never a GRADE rating."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "veryLow"


class Position(Term):
    """What one statement does with a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    HEDGES = "hedges"


class SourcesSay(Term):
    """What the sources' positions on a claim make together."""

    ALL_ASSERT = "allAssert"
    ALL_DENY = "allDeny"
    DISAGREE = "disagree"
    HEDGE = "hedge"
    SILENT = "silent"


class StudiesSay(Term):
    """What the studies make of a myth."""

    REFUTED_BY_STUDIES = "refutedByStudies"
    STUDIES_INSUFFICIENT = "studiesInsufficient"
    STUDIES_CONFLICT = "studiesConflict"
    STUDIES_SUPPORT = "studiesSupport"
