"""One message of all that was already so before Watcher looked: at its start, in a new feed, after a sleep.

Such steps are not told one by one, or a first poll would be a flood; but who is never told of them takes the
silence for QUIET.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from watcher.core.routing import ALL_SIGNALS, holds_at
from watcher.core.text import count_of
from watcher.model import (
    Decision,
    Notification,
    NotificationKind,
    Quote,
    Status,
    Suppressed,
    SuppressedReason,
    Urgency,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.model import Evidence, Route, Signal, SignalStatus, Silence

_TOLD: Final = frozenset(
    {Status.REPORTED, Status.CORROBORATED, Status.CONFIRMED, Status.DISPUTED, Status.REVERSED}
)
_QUOTES: Final = 3


def decide_baseline_notification(
    standing: Iterable[tuple[Signal, SignalStatus, Sequence[Evidence]]],
    newest_step: int,
    routes: Sequence[Route],
    silences: Sequence[Silence],
    now: datetime,
    *,
    board_url: str | None = None,
) -> Decision | Suppressed:
    """Whether it is told what was already true, of signals with their status and evidence.

    `newest_step` numbers the latest step it speaks of, and makes the key.  A signal that has moved on since
    is left out, as that was told.
    """
    true_before = [row for row in standing if row[1].status in _TOLD and row[1].is_baseline]
    if not true_before:
        return Suppressed(ALL_SIGNALS, None, SuppressedReason.NOT_TOLD, "nothing was true before")
    left = [row for row in true_before if not _is_silenced(row[0].id, silences, now)]
    if not left:
        return Suppressed(ALL_SIGNALS, None, SuppressedReason.SILENCED)
    channels = _list_channels(left, routes)
    if not channels:
        return Suppressed(ALL_SIGNALS, None, SuppressedReason.NOT_ROUTED)
    signal, status, _ = left[0]
    what = f"{signal.id} is {status.status}" if len(left) == 1 else count_of(len(left), "signal")
    notification = Notification(
        key=f"{ALL_SIGNALS}/baseline/{newest_step}",
        thread=f"{ALL_SIGNALS}/baseline",
        kind=NotificationKind.BASELINE,
        urgency=Urgency.LOW,
        signal_id=signal.id if len(left) == 1 else ALL_SIGNALS,
        headline=f"Already so before Watcher looked: {what}",
        proposition=signal.proposition if len(left) == 1 else "",
        reason="; ".join(_describe(row[1]) for row in left),
        happened_at=now,
        created_at=now,
        quotes=tuple(quote for row in left[:_QUOTES] for quote in _quote_best(row[1], row[2])),
        would_change="each further step is told by itself",
        board_url=board_url,
    )
    return Decision(notification, channels, f"true before Watcher looked: {what}")


def _is_silenced(signal_id: str, silences: Iterable[Silence], now: datetime) -> bool:
    return any(
        holds_at(silence, now) and (not silence.signals or signal_id in silence.signals)
        for silence in silences
    )


def _list_channels(
    rows: Sequence[tuple[Signal, SignalStatus, Sequence[Evidence]]], routes: Iterable[Route]
) -> tuple[str, ...]:
    """Channels of routes that would have taken one of the steps."""
    taking = [
        route.channel
        for route in routes
        if any(
            (not route.signals or signal.id in route.signals)
            and (not route.statuses or status.status in route.statuses)
            for signal, status, _ in rows
        )
    ]
    return tuple(dict.fromkeys(taking))


def _describe(status: SignalStatus) -> str:
    grade = f" ({status.grade})" if status.grade is not None else ""
    since = f" since {status.since:%Y-%m-%d %H:%M} UTC" if status.since is not None else ""
    return f"{status.signal_id}: {status.status}{grade}{since}"


def _quote_best(status: SignalStatus, evidence: Iterable[Evidence]) -> list[Quote]:
    """The strongest article behind a status, where it is at hand."""
    by_key = {piece.article_key: piece for piece in evidence}
    best = next((by_key[key] for key in status.article_keys if key in by_key), None)
    if best is None:
        return []
    verdict = best.verdict
    return [Quote(best.outlet, best.title, verdict.quote, verdict.spans, best.stance, best.at, best.url)]
