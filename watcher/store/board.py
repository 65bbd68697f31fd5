"""What `watcher status` and the board show: one row a signal, and how the watcher itself fares.

This module imports neither the model nor anything that is slow to import (dataclasses alone take
longer than all the queries): its rows are named tuples of plain values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


class StatusRow(NamedTuple):
    """Where one signal stands, as of `folded_at`; `status` is a value of model.Status.

    `is_blind` with `status` QUIET shows as BLIND.  `blind_feeds` pairs a feed's URL with its health.
    """

    signal_id: str
    proposition: str
    status: str
    reason: str
    since: datetime | None
    grade: str | None
    origins: tuple[str, ...]
    episode: int
    freshest_at: datetime | None
    is_acknowledged: bool
    is_expired: bool
    is_baseline: bool
    muted_until: datetime | None
    is_blind: bool
    blind_reason: str
    feed_count: int
    seeing_count: int
    blind_feeds: tuple[tuple[str, str], ...]
    evidence_count: int
    folded_at: datetime | None


class RuntimeRow(NamedTuple):
    """What is known of the process that serves this database, and of its work."""

    pid: int | None
    started_at: datetime | None
    stopped_at: datetime | None
    heartbeat_at: datetime | None
    polled_at: datetime | None
    folded_at: datetime | None
    feed_count: int
    healthy_feed_count: int
    article_count: int
    pending_delivery_count: int
    dead_delivery_count: int


def list_statuses(connection: sqlite3.Connection, now: datetime) -> tuple[StatusRow, ...]:
    """One row for each configured signal, in the order of signals.toml."""
    raise NotImplementedError


def get_runtime(connection: sqlite3.Connection) -> RuntimeRow:
    """How the watcher itself fares."""
    raise NotImplementedError
