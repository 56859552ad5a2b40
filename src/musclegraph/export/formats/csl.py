"""CSL-JSON, what citation processors and Zotero read."""

from __future__ import annotations

import json
from typing import Any

from musclegraph.core.terms import PublicationType as Kind
from musclegraph.core.terms import Status
from musclegraph.export.selection import Selection
from musclegraph.export.works import KINDS, Author, Work, load_works

__all__ = ["KINDS", "MEDIA_TYPE", "SUFFIX", "render"]

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
SUFFIX = ".json"

# https://docs.citationstyles.org/en/stable/specification.html, appendix III.
_TYPES = {
    Kind.PREPRINT: "article",
    Kind.CONFERENCE_ABSTRACT: "paper-conference",
    Kind.PRESS_RELEASE: "webpage",
    Kind.BOOK: "book",
    Kind.TEXTBOOK: "book",
    Kind.NEWS_ARTICLE: "article-newspaper",
    Kind.BLOG_POST: "post-weblog",
    Kind.REGULATORY_NOTICE: "report",
    Kind.REGISTRY_ENTRY: "webpage",
    Kind.ENCYCLOPAEDIA_ENTRY: "entry-encyclopedia",
    Kind.UNLOCATED: "document",
}


def render(selection: Selection) -> bytes:
    """Return the evidence list as a JSON array of works."""
    items = [_item(work) for work in load_works(selection)]
    return f"{json.dumps(items, ensure_ascii=False, indent=1)}\n".encode()


def _item(work: Work) -> dict[str, Any]:
    authors = [_name(author) for author in work.authors]
    if work.has_more_authors:
        authors.append({"literal": "et al."})
    item = {
        "id": work.key,
        "type": _TYPES.get(work.kind, "article-journal"),
        "title": work.title,
        "author": authors,
        "issued": {"date-parts": [[int(part) for part in work.date]]} if work.date else None,
        "container-title": work.journal,
        "volume": work.volume,
        "issue": work.issue,
        "page": "-".join(filter(None, work.page_range)),
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "DOI": work.doi,
        "URL": work.url,
        "status": "" if work.status is Status.CURRENT else work.status.words,
        "note": " ".join(work.remarks),
    }
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    return {"family": author.family, "given": author.initials}
