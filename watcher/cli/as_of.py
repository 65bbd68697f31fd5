"""The board of an earlier instant: the same fold, over what had been published by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.config import load_config
from watcher.core.status import fold_status
from watcher.store.queries import list_evidence, list_rulings

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from watcher.model import Evidence, Signal
    from watcher.store.board import StatusRow

_ALL = 1_000_000  # more evidence than one signal ever has


def fold_as_of(
    connection: sqlite3.Connection, config_path: Path, rows: tuple[StatusRow, ...], at: datetime
) -> tuple[StatusRow, ...]:
    """Put the status of `at` into each row whose signal signals.toml has; coverage then is not known."""
    signals = load_config(config_path).signals
    return tuple(
        _fold_row(connection, signals[row.signal_id], row, at) for row in rows if row.signal_id in signals
    )


def _fold_row(connection: sqlite3.Connection, signal: Signal, row: StatusRow, at: datetime) -> StatusRow:
    evidence = [
        stored.evidence
        for stored in list_evidence(connection, signal_id=signal.id, limit=_ALL)
        if stored.evidence.at <= at and not _was_rejected(stored.evidence, at)
    ]
    rulings = [ruling for ruling in list_rulings(connection, signal.id, limit=_ALL) if ruling.at <= at]
    status = fold_status(signal, evidence, rulings, at).status
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
        is_blind=False,
        blind_reason="not known for an earlier instant",
        blind_feeds=(),
        evidence_count=len(evidence),
    )


def _was_rejected(evidence: Evidence, at: datetime) -> bool:
    return evidence.is_rejected and evidence.mark is not None and evidence.mark.at <= at
