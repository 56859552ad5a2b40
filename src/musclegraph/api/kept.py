"""The pages used last, so that one is not written twice from the same snapshot."""

from __future__ import annotations

from collections import OrderedDict

from musclegraph.pages.site import Page

_MOST_CHARACTERS = 32_000_000


class Kept:
    """Pages by address, up to so many characters in all; used by the event loop alone."""

    def __init__(self, most: int = _MOST_CHARACTERS) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[str, Page] = OrderedDict()

    def get(self, address: str) -> Page | None:
        """Return a page that is kept."""
        if address in self._pages:
            self._pages.move_to_end(address)
        return self._pages.get(address)

    def put(self, address: str, page: Page) -> None:
        """Keep a page unless it is an error; those not used for longest go."""
        if page.status not in (200, 303) or address in self._pages:
            return
        self._pages[address] = page
        self._size += len(page.html) + len(address)
        while self._size > self._most:
            gone, page = self._pages.popitem(last=False)
            self._size -= len(page.html) + len(gone)
