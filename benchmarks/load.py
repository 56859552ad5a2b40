"""
Load from a process of its own: keep-alive clients that send the same requests over and over.

Reads one JSON object a line from standard input, `{"host", "port", "requests": [...], "clients",
"seconds"}`, and answers each with one line: how many requests were answered, in how many seconds,
how many were not answered with 200, and the median and the 99th percentile of the times in ms.
A request is `{"method", "path", "headers", "body"}`; each client begins at another one.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from typing import Any

import uvloop

_PATIENCE_SECONDS = 20


class Client(asyncio.Protocol):
    """One connection: a request is sent when the answer before it is complete."""

    def __init__(self, run: Run, start: int) -> None:
        self._run, self._next = run, start
        self._buffer, self._sent = bytearray(), 0.0
        self._missing = -1  # bytes of the body still to come; unknown before its head is read
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self._transport = transport
        self._send()

    def _send(self) -> None:
        requests = self._run.requests
        self._sent = time.perf_counter()
        self._transport.write(requests[self._next % len(requests)])
        self._next += 1

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer; when it is whole, note it and ask again."""
        self._buffer += data
        if not self._is_whole():
            return
        now = time.perf_counter()
        self._run.note(self._buffer[9:12] == b"200", now - self._sent)
        self._buffer.clear()
        if now < self._run.end:
            self._send()
        else:
            self._transport.close()

    def _is_whole(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end]).lower()
        at = head.find(b"\r\ncontent-length:")
        if at >= 0:
            length = int(head[at + 17 :].partition(b"\r\n")[0])
            return len(self._buffer) >= end + 4 + length
        return self._buffer.endswith(b"0\r\n\r\n")  # sent in chunks

    def leave(self) -> None:
        """End the connection, if it is still there."""
        self._transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        """Say that this client has ended."""
        if time.perf_counter() < self._run.end:
            self._run.note(False, time.perf_counter() - self._sent)
        if not self.closed.done():
            self.closed.set_result(None)


class Run:
    """What the clients of one run share."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._order = order
        host = f"{order['host']}:{order['port']}"
        self.requests = [_written(request, host) for request in order["requests"]]
        self._times: list[float] = []
        self._bad = 0
        self.end = time.perf_counter() + order["seconds"]

    def note(self, is_right: bool, seconds: float) -> None:
        """Note one answer."""
        self._bad += not is_right
        self._times.append(seconds)

    async def go(self) -> dict[str, float]:
        """Return what was measured."""
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        clients = []
        for number in range(self._order["clients"]):
            first = number * len(self.requests) // self._order["clients"]
            address = self._order["host"], self._order["port"]
            _, client = await loop.create_connection(lambda at=first: Client(self, at), *address)
            clients.append(client)
        # A server that is slow beyond measure is left alone, with what it has answered so far.
        await asyncio.wait([client.closed for client in clients], timeout=_PATIENCE_SECONDS)
        for client in clients:
            client.leave()
        times = sorted(self._times) or [_PATIENCE_SECONDS]
        return {
            "requests": len(self._times),
            "seconds": time.perf_counter() - started,
            "bad": self._bad,
            "median_ms": 1000 * statistics.median(times),
            "p99_ms": 1000 * times[int(0.99 * len(times))],
        }


def _written(request: dict[str, Any], host: str) -> bytes:
    body = request.get("body", "").encode()
    headers = {"Host": host, **request.get("headers", {})}
    if body:
        headers["Content-Length"] = str(len(body))
    lines = [f"{request.get('method', 'GET')} {request['path']} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def main() -> None:
    """Answer orders until the input ends."""
    for line in sys.stdin:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            print(json.dumps(runner.run(Run(json.loads(line)).go())), flush=True)


if __name__ == "__main__":
    main()
