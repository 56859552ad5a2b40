"""The closed sets in which publications, studies, evidence lines and interests are described."""

from __future__ import annotations

from musclegraph.core.term import Term


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
    RETRACTION_NOTICE = "retractionNotice"
    CONCERN_NOTICE = "concernNotice"
    CORRECTION_NOTICE = "correctionNotice"


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


class Severity(Term):
    """How bad a harm is."""

    SERIOUS_HARM = "seriousHarm"
    MINOR_HARM = "minorHarm"
