"""What lets a cache keep an answer: its ETag, how long it holds, and 304."""

from __future__ import annotations

import functools
import hashlib
import re

from fastapi import Request, Response

from musclegraph import __version__


@functools.lru_cache(maxsize=1000)
def etag(snapshot_id: str, *parts: str) -> str:
    """
    Return the ETag of an answer that follows from the snapshot, the version and `parts`.

    It is weak, because the same answer may travel compressed (RFC 9110, section 8.8.1).
    """
    parts_hash = hashlib.sha256("\n".join((__version__, *parts)).encode()).hexdigest()[:8]
    return f'W/"{snapshot_id}-{parts_hash}"'


def is_fresh(request: Request, tag: str) -> bool:
    """Tell whether the caller has the answer of that ETag already."""
    known = re.findall(r'(?:W/)?("[^"]*")', request.headers.get("if-none-match", ""))
    return request.method in {"GET", "HEAD"} and tag.removeprefix("W/") in known


def headers(tag: str) -> dict[str, str]:
    """Return the headers of an answer that may be kept; `Edge` adds for how long."""
    return {"ETag": tag, "Vary": "Accept"}


def not_modified(tag: str) -> Response:
    """Return 304 with the headers that the answer would have."""
    return Response(status_code=304, headers=headers(tag))
