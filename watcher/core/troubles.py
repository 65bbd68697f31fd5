"""When the watcher itself is unwell: a channel that takes nothing, a disk nearly full, a job that failed.

| trouble          | when                                                                          |
|------------------|-------------------------------------------------------------------------------|
| a dead channel   | attempts fail for 15 minutes, or its receiver asks us to wait for longer      |
| disk nearly full | less than 500 MB are free where the database is                               |
| a failed job     | once a day for each job                                                       |

Each is told once a day, by the channels for trouble, save the one it is about.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.routing import ALL_SIGNALS, find_silence, plan_channels, write_instant
from watcher.core.text import count_of
from watcher.model import Decision, Notification, NotificationKind, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from watcher.model import Silence

CHANNEL_PATIENCE = timedelta(minutes=15)
DISK_ENOUGH = 500_000_000
"""Bytes that must be free on the disk of the database."""


class StuckChannel(NamedTuple):
    """What waits for a channel: how many messages, and of the one that failed first how it fared.

    `failing_since` and `tried_at` are its first and its latest attempt in vain; `is_held`: the receiver has
    named the instant before which it takes nothing.
    """

    channel: str
    waiting_count: int
    attempt_count: int
    failing_since: datetime
    tried_at: datetime
    is_held: bool
    error: str


class FailedJob(NamedTuple):
    """A job of the watcher that failed, when, and how."""

    job: str
    at: datetime
    error: str


class Condition(NamedTuple):
    """What is known of how the watcher fares; `free_bytes` None where the disk cannot be asked."""

    stuck: Sequence[StuckChannel] = ()
    free_bytes: int | None = None
    failed: Sequence[FailedJob] = ()


class _Trouble(NamedTuple):
    subject: str
    since: datetime
    headline: str
    reason: str
    remedy: str
    channel: str | None = None


def decide_troubles(
    condition: Condition, channels: Sequence[str], silences: Iterable[Silence], now: datetime
) -> Iterator[Decision]:
    """What must be told of the watcher's own trouble, through `channels`; a key holds the day."""
    live = tuple(silences)
    for trouble in _find_troubles(condition, now):
        others = [
            channel
            for channel in channels
            if channel != trouble.channel and find_silence(ALL_SIGNALS, live, now, channel=channel) is None
        ]
        if not others:
            continue
        notification = Notification(
            key=f"trouble/{trouble.subject}/{now:%Y-%m-%d}",
            thread=f"trouble/{trouble.subject}/{now:%Y-%m-%d}",
            kind=NotificationKind.TROUBLE,
            urgency=Urgency.NORMAL,
            signal_id=ALL_SIGNALS,
            headline=trouble.headline,
            proposition="",
            reason=trouble.reason,
            happened_at=trouble.since,
            created_at=now,
            would_change=trouble.remedy,
        )
        reason = "the watcher itself is unwell; told once a day"
        yield Decision(notification, tuple(others), reason, plan_channels(others, now, reason))


def _find_troubles(condition: Condition, now: datetime) -> Iterator[_Trouble]:
    for stuck in condition.stuck:
        # By its latest attempt: while we were down ourselves, nothing was tried.
        failing_until = now if stuck.is_held else stuck.tried_at
        if failing_until - stuck.failing_since >= CHANNEL_PATIENCE:
            waiting = count_of(stuck.waiting_count, "message")
            yield _Trouble(
                subject=f"channel/{stuck.channel}",
                since=stuck.failing_since,
                headline=f"Watcher: {stuck.channel} takes nothing since {write_instant(stuck.failing_since)},"
                f" {waiting} waiting",
                reason=f"{count_of(stuck.attempt_count, 'attempt')} failed: {stuck.error}",
                remedy="`watcher outbox list` shows what waits; `watcher notify test` tries the channel",
                channel=stuck.channel,
            )
    if condition.free_bytes is not None and condition.free_bytes < DISK_ENOUGH:
        free = condition.free_bytes // 1_000_000
        yield _Trouble(
            subject="disk",
            since=now,
            headline=f"Watcher: disk nearly full, {free} MB left",
            reason="when nothing can be stored, nothing is judged and nothing is told",
            remedy="make room on the disk of the state folder; `watcher db prune` forgets old texts",
        )
    for failed in condition.failed:
        yield _Trouble(
            subject=f"job/{failed.job.partition(' of ')[0]}",
            since=failed.at,
            headline=f"Watcher: job {failed.job} failed",
            reason=failed.error,
            remedy="the log has the details; the job goes on at its next turn",
        )
