"""Errors of SQLite, told as what a person can do about them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Primary result codes: https://www.sqlite.org/rescode.html
_ERRORS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusyError, "another process is writing to it; try again in a moment"),
    sqlite3.SQLITE_LOCKED: (StoreBusyError, "another process is writing to it; try again in a moment"),
    sqlite3.SQLITE_FULL: (
        StoreFullError,
        "the disk is full; make room, then try again: nothing was half written",
    ),
    sqlite3.SQLITE_READONLY: (
        StoreReadOnlyError,
        "it may not be written; make the file and its folder writable for this user, or use another --state",
    ),
    sqlite3.SQLITE_PERM: (
        StoreReadOnlyError,
        "it may not be opened; make the file and its folder accessible to this user, or use another --state",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreReadOnlyError,
        "it cannot be opened; make the folder accessible and writable for this user, or use another --state",
    ),
    sqlite3.SQLITE_CORRUPT: (
        StoreDamagedError,
        "it is damaged; restore a backup, or move it away to start anew",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreDamagedError,
        "it is not an SQLite database; move it away, or use another --state",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "reading or writing it failed; look at the disk (full, unplugged, over quota?), then try again",
    ),
}


def select(
    connection: sqlite3.Connection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[sqlite3.Row]:
    """Run a SELECT; rows by column name, whatever the connection's own row factory.  Raises StoreError."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    with wrapped_errors(connection):
        return cursor.execute(sql, parameters).fetchall()


@contextmanager
def wrapped_errors(database: Path | sqlite3.Connection) -> Iterator[None]:
    """Turn sqlite3's errors into the StoreError tree, cause chained; the text names the file.

    Misuse (a closed connection, another thread, wrong SQL) passes unchanged: that is a fault of ours,
    which no user can mend.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            raise
        found = _ERRORS.get(code & 0xFF)
        if found is None:
            raise
        kind, remedy = found
        path = database if isinstance(database, Path) else _get_path(database)
        raise kind(f"{path}: {remedy} (SQLite says: {error})") from error


def _get_path(connection: sqlite3.Connection) -> Path:
    """The file of an open connection; SQLite tells it from memory, so it works on a damaged one too."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])
