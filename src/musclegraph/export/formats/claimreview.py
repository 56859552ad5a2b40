"""
ClaimReview, the schema.org JSON-LD that fact checkers and search engines read.

A rating says in words what the verdict says, and has no number: on a scale from false to true there
is no place for "studies conflict" or for "too little evidence", and readers take the middle for
half true. A claim that has no verdict becomes a plain Claim, for nothing was reviewed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from musclegraph.core.names import slug
from musclegraph.core.terms import Result, Severity
from musclegraph.export.selection import Row, Selection

MEDIA_TYPE = "application/ld+json"
SUFFIX = ".jsonld"
KINDS = ("claim",)

_CONTEXT = "https://schema.org"
UNREVIEWED = {Result.NOT_ASSESSED, Result.NOT_APPLICABLE}
_SAYS = {
    Result.SUPPORTED: "Supported by studies",
    Result.CONTRADICTED: "Contradicted by studies",
    Result.CONFLICTING: "Studies conflict",
    Result.INSUFFICIENT: "Too little evidence to say",
}
_BESIDE = ("review-works", "appearances", "claim-harms", "overrides")


def render(selection: Selection) -> bytes:
    """Return one object for a claim; for all, an object with a `@graph`."""
    chosen = {"claim": [selection.root]} if selection.root else {}
    beside = {name: _by_claim(selection.rows(name, **chosen)) for name in _BESIDE}
    made = [
        _review(row, {name: rows[row["claim"]] for name, rows in beside.items()}, selection)
        for row in selection.rows("reviews", **chosen)
    ]
    body = made[0] if selection.root and made else {"@graph": made}
    text = json.dumps({"@context": _CONTEXT, **body}, ensure_ascii=False, indent=1)
    # So that it can stand in a script element as it is.
    return (text.replace("<", "\\u003c") + "\n").encode()


def _by_claim(rows: list[Row]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["claim"]].append(row)
    return groups


def _review(row: Row, beside: Mapping[str, list[Row]], selection: Selection) -> dict[str, Any]:
    claim = _full(
        {
            "@type": "Claim",
            "@id": row["claim"],
            "name": row["claim_label"],
            "appearance": [_appearance(one) for one in beside["appearances"]],
        }
    )
    body = " ".join(_body(row, beside, selection))
    result = Result(slug(row["result"]))
    if result in UNREVIEWED:
        return {**claim, "description": f"{row['explanation']} {body}"}
    return _full(
        {
            "@type": "ClaimReview",
            "@id": row["verdict"],
            "url": row["claim"],
            "claimReviewed": row["claim_label"],
            "inLanguage": "en",
            "datePublished": row["as_of"],
            "license": row["license"],
            "author": {
                "@type": "Organization",
                "@id": row["author"],
                "name": row["author_label"],
            },
            "itemReviewed": claim,
            "reviewRating": {
                "@type": "Rating",
                "alternateName": rating(
                    result,
                    row["leaning_label"],
                    row["certainty_label"],
                    any("serious" in harm["severity"] for harm in beside["claim-harms"]),
                ),
                "ratingExplanation": row["explanation"],
            },
            "reviewBody": body,
            "citation": [_work(one) for one in beside["review-works"]],
        }
    )


def rating(result: Result, leaning: str, certainty: str, has_serious_harm: bool) -> str:
    """
    Say a verdict in a few words; they are often all that is shown, so harm is among them.

    >>> rating(Result.SUPPORTED, "", "moderate", True)
    'Supported by studies, with serious harm on record (certainty moderate)'
    """
    said = _SAYS[result]
    if leaning:
        said += f", leaning {leaning}"
    if has_serious_harm:
        said += ", with serious harm on record"
    return f"{said} (certainty {certainty})" if certainty else said


def _body(row: Row, beside: Mapping[str, list[Row]], selection: Selection) -> list[str]:
    harms = [f"{_words(one)}: {one['harm_label']}. {one['gist']}" for one in beside["claim-harms"]]
    overrides = [
        f"{one['reviewer_label']} judged on {one['signed_on']}: {one['result_label']}."
        f" {one['reason']}"
        for one in beside["overrides"]
    ]
    # Where no harm is recorded, the note says that this does not mean that there is none.
    noted = [f"Harms: {row['harms']}."] if row["harms"] and not harms else []
    notice = f"As of {selection.about['as_of']}. {selection.about['notice']}"
    return [*harms, *noted, row["sources_sentence"], *overrides, notice]


def _words(harm: Row) -> str:
    return Severity(slug(harm["severity"])).words.capitalize()


def _appearance(row: Row) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": row["publisher_label"]}
    return _full(
        {
            "@type": "Article",
            "url": row["url"],
            "name": row["title"],
            "publisher": publisher if row["publisher_label"] else None,
        }
    )


def _work(row: Row) -> dict[str, Any]:
    records = [f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"] if row["pmid"] else []
    records += [f"https://doi.org/{row['doi']}"] if row["doi"] else []
    return _full(
        {
            "@type": "ScholarlyArticle",
            "@id": row["work"],
            "name": row["title"],
            "datePublished": row["issued"],
            "sameAs": records,
        }
    )


def _full(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in values.items() if value}
