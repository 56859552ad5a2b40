"""What a page tells machines about itself: schema.org, reference managers, link previews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musclegraph.core.names import BASE
from musclegraph.core.terms import Severity
from musclegraph.export.formats.claimreview import UNREVIEWED, rating
from musclegraph.pages.desk import Row
from musclegraph.verdict.assess import Assessment

_CONTEXT = "https://schema.org"
_PUBLISHER = {"@type": "Organization", "name": "MuscleGraph", "url": BASE}

Said = dict[str, Any]


def of_claim(found: Assessment, headline: str, as_of: str) -> Said:
    """
    Return a claim as ClaimReview, as the export does, else as a plain Claim.

    Its words are those of the page: the verdict, its certainty, and that it is automatic.
    """
    claim, verdict = found.claim, found.verdict
    harms = " ".join(f"Harm on record: {harm.label}." for harm in found.harms)
    said = {"@type": "Claim", "@id": claim.iri, "name": claim.label, "text": claim.label}
    if verdict.result in UNREVIEWED:
        return {"@context": _CONTEXT, **said, "abstract": f"{headline} {harms}".strip()}
    return {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "@id": f"{claim.iri}#review",
        "url": claim.iri,
        "claimReviewed": claim.label,
        "datePublished": as_of,
        "author": _PUBLISHER,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "reviewBody": f"{headline} {found.fragility.sentence} {harms}".strip(),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rating(
                verdict.result,
                verdict.leaning.words if verdict.leaning else "",
                verdict.certainty.words if verdict.certainty else "",
                any(harm.severity is Severity.SERIOUS_HARM for harm in found.harms),
            ),
            "ratingExplanation": found.explanation,
        },
        "itemReviewed": said,
    }


def of_concept(node: str, kind: str, about: Row, names: list[str], codes: list[Row]) -> Said:
    """Return a concept as the class of schema.org that its kind stands for."""
    classes = {
        "condition": "MedicalCondition",
        "symptom": "MedicalSignOrSymptom",
        "cause": "MedicalCause",
        "treatment": "MedicalTherapy",
        "body part": "AnatomicalStructure",
        "diagnostic method": "MedicalTest",
    }
    return {
        "@context": _CONTEXT,
        "@type": classes.get(kind, "MedicalEntity"),
        "@id": node,
        "url": node,
        "name": about["concept_label"],
        "description": about["definition"],
        **({"alternateName": names} if names else {}),
        **({"code": [_code(row) for row in codes]} if codes else {}),
    }


def of_publication(node: str, title: str, record: Mapping[str, str]) -> Said:
    """Return a publication as a ScholarlyArticle."""
    ids = [
        {"@type": "PropertyValue", "propertyID": name, "value": record[key]}
        for name, key in (("pmid", "hasPubMedId"), ("doi", "doi"))
        if record.get(key)
    ]
    return {
        "@context": _CONTEXT,
        "@type": "ScholarlyArticle",
        "@id": node,
        "url": node,
        "headline": title,
        "name": title,
        **({"datePublished": record["year"]} if record.get("year") else {}),
        "author": [{"@type": "Person", "name": one} for one in authors(record)],
        **({"isPartOf": _periodical(record)} if record.get("journal") else {}),
        **({"identifier": ids} if ids else {}),
    }


def authors(record: Mapping[str, str]) -> list[str]:
    """Return the authors of a record, one by one."""
    return [name.strip() for name in record.get("authors", "").split(",") if name.strip()]


def citation(title: str, record: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the meta elements that reference managers read of a publication's page."""
    told = [("citation_title", title)]
    told += [("citation_author", name) for name in authors(record)]
    for name, key in (
        ("citation_publication_date", "year"),
        ("citation_journal_title", "journal"),
        ("citation_doi", "doi"),
        ("citation_pmid", "hasPubMedId"),
    ):
        if record.get(key):
            told.append((name, record[key]))
    return told


def _periodical(record: Mapping[str, str]) -> Said:
    return {"@type": "Periodical", "name": record["journal"]}


def _code(row: Row) -> Said:
    prefix, _, value = row["code"].rpartition("/")
    return {
        "@type": "MedicalCode",
        "codeValue": value,
        "codingSystem": prefix,
        "name": row["code_label"],
    }
