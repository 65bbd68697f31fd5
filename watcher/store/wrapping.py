"""Errors of SQLite, told as what a person can do about them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from watcher.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@contextmanager
def wrapped_errors(path: Path) -> Iterator[None]:
    """Turn sqlite3's errors into the StoreError tree, cause chained.

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
        raise kind(f"{path}: {remedy} (SQLite says: {error})") from error
