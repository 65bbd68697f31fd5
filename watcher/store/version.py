"""Which schema a file has, told without importing what migrates it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.errors import StoreDamagedError, StoreNewerError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

MIGRATION_SET = "watcher"
KNOWN_MIGRATIONS = (
    "first tables",
    "marks of evidence",
    "illness and sleep",
    "conversations",
    "kinds of feed",
    "subscriptions at hubs",
    "plans of delivery",
    "pages of articles",
    "members by story",
    "failing deliveries",
    "what signals have seen",
)


def list_applied(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Names of the migrations applied to a file, in order; none for an empty file.

    Raises StoreNewerError when the file has one we do not know, StoreDamagedError when it holds the
    tables of another program.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ()
    if "_sqlite_migrations" not in tables:
        raise StoreDamagedError(f"{path}: an SQLite database of another program; use another --state")
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", [MIGRATION_SET]
    )
    applied = tuple(name for (name,) in rows)
    unknown = [name for name in applied if name not in KNOWN_MIGRATIONS]
    if unknown:
        raise StoreNewerError(
            f"{path}: written by a newer Watcher (its schema has {unknown[0]!r}); "
            "upgrade this Watcher, or use another --state; the file was left untouched"
        )
    return applied
