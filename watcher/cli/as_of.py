"""The board of an earlier instant: the same fold, over what had been published by then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.config import load_config
from watcher.core.status import fold_status
from watcher.store.queries import (
    list_changes,
    list_coverage_changes,
    list_evidence,
    list_feeds,
    list_rulings,
)
from watcher.store.summary import render_instant

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from watcher.model import Evidence, Ruling, Signal
    from watcher.store.board import StatusRow
    from watcher.store.queries import StoredChange

_ALL = 1_000_000  # more evidence than one signal ever has


def fold_as_of(
    connection: sqlite3.Connection, config_path: Path, rows: tuple[StatusRow, ...], at: datetime
) -> tuple[StatusRow, ...]:
    """Put the status of `at` into each row whose signal signals.toml has, and its coverage as logged."""
    signals = load_config(config_path).signals
    return tuple(
        _fold_row(connection, signals[row.signal_id], row, at) for row in rows if row.signal_id in signals
    )


def list_changes_until(
    connection: sqlite3.Connection, signal_id: str, at: datetime | None, *, limit: int
) -> tuple[StoredChange, ...]:
    """A signal's logged steps, newest first: all, or those that had become true by `at`."""
    if at is None:
        return list_changes(connection, signal_id, limit=limit)
    changes = list_changes(connection, signal_id, limit=_ALL)
    return tuple(stored for stored in changes if stored.change.at <= at)[:limit]


def list_rulings_until(
    connection: sqlite3.Connection, signal_id: str, at: datetime | None
) -> tuple[Ruling, ...]:
    """What people decided on a signal, lately or by `at`, oldest first."""
    if at is None:
        return list_rulings(connection, signal_id)
    return tuple(ruling for ruling in list_rulings(connection, signal_id, limit=_ALL) if ruling.at <= at)


def _fold_row(connection: sqlite3.Connection, signal: Signal, row: StatusRow, at: datetime) -> StatusRow:
    evidence = [
        _without_later_mark(stored.evidence, at)
        for stored in list_evidence(connection, signal_id=signal.id, until=at, limit=_ALL)
        if not _was_rejected(stored.evidence, at)
    ]
    rulings = list_rulings_until(connection, signal.id, at)
    status = fold_status(signal, evidence, rulings, at).status
    is_blind, blind_reason = _find_coverage(connection, signal.id, at)
    return row._replace(
        status=status.status,
        reason=status.reason,
        since=status.since,
        grade=str(status.grade) if status.grade else None,
        origins=status.origins,
        episode=status.episode,
        freshest_at=status.freshest_at,
        is_acknowledged=status.is_acknowledged,
        is_expired=status.is_expired,
        is_baseline=status.is_baseline,
        is_blind=is_blind,
        blind_reason=blind_reason,
        blind_feeds=(),
        evidence_count=len(evidence),
    )


def _was_rejected(evidence: Evidence, at: datetime) -> bool:
    return evidence.is_rejected and evidence.mark is not None and evidence.mark.at <= at


def _without_later_mark(evidence: Evidence, at: datetime) -> Evidence:
    """Forget the mark that nobody had made yet."""
    is_later = evidence.mark is not None and evidence.mark.at > at
    return replace(evidence, mark=None) if is_later else evidence


def _find_coverage(connection: sqlite3.Connection, signal_id: str, at: datetime) -> tuple[bool, str]:
    """Whether a signal was blind at an instant, and why: by the log, and by when the first feed was read."""
    starts = [feed.state.baseline_at for feed in list_feeds(connection)]
    began_at = min((start for start in starts if start is not None), default=None)
    if began_at is None:
        return True, "no feed has been read yet"
    if at < began_at:
        return True, f"nobody looked yet: the first feed was read at {render_instant(began_at)}"
    for change in list_coverage_changes(connection, signal_id, limit=_ALL):
        if change.at <= at:
            return change.is_blind, change.reason
    return False, ""
