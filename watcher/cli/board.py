"""The board as text: what `watcher status` and `watcher demo` show, 80 columns wide.

It says with words what it also says with colours.  Nothing slow is imported here.
"""

from __future__ import annotations

import os
import sys
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from watcher.store.board import RuntimeRow, StatusRow

WIDTH = 80
INDENT = 14  # the longest status is CORROBORATED
POLL_LATE_AFTER = timedelta(hours=1)
HEARTBEAT_LATE_AFTER = timedelta(minutes=5)

BLIND = "BLIND"
QUIET = "QUIET"

_COLOURS = {
    "QUIET": "32",  # green
    "WATCH": "33",  # yellow
    "REPORTED": "1;33",
    "CORROBORATED": "1;35",  # magenta
    "CONFIRMED": "1;31",  # red
    "DISPUTED": "1;36",  # cyan
    "REVERSED": "1;34",  # blue
    "BLIND": "1;7",  # inverse
}

EXIT_CODES = {
    "QUIET": 0,
    "WATCH": 0,
    "REPORTED": 10,
    "CORROBORATED": 20,
    "CONFIRMED": 30,
    "DISPUTED": 40,
    "REVERSED": 40,
    "BLIND": 3,
}
_WORST_FIRST = (30, 40, 20, 10, 3, 0)


def is_running(runtime: RuntimeRow, now: datetime) -> bool:
    """Whether a watcher serves this database: it said so lately and did not say that it left."""
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


def exit_code(statuses: Sequence[str]) -> int:
    """Give the exit code of the worst signal."""
    codes = {EXIT_CODES[status] for status in statuses}
    return next((code for code in _WORST_FIRST if code in codes), 0)


def render_board(
    rows: Sequence[StatusRow], runtime: RuntimeRow, now: datetime, *, is_coloured: bool = False
) -> str:
    """Draw the board: what hinders the watcher first, then each signal, then how the watcher fares."""
    is_polling = has_polled_lately(runtime, now)
    lines = [f"WATCHER, as of {render_instant(now)}", ""]
    problem = describe_problem(runtime, now)
    if problem:
        lines[1:1] = [_paint(problem, "1", is_coloured=is_coloured)]
    for row in rows:
        lines += _signal_lines(row, now, is_polling=is_polling, is_coloured=is_coloured)
        lines.append("")
    if not rows:
        lines += ["No signals are known yet: the first `watcher poll` or `watcher run` takes them in.", ""]
    lines += _wrap(describe_work(runtime, now), indent=0)
    return "\n".join(lines) + "\n"


def describe_problem(runtime: RuntimeRow, now: datetime) -> str:
    """Say in one line why the board is blind as a whole; empty when it is not."""
    if has_polled_lately(runtime, now):
        return ""
    if is_running(runtime, now):
        return "BLIND: watcher is at its first poll; look again in a minute"
    last = f"last poll {render_age(runtime.polled_at, now)}" if runtime.polled_at else "it has never polled"
    return f"BLIND: watcher is not running; {last}"


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
        parts.append(f"{runtime.pending_delivery_count:,} messages waiting to be sent")
    if runtime.dead_delivery_count:
        parts.append(f"{runtime.dead_delivery_count:,} messages given up: see `watcher outbox list`")
    return "; ".join(parts) + "."


def may_colour() -> bool:
    """Colour only a terminal that can show it, unless NO_COLOR (https://no-color.org) is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _signal_lines(row: StatusRow, now: datetime, *, is_polling: bool, is_coloured: bool) -> Iterator[str]:
    status = shown_status(row, is_polling=is_polling)
    head = _paint(status, _COLOURS[status], is_coloured=is_coloured) + " " * (INDENT - len(status))
    beside = [row.signal_id, *([f"[{row.grade}]"] if row.grade else []), *_overlays(row, status)]
    first, *further = _wrap("  ".join(beside))
    yield head + first.lstrip()
    yield from further
    yield from _wrap(_show(row.proposition))
    facts = []
    if row.since is not None:
        facts.append(f"since {render_instant(row.since)}")
    if row.origins:
        count = len(row.origins)
        facts.append(f"{count} independent {'origin' if count == 1 else 'origins'}")
    if row.evidence_count:
        facts.append(f"{row.evidence_count} {'hit' if row.evidence_count == 1 else 'hits'}")
    if row.freshest_at is not None:
        facts.append(f"freshest {render_age(row.freshest_at, now)}")
    if facts:
        yield from _wrap("; ".join(facts))
    if status == BLIND:
        if row.is_blind:
            yield from _wrap(_show(row.blind_reason))
        return
    yield from _wrap(_show(row.reason))
    if row.is_blind:
        yield from _wrap("blind now: " + _show(row.blind_reason))


def _overlays(row: StatusRow, status: str) -> list[str]:
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


def _show(text: str) -> str:
    """Make hostile characters visible; what does so is imported for the rare text that has any."""
    if text.isprintable():
        return text
    from watcher.core.text import make_visible

    return make_visible(text)


def _wrap(text: str, indent: int = INDENT) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def _paint(text: str, colour: str, *, is_coloured: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if is_coloured else text
