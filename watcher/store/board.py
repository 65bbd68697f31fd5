"""What `watcher status` and the board show: one row a signal, and how the watcher itself fares.

This module imports neither the model nor anything that is slow to import (dataclasses alone take
longer than all the queries): its rows are named tuples of plain values.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from watcher.store.columns import to_instant, to_instant_or_none, to_microseconds, to_strings
from watcher.store.holder import find_holder
from watcher.store.wrapping import select

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


class StatusRow(NamedTuple):
    """Where one signal stands, as of `folded_at` (None: never); `status` is a value of model.Status.

    `is_blind` (as of `covered_at`) with `status` QUIET shows as BLIND.  `blind_feeds` pairs
    a feed's URL with its health.
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
    covered_at: datetime | None


class RuntimeRow(NamedTuple):
    """What is known of the process that serves this database, and of its work.

    `pid` is of the watcher that started last, `holder` of the process that holds the state folder now.
    """

    pid: int | None
    holder: int | None
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


_STATUSES = """
SELECT signals.id AS signal_id, signals.proposition,
  coalesce(status, 'QUIET') AS status,
  coalesce(signal_status.reason, 'not judged yet') AS reason,
  signal_status.since AS since, grade, coalesce(origins, '[]') AS origins,
  coalesce(episode, 1) AS episode, freshest_at,
  coalesce(is_acknowledged, 0) AS is_acknowledged, coalesce(is_expired, 0) AS is_expired,
  coalesce(is_baseline, 0) AS is_baseline, folded_at,
  coalesce(is_blind, 1) AS is_blind,
  coalesce(signal_coverage.reason, 'coverage was not judged yet') AS blind_reason,
  coalesce(feed_count, 0) AS feed_count, coalesce(seeing_count, 0) AS seeing_count,
  coalesce(blind_feeds, '[]') AS blind_feeds, judged_at,
  (SELECT count(*) FROM evidence WHERE evidence.signal_id = signals.id) AS evidence_count,
  (SELECT max(ends_at) FROM silences WHERE starts_at <= :now AND ends_at > :now
     AND silences.statuses = '[]' AND silences.channels = '[]'  -- what mutes some of it only is not shown
     AND (signals = '[]' OR EXISTS (SELECT 1 FROM json_each(silences.signals) WHERE signals.id GLOB value))
  ) AS muted_until
FROM signals
LEFT JOIN signal_status ON signal_status.signal_id = signals.id
LEFT JOIN signal_coverage ON signal_coverage.signal_id = signals.id
WHERE is_configured AND (:signal_id IS NULL OR signals.id = :signal_id) ORDER BY position LIMIT :limit
"""


# The newest row id counts the articles as long as none is deleted, and needs no walk over a million rows.
_COUNTS = """
SELECT count(*) AS feeds, count(*) FILTER (WHERE health IN ('ok', 'not modified', 'moved')) AS healthy_feeds,
  (SELECT coalesce(max(id), 0) FROM articles) AS articles,
  (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'leased')) AS pending_deliveries,
  (SELECT count(*) FROM deliveries WHERE state = 'dead') AS dead_deliveries
FROM feeds WHERE is_configured AND is_enabled
"""


def list_statuses(
    connection: sqlite3.Connection, now: datetime, *, signal_id: str | None = None, limit: int = 10_000
) -> tuple[StatusRow, ...]:
    """One row for each configured signal, in the order of signals.toml; or for the one that is given."""
    asked = {"now": to_microseconds(now), "signal_id": signal_id, "limit": limit}
    rows = select(connection, _STATUSES, asked)
    return tuple(_make_status(row) for row in rows)


def _make_status(row: sqlite3.Row) -> StatusRow:
    return StatusRow(
        signal_id=row["signal_id"],
        proposition=row["proposition"],
        status=row["status"],
        reason=row["reason"],
        since=to_instant_or_none(row["since"]),
        grade=row["grade"],
        origins=to_strings(row["origins"]),
        episode=row["episode"],
        freshest_at=to_instant_or_none(row["freshest_at"]),
        is_acknowledged=bool(row["is_acknowledged"]),
        is_expired=bool(row["is_expired"]),
        is_baseline=bool(row["is_baseline"]),
        muted_until=to_instant_or_none(row["muted_until"]),
        is_blind=bool(row["is_blind"]),
        blind_reason=row["blind_reason"],
        feed_count=row["feed_count"],
        seeing_count=row["seeing_count"],
        blind_feeds=tuple((url, health) for url, health in json.loads(row["blind_feeds"])),
        evidence_count=row["evidence_count"],
        folded_at=to_instant_or_none(row["folded_at"]),
        covered_at=to_instant_or_none(row["judged_at"]),
    )


def get_runtime(connection: sqlite3.Connection) -> RuntimeRow:
    """How the watcher itself fares."""
    facts = {row["name"]: row for row in select(connection, "SELECT * FROM runtime LIMIT 100")}
    instants = {name: to_instant(row["at"]) for name, row in facts.items()}
    pid = facts["pid"]["value"] if "pid" in facts else ""
    (counts,) = select(connection, _COUNTS)
    return RuntimeRow(
        pid=int(pid) if pid.isdigit() else None,
        holder=_find_holder(connection),
        started_at=instants.get("started"),
        stopped_at=instants.get("stopped"),
        heartbeat_at=instants.get("heartbeat"),
        polled_at=instants.get("polled"),
        folded_at=instants.get("folded"),
        feed_count=counts["feeds"],
        healthy_feed_count=counts["healthy_feeds"],
        article_count=counts["articles"],
        pending_delivery_count=counts["pending_deliveries"],
        dead_delivery_count=counts["dead_deliveries"],
    )


def _find_holder(connection: sqlite3.Connection) -> int | None:
    ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()[:1]
    return find_holder(Path(path).parent) if path else None  # a database in memory has no folder
