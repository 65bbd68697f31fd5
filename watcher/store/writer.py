"""The one writer of the database.

Everybody else reads (store.reader).  A short command that must write (a ruling, a silence, a retry)
opens its own Store for a moment: SQLite lets one writer in at a time, and the others wait.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from watcher.model import Feed, FeedState, Ruling, Signal, SignalStatus, Silence


def open_store(path: Path) -> Store:
    """Open the database for writing; made, with its folder, when missing, and migrated to this schema.

    Raises StoreNewerError (the file is left untouched) and any other StoreError.
    """
    raise NotImplementedError


class Store:
    """The writing side; bound to the thread that opened it.

    Every method is a transaction of its own unless the caller holds one.  All raise StoreError.
    """

    path: Path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """`BEGIN IMMEDIATE` to commit, or rolled back by any exception; inside another: a savepoint."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def record_config(self, signals: Sequence[Signal], feeds: Sequence[Feed], now: datetime) -> None:
        """Make the rows of signals and feeds those of signals.toml; what is no longer there stays, unlisted."""
        raise NotImplementedError

    def list_due_feeds(self, now: datetime, *, limit: int = 10_000) -> tuple[FeedState, ...]:
        """Enabled, configured feeds whose time has come, longest due first."""
        raise NotImplementedError

    def list_feed_states(self) -> tuple[FeedState, ...]:
        """All configured feeds, as coverage needs them."""
        raise NotImplementedError

    def get_status(self, signal_id: str) -> SignalStatus | None:
        """The stored fold of a signal; None when it never was folded."""
        raise NotImplementedError

    def add_ruling(self, ruling: Ruling) -> int:
        """A person's word on a signal; the next fold obeys it."""
        raise NotImplementedError

    def add_silence(self, silence: Silence, now: datetime) -> int:
        raise NotImplementedError

    def expire_silence(self, silence_id: int, now: datetime) -> bool:
        """End a silence now; False when there is none that still holds."""
        raise NotImplementedError

    def record_fact(self, name: str, value: str, now: datetime) -> None:
        """Keep a fact of the running process: see `FACTS`."""
        raise NotImplementedError

    def add_job_error(self, job: str, error: str, now: datetime) -> None:
        """A job of the daemon failed; the newest thousand are kept."""
        raise NotImplementedError
