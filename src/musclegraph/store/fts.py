"""SQLite's full-text search: one table a file, written once and only read from then on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from musclegraph.core.errors import SnapshotError, StoreError

Row = tuple[str, ...]


def read_rows(path: Path | None, what: str, sql: str, values: tuple[object, ...]) -> list[Row]:
    """
    Return the rows of a query on the index at `path`, called `what` in an error.

    Raises:
        StoreError: The file is missing or damaged, or the query fails.
    """
    import sqlite3  # here, since most commands search nothing and start faster without it

    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"{what} failed: {error}", hint="build the snapshot again") from error


def write_rows(path: Path, table: str, schema: str, rows: Iterable[Row]) -> None:
    """
    Write a new index at `path`: `table`, which `schema` creates, with all its columns.

    Raises:
        SnapshotError: It cannot be written, as on a full disk.
    """
    import sqlite3

    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript(schema)
            for row in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
            connection.commit()
    except sqlite3.OperationalError as error:
        hint = "make room, or choose another folder with --home"
        raise SnapshotError(f"cannot write {path.name}: {error}", hint=hint) from error
