"""Send long answers piece by piece, so that no compressing or sending holds up the others."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Compressed in about a millisecond, and no more than a connection has under way at a time.
_PIECE_BYTES = 64 * 1024


class Pieces:
    """Middleware. The connection says when it takes the next piece; others have a turn between."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""

        async def cut(message: Message) -> None:
            body = message.get("body", b"")
            if message["type"] != "http.response.body" or len(body) <= _PIECE_BYTES:
                await send(message)
                return
            for start in range(0, len(body), _PIECE_BYTES):
                end = start + _PIECE_BYTES
                more = end < len(body) or message.get("more_body", False)
                await send({**message, "body": body[start:end], "more_body": more})
                await asyncio.sleep(0)

        await self._app(scope, receive, cut)
