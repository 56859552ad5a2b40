"""A stranger's means: raw connections to a running server."""

import socket
import urllib.parse
from dataclasses import dataclass

import httpx2 as httpx
import psutil

POINT = "SELECT * { <urn:a> ?p ?o }"


@dataclass
class Target:
    """A running server and its process."""

    address: str
    process: object

    @property
    def port(self):
        """The port it listens on."""
        return int(self.address.rpartition(":")[2])

    def get(self, query=POINT, **headers):
        """GET a query."""
        return httpx.get(
            f"{self.address}/sparql", params={"query": query}, headers=headers, timeout=20
        )

    def ask(self, parameters):
        """GET with these parameters."""
        return httpx.get(f"{self.address}/sparql", params=parameters, timeout=20)

    def get_path(self, path):
        """GET another path."""
        return httpx.get(self.address + path, timeout=20)

    def post(self, content, kind="application/sparql-query", **headers):
        """POST a body."""
        headers = {"Content-Type": kind, **headers}
        return httpx.post(f"{self.address}/sparql", content=content, headers=headers, timeout=20)

    def connect(self, buffer=0):
        """Open a connection, with a small buffer if asked for."""
        connection = socket.socket()
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def raw(self, data):
        """Send bytes, return all that comes back until the server closes or says no more."""
        with self.connect() as connection:
            connection.sendall(data)
            return read(connection)

    def megabytes(self):
        """What the server's own process holds."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def is_well(self):
        """Tell whether the same process still answers."""
        return self.process.poll() is None and self.get().status_code == 200


def read(connection):
    """Return what comes until the end, or until nothing comes for a second."""
    connection.settimeout(1)
    found = b""
    try:
        while data := connection.recv(65536):
            found += data
    except (TimeoutError, ConnectionError):
        pass
    return found


def request(query, *headers):
    """Return the bytes of a GET."""
    target = f"/sparql?query={urllib.parse.quote(query)}"
    lines = (f"GET {target} HTTP/1.1", "Host: localhost", *headers, "", "")
    return "\r\n".join(lines).encode()
