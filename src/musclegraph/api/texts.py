"""What a text to check or lint may be, and the processes that read texts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from musclegraph.api.client import client_of, unless_gone
from musclegraph.api.reading import Reader, Task
from musclegraph.api.strict import StrictRoute
from musclegraph.claims.text import MAX_CHARACTERS
from musclegraph.core.errors import BadParameter, NotFound
from musclegraph.core.refusals import QueryFailed, TextFailed, TextTimeout, TooLarge
from musclegraph.core.settings import Settings
from musclegraph.store.jobs import Answer
from musclegraph.store.opened import Snapshot
from musclegraph.store.process import Nursery, Worker
from musclegraph.store.room import Room
from musclegraph.store.turns import Places, Turns

# As the length of what is no text: it goes with the long ones.
LONG = MAX_CHARACTERS
# What is found in a text is nobody else's.
NOT_KEPT = {"Cache-Control": "no-store"}
SENT = {"text": "Cramps come from drinking too little."}
SCHEMA: Mapping[str, Any] = {"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"}


def router(
    name: str, endpoint: Callable[..., Any], summary: str, answer: Mapping[str, Any]
) -> APIRouter:
    """Build the route of that name to which texts are sent; `answer` describes what it gives."""
    made = APIRouter(route_class=StrictRoute)
    made.add_api_route(
        f"/{name}",
        endpoint,
        methods=["POST"],
        name=name,
        operation_id=name,
        summary=summary,
        tags=["check"],
        response_class=Response,
        responses={200: dict(answer)},
        openapi_extra={"requestBody": {"content": {"application/json": {"example": SENT}}}},
    )
    return made


def refuse(text: str) -> None:
    """
    Say if `text` is not to be read.

    Raises:
        TooLarge: It is too long.
        BadParameter: It is empty; or has half of a surrogate pair, which JSON lets pass and which
            no text can hold.
    """
    if not text.strip():
        raise BadParameter("the text is empty", hint="send at least one sentence")
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"the text has {len(text):,} characters, the most we read is {MAX_CHARACTERS:,}",
            hint="send one article or section at a time",
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadParameter("the text has half a character", hint="send whole Unicode text")


def response(found: Answer, headers: Mapping[str, str]) -> Response:
    """Return what was found, which holds its room until it is sent."""
    answer = Response(found.body, headers=dict(headers), media_type=found.media_type)
    answer.held = found.held  # type: ignore[attr-defined]
    return answer


class Readers:
    """
    Has texts read by processes that can be killed, few at a time and one per client.

    Long texts have places of their own, so that short ones do not wait for them. The processes
    are started when the first text comes, or by `open`.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings, room: Room) -> None:
        self._settings, self._room = settings, room
        self._folder = snapshot.folder
        self._nursery = _nursery(snapshot, settings)
        self._short, self._long = Turns(_places(settings)), Turns(_places(settings))
        self._idle: list[Worker] = []
        self._living: set[Worker] = set()

    async def open(self) -> None:
        """Start a process now, so that the first reader need not wait for it."""
        if self._nursery:
            self._idle.append(await self._take())

    async def close(self) -> None:
        """End them all."""
        for worker in self._living:
            worker.kill()
        if self._nursery:
            await self._nursery.close()

    def examples(self, kind: str, given: Mapping[str, Any]) -> dict[str, Callable[[], Any]]:
        """Return what makes the example of an answer, in this process; nothing for bare files."""
        folder = self._folder
        if folder is None:
            return {}

        def made() -> Any:
            task = Task(kind, given, self._settings.max_answer_bytes)
            return json.loads(Reader(folder, self._settings).do(task.to_line()).body)

        return {kind: made}

    async def read(
        self, request: Request, kind: str, length: int, given: Mapping[str, Any]
    ) -> Answer:
        """
        Return what a process finds in a text of that length, when it is the client's turn.

        Args:
            request: Who asks; if they go, the process ends.
            kind: What to do: see `reading.Task`.
            length: Characters of the text.
            given: What it needs, the text with it.

        Raises:
            Busy: Too many texts wait, or it waited too long.
            TextTimeout, TextFailed: Reading it took too long, or ended the process.
            MuscleGraphError: What is wrong with the text.
        """
        task = Task(kind, given, self._settings.max_answer_bytes)
        return await unless_gone(request, self._in_turn(client_of(request), task, length))

    async def _in_turn(self, client: str, task: Task, length: int) -> Answer:
        is_short = length <= self._settings.short_text_characters
        async with (self._short if is_short else self._long).turn(client):
            worker = await self._take()
            try:
                return await self._done(worker, task, client)
            finally:
                if worker.is_free:
                    self._idle.append(worker)
                else:
                    self._living.discard(worker)
                    worker.kill()

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if not worker.ended.is_set():
                return worker
            self._living.discard(worker)
        if self._nursery is None:
            raise NotFound("files served as they are have no claims to check against")
        worker = await self._nursery.worker()
        self._living.add(worker)
        return worker

    async def _done(self, worker: Worker, task: Task, client: str) -> Answer:
        seconds = self._settings.text_seconds
        try:
            async with asyncio.timeout(seconds):
                return await worker.ask(task, partial(self._room.take, client))
        except TimeoutError:
            raise TextTimeout(
                f"reading the text took longer than {seconds} s",
                hint="send one section of it at a time",
            ) from None
        except QueryFailed:
            raise TextFailed(
                "the text ended the process that read it, most likely by its memory",
                hint="send one section of it at a time",
            ) from None


def _nursery(snapshot: Snapshot, settings: Settings) -> Nursery | None:
    if snapshot.folder is None:
        return None
    setup = {
        "folder": str(snapshot.folder),
        "memory_mb": settings.text_memory_mb,
        "semantic": settings.semantic,
        "cross_encoder": settings.cross_encoder,
        "texts": str(settings.texts),
    }
    return Nursery("musclegraph.api.reading", setup)


def _places(settings: Settings) -> Places:
    return Places(
        places=settings.text_readers,
        per_client=1,
        waiting=settings.waiting,
        waiting_per_client=settings.waiting_per_client,
        seconds=settings.waiting_seconds,
    )
