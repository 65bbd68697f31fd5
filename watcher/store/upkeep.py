"""Care of the file: a backup while it is in use, a check of its soundness, room made by forgetting text."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from watcher.errors import InputError, StoreError
from watcher.store.columns import to_microseconds
from watcher.store.reader import open_reader
from watcher.store.wrapping import wrapped_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from watcher.store.writer import Store

_PAGES_A_STEP = 1000  # 4 MB: between two steps a writer gets its turn
_ROWS_A_STEP = 1000
_FAULT_LIMIT = 100


def backup_database(path: Path, target: Path, note_progress: Callable[[int, int], None]) -> int:
    """Copy the database to `target`, consistently, while others use it; bytes of the copy.

    `note_progress` is called with pages done and pages in all.  The copy has its name only once it is
    whole.  Raises InputError when `target` exists, StoreError when it cannot be written.
    """
    if target.exists():
        raise InputError(f"{target} exists already; give another name, or move it away first")
    partial = target.with_name(f"{target.name}.part")
    with contextlib.closing(open_reader(path)) as source:
        try:
            with wrapped_errors(partial), contextlib.closing(sqlite3.connect(partial)) as copy:
                source.backup(
                    copy,
                    pages=_PAGES_A_STEP,
                    progress=lambda _, remaining, total: note_progress(total - remaining, total),
                )
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            partial.replace(target)
        except OSError as error:
            raise StoreError(f"{target}: the backup cannot be written ({error.strerror})") from error
        finally:
            partial.unlink(missing_ok=True)
    return target.stat().st_size


def find_damage(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with the file, at most a hundred lines; none where it is sound."""
    with contextlib.closing(open_reader(path)) as connection, wrapped_errors(path):
        faults = [text for (text,) in connection.execute(f"PRAGMA integrity_check({_FAULT_LIMIT})")]
        if faults == ["ok"]:
            faults = []
        for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(
            _FAULT_LIMIT
        ):
            faults.append(f"row {row_id} of {table} refers to a row of {parent} that is not there")
        return tuple(faults)


def find_damage_quickly(path: Path) -> tuple[str, ...]:
    """What a look at every page tells, without comparing indexes and tables; none where it is sound."""
    with contextlib.closing(open_reader(path)) as connection, wrapped_errors(path):
        faults = tuple(text for (text,) in connection.execute(f"PRAGMA quick_check({_FAULT_LIMIT})"))
    return () if faults == ("ok",) else faults


def prune_articles(store: Store, before: datetime, note_progress: Callable[[int, int], None]) -> int:
    """Forget summary and text of articles first seen before `before` that are no evidence; how many.

    Title, address and keys stay, so that an article which a feed still carries is not taken for new.
    In small transactions: others may write in between, and what was done stays done.
    """
    cutoff = to_microseconds(before)
    with wrapped_errors(store.path):
        (last_id,) = store.connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    pruned_count = 0
    for first in range(0, last_id, _ROWS_A_STEP):
        with store.transaction():
            cursor = store.connection.execute(
                "UPDATE articles SET summary = '', text = ''"
                " WHERE id > ? AND id <= ? AND seen_at < ? AND (summary <> '' OR text <> '')"
                " AND NOT EXISTS (SELECT 1 FROM evidence WHERE article_id = articles.id)",
                (first, first + _ROWS_A_STEP, cutoff),
            )
            pruned_count += cursor.rowcount
        note_progress(min(first + _ROWS_A_STEP, last_id), last_id)
    return pruned_count


def compact_database(store: Store) -> None:
    """Give freed room back to the file system; needs as much free room as the file takes, and its time."""
    with wrapped_errors(store.path):
        store.connection.execute("VACUUM")
