"""What the board says, however it is shown: in words, for the terminal and the web, and as JSON.

Nothing slow is imported here, so that `watcher status` answers in a blink.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.store.board import RuntimeRow, StatusRow

POLL_LATE_AFTER = timedelta(hours=1)
HEARTBEAT_LATE_AFTER = timedelta(minutes=5)

BLIND = "BLIND"
QUIET = "QUIET"


def is_running(runtime: RuntimeRow, now: datetime) -> bool:
    """Whether a watcher serves this database: it holds it, said so lately and did not say that it left."""
    if runtime.holder is None or runtime.holder != runtime.pid:
        return False
    if runtime.heartbeat_at is None or now - runtime.heartbeat_at > HEARTBEAT_LATE_AFTER:
        return False
    return runtime.stopped_at is None or runtime.started_at is None or runtime.stopped_at < runtime.started_at


def has_polled_lately(runtime: RuntimeRow, now: datetime) -> bool:
    """Whether feeds are polled as they fall due, so that QUIET has meaning."""
    if runtime.polled_at is not None and now - runtime.polled_at <= POLL_LATE_AFTER:
        return True
    # A running watcher says that it lives only while its polling goes on, though nothing may be due.
    return runtime.polled_at is not None and is_running(runtime, now)


def shown_status(row: StatusRow, *, is_polling: bool) -> str:
    """Give the status to show: BLIND in the place of a QUIET that nobody could have seen end."""
    if row.status == QUIET and (row.is_blind or not is_polling):
        return BLIND
    return row.status


def list_overlays(row: StatusRow, status: str) -> list[str]:
    """List what stands beside a status: BLIND, ACK, MUTED, EXPIRED, BASELINE."""
    words = []
    if row.is_blind and status != BLIND:
        words.append(BLIND)
    if row.is_acknowledged:
        words.append("ACK")
    if row.muted_until is not None:
        words.append(f"MUTED until {render_instant(row.muted_until)}")
    if row.is_expired:
        words.append("EXPIRED")
    if row.is_baseline:
        words.append("BASELINE")
    return words


def describe_problem(runtime: RuntimeRow, now: datetime) -> str:
    """Say in one line why the board is blind as a whole; empty when it is not."""
    if has_polled_lately(runtime, now):
        return ""
    if is_running(runtime, now):
        return "BLIND: watcher is at its first poll; look again in a minute"
    last = f"last poll {render_age(runtime.polled_at, now)}" if runtime.polled_at else "it has never polled"
    return f"BLIND: watcher is not running; {last}"


def describe_ill_health(runtime: RuntimeRow, now: datetime) -> str:
    """Say in one line why nobody polls now; empty while a running watcher does, whatever came of it."""
    problem = describe_problem(runtime, now).removeprefix(f"{BLIND}: ")
    if problem or runtime.polled_at is None or is_running(runtime, now):
        return problem
    return f"watcher is not running; last poll {render_age(runtime.polled_at, now)}"


def describe_work(runtime: RuntimeRow, now: datetime) -> str:
    """Say how the watcher itself fares."""
    parts = [
        f"{runtime.healthy_feed_count:,} of {runtime.feed_count:,} feeds healthy",
        f"{runtime.article_count:,} articles",
    ]
    if runtime.polled_at is not None:
        parts.append(f"last poll {render_age(runtime.polled_at, now)}")
    parts.append(f"running as pid {runtime.pid}" if is_running(runtime, now) else "not running")
    if runtime.pending_delivery_count:
        parts.append(f"messages waiting to be sent: {runtime.pending_delivery_count:,}")
    if runtime.dead_delivery_count:
        parts.append(f"messages given up: {runtime.dead_delivery_count:,} (see `watcher outbox list`)")
    return "; ".join(parts) + "."


def list_facts(
    rows: tuple[StatusRow, ...], runtime: RuntimeRow, now: datetime
) -> tuple[tuple[StatusRow, ...], tuple[int | bool, ...]]:
    """Give what differs when anything differs that a board says, ages aside."""
    work = (
        runtime.feed_count,
        runtime.healthy_feed_count,
        runtime.article_count,
        runtime.pending_delivery_count,
        runtime.dead_delivery_count,
        is_running(runtime, now),
        describe_problem(runtime, now) != "",
    )
    return tuple(row._replace(folded_at=None, covered_at=None) for row in rows), work


def render_instant(at: datetime) -> str:
    """Show an instant to the minute."""
    return at.strftime("%Y-%m-%d %H:%M UTC")


def render_age(at: datetime, now: datetime) -> str:
    """Show how long ago an instant was, roughly."""
    seconds = int((now - at).total_seconds())
    if seconds < 0:
        return "in the future"
    if seconds < 5:
        return "just now"
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def render_utc(at: datetime | None) -> str | None:
    """Write an instant for JSON: ISO 8601, UTC, to the second; None stays None."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def render_status(rows: tuple[StatusRow, ...], runtime: RuntimeRow, now: datetime) -> dict[str, object]:
    """Give the board the fields of `watcher status --json`."""
    is_polling = has_polled_lately(runtime, now)
    return {
        "as_of": render_utc(now),
        "problem": describe_problem(runtime, now) or None,
        "running": is_running(runtime, now),
        "pid": runtime.pid if is_running(runtime, now) else None,
        "last_poll": render_utc(runtime.polled_at),
        "feeds": {"count": runtime.feed_count, "healthy": runtime.healthy_feed_count},
        "articles": runtime.article_count,
        "deliveries": {"pending": runtime.pending_delivery_count, "dead": runtime.dead_delivery_count},
        "signals": [render_signal(row, is_polling=is_polling) for row in rows],
    }


def render_signal(row: StatusRow, *, is_polling: bool) -> dict[str, object]:
    """Give one signal its fields; `status` is BLIND where QUIET cannot be claimed."""
    return {
        "signal": row.signal_id,
        "proposition": row.proposition,
        "status": shown_status(row, is_polling=is_polling),
        "reason": row.reason,
        "since": render_utc(row.since),
        "grade": row.grade,
        "origins": list(row.origins),
        "hits": row.evidence_count,
        "freshest": render_utc(row.freshest_at),
        "episode": row.episode,
        "acknowledged": row.is_acknowledged,
        "muted_until": render_utc(row.muted_until),
        "expired": row.is_expired,
        "baseline": row.is_baseline,
        "coverage": {
            "blind": row.is_blind or not is_polling,
            "reason": row.blind_reason if is_polling else "the watcher does not poll",
            "feeds": row.feed_count,
            "seeing": row.seeing_count,
            "blind_feeds": [{"feed": url, "health": health} for url, health in row.blind_feeds],
        },
    }
