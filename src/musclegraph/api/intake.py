"""Request bodies on their way in: how long they may be, and how long they may take."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

from musclegraph.core.settings import Settings


class Intake:
    """
    Passes on a body as it comes, up to `max_text_bytes` and for `body_seconds`.

    No route takes more; some take less and say so themselves.
    """

    def __init__(self, receive: Receive, limits: Settings) -> None:
        self._receive, self._limits = receive, limits
        self._size, self._is_whole = 0, False
        self._end = asyncio.get_running_loop().time() + limits.body_seconds

    async def receive(self) -> Message:
        """
        Return the next message.

        Raises:
            HTTPException: 413 or 408, for the framework hides any other error in a body.
        """
        if self._is_whole:
            return await self._receive()  # now it is the end of the connection that is waited for
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            seconds = self._limits.body_seconds
            raise HTTPException(408, f"the body took over {seconds} s") from None
        if message["type"] == "http.request":
            self._is_whole = not message.get("more_body", False)
            self._size += len(message.get("body", b""))
            if self._size > self._limits.max_text_bytes:
                raise HTTPException(413, f"the body has over {self._limits.max_text_bytes:,} bytes")
        return message


def is_compressed(scope: Scope) -> bool:
    """Tell whether a body is compressed; a small one could be huge inside, so none is read."""
    names = (b"content-encoding", b"transfer-encoding")
    values = b",".join(value.lower() for name, value in scope["headers"] if name in names)
    codings = {coding.strip() for coding in values.split(b",")}
    return bool(codings - {b"identity", b"chunked", b""})
