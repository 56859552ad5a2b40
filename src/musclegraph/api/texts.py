"""What a text to check or lint may be, and how many are read at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from musclegraph.api.client import client_of
from musclegraph.claims.text import MAX_CHARACTERS
from musclegraph.core.errors import BadParameter
from musclegraph.core.refusals import TooLarge
from musclegraph.core.settings import Settings
from musclegraph.store.turns import Places, Turns

Given = ParamSpec("Given")
Found = TypeVar("Found")

SCHEMA: Mapping[str, Any] = {"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"}


def refuse(text: str) -> None:
    """
    Say if `text` is not to be read.

    Raises:
        TooLarge: It is too long.
        BadParameter: JSON lets half of a surrogate pair pass, which no text can hold.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"the text has {len(text):,} characters, the most we read is {MAX_CHARACTERS:,}",
            hint="send one article or section at a time",
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadParameter("the text has half a character", hint="send whole Unicode text")


class Readers:
    """
    Reads texts in threads, few at a time and one per client, so that questions keep theirs.

    The longest text takes seconds; without a limit forty of them would take every thread.
    """

    def __init__(self, settings: Settings) -> None:
        self._turns = Turns(
            Places(
                places=settings.text_readers,
                per_client=1,
                waiting=settings.waiting,
                waiting_per_client=settings.waiting_per_client,
                seconds=settings.waiting_seconds,
            )
        )

    async def read(
        self,
        request: Request,
        work: Callable[Given, Found],
        *given: Given.args,
        **more: Given.kwargs,
    ) -> Found:
        """
        Return what `work` finds in a text, when it is the turn of the client that sent it.

        Raises:
            Busy: Too many texts wait, or it waited too long.
        """
        async with self._turns.turn(client_of(request)):
            return await run_in_threadpool(work, *given, **more)
