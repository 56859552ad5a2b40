"""The closed sets of the ontology. Each value is the local name of an individual in `mg:`."""

from __future__ import annotations

import re
from enum import StrEnum


class Term(StrEnum):
    """One individual of a closed set."""

    @property
    def words(self) -> str:
        """
        The name as a reader sees it.

        >>> Design.PROSPECTIVE_COHORT.words
        'prospective cohort'
        """
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.value).lower()

    @property
    def slug(self) -> str:
        """
        The name in IRIs and JSON.

        >>> Result.NOT_ASSESSED.slug
        'not-assessed'
        """
        return self.words.replace(" ", "-")


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


class Design(Term):
    """How a study was made."""

    SYSTEMATIC_REVIEW_OF_TRIALS = "systematicReviewOfTrials"
    SYSTEMATIC_REVIEW_OF_COHORTS = "systematicReviewOfCohorts"
    SYSTEMATIC_REVIEW_OF_RELIABILITY_STUDIES = "systematicReviewOfReliabilityStudies"
    SYSTEMATIC_REVIEW_OF_MIXED_STUDIES = "systematicReviewOfMixedStudies"
    RANDOMISED_TRIAL = "randomisedTrial"
    RANDOMISED_CROSSOVER = "randomisedCrossover"
    NON_RANDOMISED_COMPARISON = "nonRandomisedComparison"
    PROSPECTIVE_COHORT = "prospectiveCohort"
    RECORDS_COHORT = "recordsCohort"
    RETROSPECTIVE_FOLLOW_UP = "retrospectiveFollowUp"
    CASE_CONTROL = "caseControl"
    CROSS_SECTIONAL = "crossSectional"
    DIAGNOSTIC_ACCURACY_STUDY = "diagnosticAccuracyStudy"
    CONTROLLED_LABORATORY_STUDY = "controlledLaboratoryStudy"
    UNCONTROLLED_LABORATORY_STUDY = "uncontrolledLaboratoryStudy"
    ANIMAL_STUDY = "animalStudy"
    CASE_SERIES = "caseSeries"
    CASE_REPORT = "caseReport"
    NARRATIVE_REVIEW = "narrativeReview"
    GUIDELINE = "guideline"
    EDITORIAL = "editorial"
    LETTER = "letter"
    TEXTBOOK = "textbook"
    PRESS_RELEASE_REPORT = "pressReleaseReport"
    NEWS_REPORT = "newsReport"
    OPINION = "opinion"
    REGULATORY_REVIEW = "regulatoryReview"
    TRIAL_REGISTRATION = "trialRegistration"


class PublicationType(Term):
    """What kind of document a publication is."""

    JOURNAL_ARTICLE = "journalArticle"
    PREPRINT = "preprint"
    CONFERENCE_ABSTRACT = "conferenceAbstract"
    PRESS_RELEASE = "pressRelease"
    BOOK = "book"
    TEXTBOOK = "textbook"
    NEWS_ARTICLE = "newsArticle"
    BLOG_POST = "blogPost"
    EDITORIAL_ARTICLE = "editorialArticle"
    LETTER_ARTICLE = "letterArticle"
    GUIDELINE_ARTICLE = "guidelineArticle"
    REGULATORY_NOTICE = "regulatoryNotice"
    REGISTRY_ENTRY = "registryEntry"
    ENCYCLOPAEDIA_ENTRY = "encyclopaediaEntry"
    UNLOCATED = "unlocated"


class Status(Term):
    """What became of a publication."""

    CURRENT = "current"
    CORRECTED = "corrected"
    EXPRESSION_OF_CONCERN = "expressionOfConcern"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"


class Direction(Term):
    """Which way a study points on a claim."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    NEUTRAL = "neutral"


class Directness(Term):
    """Whether population, exposure and outcome are those of the claim."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class ReadFrom(Term):
    """What the curator read."""

    FULL_TEXT = "fullText"
    ABSTRACT = "abstract"
    SECONDARY_REPORT = "secondaryReport"


class EvidenceRole(Term):
    """Whether the study tested the claim or only mentions it."""

    OWN_FINDING = "ownFinding"
    BACKGROUND_REMARK = "backgroundRemark"


class Concern(Term):
    """A reason to trust a line less. Indirectness is said by the line's directness."""

    RISK_OF_BIAS = "riskOfBias"
    IMPRECISION = "imprecision"
    INCONSISTENCY = "inconsistency"
    PUBLICATION_BIAS = "publicationBias"


class Upgrade(Term):
    """A reason to trust observational evidence more."""

    LARGE_EFFECT = "largeEffect"
    DOSE_RESPONSE = "doseResponse"


class Layer(Term):
    """Whose evidence it is: cited by the articles, or found beyond them."""

    ARTICLES = "articles"
    BEYOND = "beyond"


class InterestKind(Term):
    """What an agent or study stands to gain."""

    SELLS_TREATMENT = "sellsTreatment"
    SELLS_BOOK = "sellsBook"
    EMPLOYMENT = "employment"
    FUNDING = "funding"
    PERSONAL_EXPERIENCE = "personalExperience"
    REPUTATION = "reputation"


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


class Severity(Term):
    """How bad a harm is."""

    SERIOUS_HARM = "seriousHarm"
    MINOR_HARM = "minorHarm"
