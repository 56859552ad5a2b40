"""
A work as a sentence in a bibliography: APA, Vancouver, Harvard.

APA is that of the Publication Manual, 7th edition, Vancouver the form of NLM's *Citing Medicine*,
which journals of medicine ask for, Harvard that of *Cite Them Right*. The tests compare what is
written here with what a processor of CSL makes of these styles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from musclegraph.core.terms import PublicationType as Kind
from musclegraph.core.terms import Status
from musclegraph.export.works import Work

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_APA_MOST, _VANCOUVER_MOST, _HARVARD_MOST = 20, 6, 3
_DATED = {Kind.BLOG_POST, Kind.NEWS_ARTICLE, Kind.PRESS_RELEASE}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ours to cite: what it is called, in which version, as of when, where."""

    title: str
    version: str
    issued: str
    url: str


def cite(work: Work, style: str) -> str:
    """Return one work in one of STYLES."""
    said = STYLES[style](work)
    return f"{said} [{work.status.words}]" if work.status is not Status.CURRENT else said


def cite_page(page: Page, style: str) -> str:
    """Return a page of ours in one of STYLES."""
    year, month, day = _parts(page.issued)
    return {
        "APA": f"MuscleGraph. ({year}, {month} {day}). {page.title} ({page.version}) [Data set]. "
        f"{page.url}",
        "Vancouver": f"MuscleGraph. {page.title} [Internet]. {page.version}. "
        f"{year} {month[:3]} {day}. Available from: {page.url}",
        "Harvard": f"MuscleGraph ({year}) {page.title}. {page.version}, {day} {month} {year}. "
        f"Available at: {page.url}",
    }[style]


def _apa(work: Work) -> str:
    authors = [f"{a.family}, {a.initials}" if a.given else a.family for a in work.authors]
    if len(authors) > _APA_MOST:
        authors = [*authors[: _APA_MOST - 1], f"… {authors[-1]}"]
        by = ", ".join(authors)
    else:
        by = _listed(authors, ", & ", work.has_more_authors)
    volume = f"{work.volume}({work.issue})" if work.issue else work.volume
    where = ", ".join(filter(None, (work.journal, volume, _pages(work))))
    head = [_ended(by), f"({_when(work)})."] if by else [_ended(work.title), f"({_when(work)})."]
    rest = [_ended(work.title)] if by else []
    return _joined(*head, *rest, _ended(where), _doi(work))


def _vancouver(work: Work) -> str:
    names = [f"{a.family} {a.given.replace('-', '')}".strip() for a in work.authors]
    cut = len(names) > _VANCOUVER_MOST or work.has_more_authors
    by = ", ".join([*names[:_VANCOUVER_MOST], *(["et al"] if cut else [])])
    first, last = work.page_range
    shared = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    pages = f"{first}-{last[shared if len(first) == len(last) else 0 :]}" if last else first
    volume = f"{work.volume}({work.issue})" if work.issue else work.volume
    year, month, day = _parts(work.issued)
    when = _joined(year, month[:3], day)
    numbers = "".join((f";{volume}" if volume else "", f":{pages}" if pages else ""))
    ids = [f"doi:{work.doi}"] if work.doi else []
    ids += [f"PMID: {work.pmid}"] if work.pmid else []
    return _joined(
        _ended(by), _ended(work.title), _ended(work.journal), _ended(f"{when}{numbers}"),
        _ended("; ".join(ids)),
    )  # fmt: skip


def _harvard(work: Work) -> str:
    names = [
        f"{a.family}, {a.initials.replace(' ', '')}" if a.given else a.family for a in work.authors
    ]
    cut = len(names) > _HARVARD_MOST
    by = f"{names[0]} et al." if cut else _listed(names, " and ", work.has_more_authors)
    year = f"({work.issued[:4] or 'no date'})"
    volume = f"{work.volume}({work.issue})" if work.issue else work.volume
    pages = _pages(work)
    paged = f"{'pp' if '–' in pages else 'p'}. {pages}" if pages else ""
    where = ", ".join(filter(None, (work.journal, volume, paged)))
    told = f"‘{work.title.rstrip('.')}’" + (f", {where}" if where else "")
    found = f"Available at: {_doi(work)}." if _doi(work) else ""
    if not by:
        return _joined(told, _ended(year), found)
    return _joined(by, year, _ended(told), found)


STYLES: Mapping[str, Callable[[Work], str]] = {
    "APA": _apa,
    "Vancouver": _vancouver,
    "Harvard": _harvard,
}
"""The forms, by name."""


def _listed(names: list[str], last: str, has_more: bool) -> str:
    """Join names; an incomplete list says so."""
    if has_more:
        return ", ".join([*names, "et al."])
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{last}{names[-1]}"


def _pages(work: Work) -> str:
    return "–".join(filter(None, work.page_range))


def _when(work: Work) -> str:
    if not work.issued:
        return "n.d."
    year, month, day = _parts(work.issued)
    return f"{year}, {month} {day}" if work.kind in _DATED and day else year


def _parts(issued: str) -> tuple[str, str, str]:
    """
    Return year, name of the month and day, the last two empty if they are not known.

    >>> _parts("2024-01-23"), _parts("2011")
    (('2024', 'January', '23'), ('2011', '', ''))
    """
    year, month, day = [*issued.split("-"), "", ""][:3]
    return year, _MONTHS[int(month) - 1] if month else "", day.lstrip("0")


def _doi(work: Work) -> str:
    return f"https://doi.org/{work.doi}" if work.doi else work.url


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
