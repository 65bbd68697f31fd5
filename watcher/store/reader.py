"""Read-only connections, as the CLI and the web use them.

Nothing heavy is imported here: a command that only reads must start in a blink.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from watcher.errors import StoreError, StoreMissingError
from watcher.store.version import KNOWN_MIGRATIONS, list_applied
from watcher.store.wrapping import wrapped_errors

if TYPE_CHECKING:
    from pathlib import Path

_BUSY_SECONDS = 5.0


def open_reader(path: Path) -> sqlite3.Connection:
    """Open the database for reading; every attempt to write through it fails.

    Raises StoreMissingError, StoreNewerError, StoreDamagedError, StoreReadOnlyError or StoreBusyError,
    and StoreError when a writer of this version has yet to migrate it.
    """
    if not path.exists():
        raise StoreMissingError(f"{path}: no database yet; `watcher poll` or `watcher run` makes it")
    with wrapped_errors(path):
        try:
            connection, applied = _connect(path, "mode=ro")
        except sqlite3.OperationalError:
            if path.with_name(f"{path.name}-wal").exists():
                raise
            # In a folder we may not write, SQLite cannot make the index of a log that is not there.  No
            # log means no writer, so the file may be taken to stand still.
            connection, applied = _connect(path, "mode=ro&immutable=1")
    if applied != KNOWN_MIGRATIONS:
        connection.close()
        raise StoreError(
            f"{path}: written by an older Watcher; `watcher poll` or a restart of `watcher run` migrates it"
        )
    return connection


def _connect(path: Path, options: str) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    address = f"file:{quote(str(path.absolute()))}?{options}"
    connection = sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        return connection, list_applied(connection, path)
    except BaseException:
        connection.close()
        raise
