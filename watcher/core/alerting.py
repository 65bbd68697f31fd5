"""What is told, to whom, and why not.

A step is told when the status it enters is, or when it takes back one that was:

| entered                              | urgency | told to                                          |
|--------------------------------------|---------|--------------------------------------------------|
| CONFIRMED, REVERSED                  | high    | every route that takes the signal and the status |
| CORROBORATED, DISPUTED               | normal  | the same                                         |
| REPORTED                             | low     | the same                                         |
| WATCH, QUIET from REPORTED or higher | low     | the same: what was told is taken back            |
| WATCH                                | digest  | routes that name WATCH                           |
| QUIET                                | digest  | routes that name QUIET                           |

Reasons to keep silent are asked in this order, and the first that holds is the one recorded:

1. the step was true before we began to look (baseline);
2. it was noticed together with a later step, which is told in its place;
3. no route takes it, or only routes that would have to name its status;
4. a silence holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.core.claims import rank_evidence
from watcher.core.reasons import describe_next
from watcher.model import (
    Decision,
    Notification,
    NotificationKind,
    Quote,
    SignalStatus,
    Stance,
    Status,
    Suppressed,
    SuppressedReason,
    Urgency,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.model import Coverage, Evidence, Route, Signal, Silence, StatusChange

BLIND_PATIENCE = timedelta(hours=1)
"""A signal must have been blind for so long before it is told."""

ALL_SIGNALS = "all-signals"
"""The signal id of a notification that is about several signals at once."""

_URGENCIES = {
    Status.REPORTED: Urgency.LOW,
    Status.CORROBORATED: Urgency.NORMAL,
    Status.DISPUTED: Urgency.NORMAL,
    Status.CONFIRMED: Urgency.HIGH,
    Status.REVERSED: Urgency.HIGH,
}
_QUOTE_LIMIT = 3
_OLD = timedelta(hours=1)  # an older event is told with its instant
_UNDOING = frozenset({Stance.DENIES, Stance.REVERSES})


def holds_at(silence: Silence, at: datetime) -> bool:
    """Whether a silence mutes at that instant: its start does, its end no longer does."""
    return silence.starts_at <= at < silence.ends_at


def decide_notification(  # noqa: PLR0917  # what is judged, then by what, then when
    signal: Signal,
    change: StatusChange,
    evidence: Iterable[Evidence],
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    ordinal: int,
    board_url: str | None = None,
    is_overtaken: bool = False,
    stood_before: Status | None = None,
) -> Decision | Suppressed:
    """Whether a step is told, and how.

    `evidence` is the signal's.  `ordinal` numbers the step within its episode, from 1.  `is_overtaken`: a
    later step was noticed with it, and is told instead.  `stood_before` is where the signal stood before all
    that was noticed with this step, which is what readers know: by default where this step began.
    """
    known = stood_before if stood_before not in {None, change.after} else change.before

    def suppress(reason: SuppressedReason, detail: str = "") -> Suppressed:
        return Suppressed(signal.id, change, reason, detail)

    if change.is_baseline:
        return suppress(SuppressedReason.BASELINE)
    if is_overtaken:
        return suppress(SuppressedReason.OVERTAKEN)
    urgency = _judge_urgency(change.after, stood_before or change.before)
    of_signal = [route for route in routes if not route.signals or signal.id in route.signals]
    taking = [route for route in of_signal if _takes(route, change, urgency)]
    if not taking:
        if urgency is Urgency.DIGEST:
            return suppress(SuppressedReason.NOT_TOLD, f"{change.after} is told only to routes that name it")
        return suppress(SuppressedReason.NOT_ROUTED)
    if silence := _find_silence(signal.id, silences, now):
        return suppress(SuppressedReason.SILENCED, _describe_silence(silence))
    pieces = [piece for piece in evidence if piece.verdict.signal_id == signal.id]
    notification = Notification(
        key=f"{signal.id}/{change.episode}/{change.after}/{ordinal}",
        thread=f"{signal.id}/{change.episode}",
        kind=NotificationKind.STATUS,
        urgency=urgency,
        signal_id=signal.id,
        headline=_write_headline(replace(change, before=known), now),
        proposition=signal.proposition,
        reason=change.reason,
        happened_at=change.at,
        created_at=now,
        quotes=_choose_quotes(change, pieces),
        would_change=describe_next(signal, _stand_after(change), pieces),
        board_url=board_url,
        before=known,
        after=change.after,
        grade=change.grade,
        origins=change.origins,
    )
    return Decision(notification, _list_channels(taking), f"{change.after} of {signal.id} is {urgency} news")


def decide_blind_notification(
    blind: Sequence[tuple[Signal, Coverage]],
    blind_since: datetime,
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
    *,
    patience: timedelta = BLIND_PATIENCE,
    board_url: str | None = None,
) -> Decision | Suppressed:
    """Whether it is told that signals cannot be seen, `blind_since` when the first of them could not.

    One message for all of them, to every route that takes one of them, whatever statuses it names: who
    waits for CONFIRMED must know that the wait is in vain.  The key holds the day on which it began, so that
    feeds that come and go do not repeat it within that day.  `blind` must not be empty.
    """
    silenced = [silence for silence in silences if holds_at(silence, now)]
    left = [(signal, coverage) for signal, coverage in blind if not _find_silence(signal.id, silenced, now)]
    subject = blind[0][0].id if len(blind) == 1 else ALL_SIGNALS
    if now - blind_since < patience:
        detail = f"blind since {_write_instant(blind_since)}, told after {_write_span(patience)}"
        return Suppressed(subject, None, SuppressedReason.TOO_SOON, detail)
    if not left:
        return Suppressed(subject, None, SuppressedReason.SILENCED, _describe_silence(silenced[0]))
    ids = {signal.id for signal, _ in left}
    channels = _list_channels([route for route in routes if not route.signals or ids & set(route.signals)])
    if not channels:
        return Suppressed(subject, None, SuppressedReason.NOT_ROUTED)
    signal, coverage = left[0]
    many = f"{len(left)} signals"
    notification = Notification(
        key=f"{subject}/blind/{blind_since:%Y-%m-%d}",
        thread=f"{subject}/blind",
        kind=NotificationKind.BLIND,
        urgency=Urgency.NORMAL,
        signal_id=subject,
        headline=f"{signal.id if len(left) == 1 else many}: BLIND since {_write_instant(blind_since)}",
        proposition=signal.proposition if len(left) == 1 else ", ".join(signal.id for signal, _ in left),
        reason=f"{coverage.reason}; that nothing is reported proves nothing now",
        happened_at=blind_since,
        created_at=now,
        would_change="feeds that answer again; `watcher feeds list` shows what is wrong with each",
        board_url=board_url,
    )
    return Decision(notification, channels, f"blind for {_write_span(now - blind_since)}")


# ----------------------------------------------------------------------------------- to whom, how loudly


def _judge_urgency(after: Status, before: Status) -> Urgency:
    told = _URGENCIES.get(after)
    if told is not None:
        return told
    return Urgency.LOW if before in _URGENCIES else Urgency.DIGEST


def _takes(route: Route, change: StatusChange, urgency: Urgency) -> bool:
    """Whether a route takes a step; what it took before is taken back through it too."""
    if change.after in route.statuses:
        return True
    if urgency is Urgency.DIGEST:
        return False
    is_retraction = change.after not in _URGENCIES and change.before in route.statuses
    return not route.statuses or is_retraction


def _list_channels(routes: Iterable[Route]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(route.channel for route in routes))


def _find_silence(signal_id: str, silences: Iterable[Silence], now: datetime) -> Silence | None:
    """Of the silences that mute a signal now, the one that lasts longest."""
    muting = (
        silence
        for silence in silences
        if holds_at(silence, now) and (not silence.signals or signal_id in silence.signals)
    )
    return max(muting, key=lambda silence: silence.ends_at, default=None)


def _describe_silence(silence: Silence) -> str:
    note = f": {silence.note}" if silence.note else ""
    return f"until {_write_instant(silence.ends_at)} by {silence.author}{note}"


# ------------------------------------------------------------------------------------------- what it says


def _write_headline(change: StatusChange, now: datetime) -> str:
    """`signal: WATCH → CORROBORATED (B2), 2 independent origins`, with the instant when it is old news."""
    grade = f" ({change.grade})" if change.grade is not None else ""
    count = len(change.origins)
    origins = f", {count} independent origin{'' if count == 1 else 's'}" if count else ""
    old = f", as of {_write_instant(change.at)}" if now - change.at > _OLD else ""
    return f"{change.signal_id}: {change.before} → {change.after}{grade}{origins}{old}"


def _choose_quotes(change: StatusChange, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """The two or three articles that say most for a step: one an origin, official and reliable ones first."""
    behind = {key: rank for rank, key in enumerate(change.article_keys)}
    pieces = [piece for piece in evidence if piece.article_key in behind]
    pieces.sort(key=lambda piece: (not _is_of(change, piece), *rank_evidence(piece)))
    chosen: dict[str, Evidence] = {}
    for piece in pieces:
        chosen.setdefault(piece.origin, piece)
    return tuple(_quote(piece) for piece in list(chosen.values())[:_QUOTE_LIMIT])


def _is_of(change: StatusChange, piece: Evidence) -> bool:
    """Whether a piece speaks for the step itself: a denial for DISPUTED, not what it disputes."""
    if change.after in {Status.DISPUTED, Status.REVERSED}:
        return piece.stance in _UNDOING
    return piece.stance not in _UNDOING


def _quote(piece: Evidence) -> Quote:
    return Quote(
        outlet=piece.outlet,
        title=piece.title,
        text=piece.verdict.quote,
        spans=piece.verdict.spans,
        stance=piece.stance,
        at=piece.at,
        url=piece.url,
    )


def _stand_after(change: StatusChange) -> SignalStatus:
    return SignalStatus(
        signal_id=change.signal_id,
        status=change.after,
        reason=change.reason,
        since=change.at,
        grade=change.grade,
        origins=change.origins,
        article_keys=change.article_keys,
        episode=change.episode,
    )


def _write_instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _write_span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
