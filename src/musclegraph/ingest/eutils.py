"""
Records by their PMIDs from NCBI E-utilities: the only module that opens a connection for data.

It keeps the NCBI's rules (https://www.ncbi.nlm.nih.gov/books/NBK25497/): tool and email with every
request, at most 3 requests a second and 10 with an API key, long lists by POST, in batches.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from musclegraph.core.errors import RequestError, StoreError

_AT_ONCE = 200
_ATTEMPTS = 5
_AGAIN = {429, 500, 502, 503, 504}
_MAX_BYTES = 100_000_000
_LONGEST_WAIT_S = 60.0
_PMID = re.compile(r"[1-9]\d{0,8}")
_ERROR = re.compile(rb"<ERROR>\s*(.{1,300}?)\s*</ERROR>", re.DOTALL)


class Unavailable(StoreError):
    """PubMed does not answer, or not with records."""


@dataclass(slots=True)
class EUtils:
    """
    A client. `clock` and `sleep` count seconds.

    Raises:
        RequestError: There is no email: the NCBI asks for one, to write to before it blocks.
    """

    email: str
    url: str
    api_key: str = ""
    timeout_s: float = 30.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", self.email):
            raise RequestError(
                "the NCBI asks for an email address with every request",
                hint="set MUSCLEGRAPH_EUTILS_EMAIL to yours",
            )

    def fetch(self, pmids: Sequence[str]) -> Iterator[bytes]:
        """
        Yield PubMed XML with the records of `pmids`, a whole document for each batch of 200.

        Raises:
            RequestError: One is not a PMID, or the NCBI refuses the request.
            Unavailable: It does not answer, after five attempts with growing pauses.
        """
        if wrong := [pmid for pmid in pmids if not _PMID.fullmatch(pmid)]:
            raise RequestError(f"{wrong[0]!r} is not a PMID", hint="a PMID is a number: 21148567")
        different = iter(dict.fromkeys(pmids))
        while batch := list(islice(different, _AT_ONCE)):
            yield self._ask({"id": ",".join(batch)})

    def _ask(self, values: dict[str, str]) -> bytes:
        about = {"db": "pubmed", "retmode": "xml", "tool": "musclegraph", "email": self.email}
        about |= {"api_key": self.api_key} if self.api_key else {}
        body = urllib.parse.urlencode(about | values).encode()
        request = urllib.request.Request(urllib.parse.urljoin(self.url, "efetch.fcgi"), body)
        problem = ""
        for attempt in range(_ATTEMPTS):
            self._wait_for_turn()
            pause = 2.0**attempt
            try:
                with urllib.request.urlopen(request, timeout=self.timeout_s) as answer:
                    return _checked(answer.read(_MAX_BYTES + 1))
            except urllib.error.HTTPError as error:
                with error:
                    problem = f"HTTP {error.code}: {_said(error.read(1000))}"
                if error.code not in _AGAIN:
                    raise RequestError(f"E-utilities refuse: {problem}") from None
                pause = max(pause, _retry_after(error.headers.get("Retry-After", "")))
            except (OSError, http.client.HTTPException, _Broken) as error:
                problem = str(error) or type(error).__name__
            if attempt + 1 < _ATTEMPTS:
                self.sleep(min(pause, _LONGEST_WAIT_S))
        raise Unavailable(f"E-utilities do not answer: {problem}", hint="try again later")

    def _wait_for_turn(self) -> None:
        now = self.clock()
        if now < self._next:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + (0.11 if self.api_key else 0.34)


class _Broken(Exception):
    """An answer that came with 200 and is none."""


def _checked(answer: bytes) -> bytes:
    if error := _ERROR.search(answer):
        raise _Broken(_said(error[1]))
    if len(answer) > _MAX_BYTES:
        raise RequestError(f"the answer has over {_MAX_BYTES:,} bytes", hint="ask for fewer")
    if b"<PubmedArticleSet" not in answer[:2000] or b"</PubmedArticleSet>" not in answer[-100:]:
        raise _Broken("the answer is not a whole set of records")
    return answer


def _said(answer: bytes) -> str:
    return " ".join(answer.decode("utf-8", "replace").split())[:200]


def _retry_after(header: str) -> float:
    return float(header) if header.isdecimal() else 0.0
