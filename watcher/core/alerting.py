"""What is told, to whom, and why not.

A step is told when the status it enters is, or when it takes back one that was:

| entered                              | urgency | told to                                          |
|--------------------------------------|---------|--------------------------------------------------|
| CONFIRMED, REVERSED                  | high    | every route that takes the signal and the status |
| CORROBORATED, DISPUTED               | normal  | the same                                         |
| REPORTED                             | low     | the same                                         |
| WATCH, QUIET from REPORTED or higher | low     | the same: what was told is taken back            |
| WATCH                                | digest  | routes that name WATCH, and digests              |
| QUIET                                | digest  | routes that name QUIET, and digests              |

Reasons to keep silent are asked in this order, and the first that holds is the one recorded:

1. the step was true before we began to look (baseline);
2. it was noticed together with a later step, which is told in its place;
3. no route takes it, or only routes that would have to name its status;
4. a silence holds wherever a route takes it;
5. only digests take it, which will tell it.

When a channel gets it is core.routing's to say.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.core.claims import rank_evidence
from watcher.core.reasons import describe_next
from watcher.core.routing import (
    ALL_SIGNALS,
    describe_silence,
    find_silence,
    holds_at,
    judge_urgency,
    plan_channels,
    route_step,
    takes_signal,
    write_instant,
    write_span,
)
from watcher.core.text import count_of
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

    from watcher.core.routing import Routing
    from watcher.model import Coverage, Evidence, Grade, Route, Signal, Silence, StatusChange

BLIND_PATIENCE = timedelta(hours=1)
"""A signal must have been blind for so long before it is told."""

_QUOTE_LIMIT = 3
_OLD = timedelta(hours=1)  # an older event is told with its instant
_UNDOING = frozenset({Stance.DENIES, Stance.REVERSES})


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

    if change.is_baseline:
        return Suppressed(signal.id, change, SuppressedReason.BASELINE)
    if is_overtaken:
        return Suppressed(signal.id, change, SuppressedReason.OVERTAKEN)
    urgency = judge_urgency(change.after, stood_before or change.before)
    routing = route_step(change, urgency, routes, silences, now)
    if not routing.plans:
        reason, detail = _explain_no_plan(routing, change, urgency)
        return Suppressed(signal.id, change, reason, detail, routing.considered)
    pieces = [piece for piece in evidence if piece.verdict.signal_id == signal.id]
    notification = Notification(
        key=f"{signal.id}/{change.episode}/{change.after}/{ordinal}",
        thread=f"{signal.id}/{change.episode}",
        kind=NotificationKind.STATUS,
        urgency=urgency,
        signal_id=signal.id,
        headline=write_headline(signal.id, known, change.after, change.grade, change.origins, change.at, now),
        proposition=signal.proposition,
        reason=change.reason,
        happened_at=change.at,
        created_at=now,
        quotes=_choose_quotes(change, pieces),
        would_change=describe_next(signal, stand_after(change), pieces),
        board_url=board_url,
        before=known,
        after=change.after,
        grade=change.grade,
        origins=change.origins,
    )
    return Decision(
        notification,
        tuple(plan.channel for plan in routing.plans),
        f"{change.after} of {signal.id} is {urgency} news",
        routing.plans,
        routing.considered,
    )


def _explain_no_plan(
    routing: Routing, change: StatusChange, urgency: Urgency
) -> tuple[SuppressedReason, str]:
    if routing.silence is not None:
        return SuppressedReason.SILENCED, describe_silence(routing.silence)
    if routing.digests:
        return SuppressedReason.DIGESTED, f"of {', '.join(routing.digests)}"
    if urgency is Urgency.DIGEST:
        return SuppressedReason.NOT_TOLD, f"{change.after} is told only to routes that name it"
    return SuppressedReason.NOT_ROUTED, ""


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
    left = [(signal, coverage) for signal, coverage in blind if not find_silence(signal.id, silenced, now)]
    subject = blind[0][0].id if len(blind) == 1 else ALL_SIGNALS
    if now - blind_since < patience:
        detail = f"blind since {write_instant(blind_since)}, told after {write_span(patience)}"
        return Suppressed(subject, None, SuppressedReason.TOO_SOON, detail)
    if not left:
        return Suppressed(subject, None, SuppressedReason.SILENCED, describe_silence(silenced[0]))
    ids = {signal.id for signal, _ in left}
    channels = _list_channels(routes, ids)
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
        headline=f"{signal.id if len(left) == 1 else many}: BLIND since {write_instant(blind_since)}",
        proposition=signal.proposition if len(left) == 1 else ", ".join(signal.id for signal, _ in left),
        reason=f"{coverage.reason}; that nothing is reported proves nothing now",
        happened_at=blind_since,
        created_at=now,
        would_change="feeds that answer again; `watcher feeds list` shows what is wrong with each",
        board_url=board_url,
    )
    reason = f"blind for {write_span(now - blind_since)}"
    return Decision(notification, channels, reason, plan_channels(channels, now, reason))


def decide_sight_notification(blind: Notification, channels: Iterable[str], now: datetime) -> Decision:
    """Tell that what was told as BLIND can be seen again, to the channels that were told so."""
    span = write_span(now - blind.happened_at)
    subject = blind.signal_id if blind.signal_id != ALL_SIGNALS else "all signals"
    notification = replace(
        blind,
        key=f"{blind.key}/over",
        kind=NotificationKind.SEES_AGAIN,
        headline=f"{subject}: seen again, after {span} BLIND",
        reason=f"enough feeds answer again; what was published meanwhile is judged as it comes in, and a"
        f" step it leads to is told with its own time. BLIND since {write_instant(blind.happened_at)}",
        happened_at=now,
        created_at=now,
        would_change="",
    )
    reason = f"no signal is blind any more, after {span}"
    plans = plan_channels(channels, now, reason)
    return Decision(notification, tuple(plan.channel for plan in plans), reason, plans)


def _list_channels(routes: Iterable[Route], signal_ids: Iterable[str]) -> tuple[str, ...]:
    """Channels of the routes that are for one of some signals; of digests only where there is no other."""
    ids = set(signal_ids)
    taking = [route for route in routes if any(takes_signal(route, id_) for id_ in ids)]
    at_once = [route for route in taking if route.digest is None]
    return tuple(dict.fromkeys(route.channel for route in at_once or taking))


# ------------------------------------------------------------------------------------------- what it says


def write_headline(  # noqa: PLR0917  # in the order in which they are read
    signal_id: str,
    before: Status,
    after: Status,
    grade: Grade | None,
    origins: Sequence[str],
    at: datetime,
    now: datetime,
) -> str:
    """`signal: WATCH → CORROBORATED (B2), 2 independent origins`, with the instant when it is old news."""
    graded = f" ({grade})" if grade is not None else ""
    counted = f", {count_of(len(origins), 'independent origin')}" if origins else ""
    old = f", as of {write_instant(at)}" if now - at > _OLD else ""
    return f"{signal_id}: {before} → {after}{graded}{counted}{old}"


def _choose_quotes(change: StatusChange, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """The two or three articles that say most for a step: one an origin, official and reliable ones first.

    Where what speaks for the step has origins that it counts, no other is quoted: a message that says two
    origins must not show a third.
    """
    behind = frozenset(change.article_keys)
    pieces = [piece for piece in evidence if piece.article_key in behind]
    if any(_is_of(change, piece) and piece.origin in change.origins for piece in pieces):
        pieces = [piece for piece in pieces if piece.origin in change.origins]
    pieces.sort(key=lambda piece: (not _is_of(change, piece), *rank_evidence(piece)))
    chosen: dict[str, Evidence] = {}
    for piece in pieces:
        chosen.setdefault(piece.origin, piece)
    return tuple(quote_evidence(piece) for piece in list(chosen.values())[:_QUOTE_LIMIT])


def _is_of(change: StatusChange, piece: Evidence) -> bool:
    """Whether a piece speaks for the step itself: a denial for DISPUTED, not what it disputes."""
    if change.after in {Status.DISPUTED, Status.REVERSED}:
        return piece.stance in _UNDOING
    return piece.stance not in _UNDOING


def quote_evidence(piece: Evidence) -> Quote:
    """One piece of evidence as messages show it."""
    return Quote(
        outlet=piece.outlet,
        title=piece.title,
        text=piece.verdict.quote,
        spans=piece.verdict.spans,
        stance=piece.stance,
        at=piece.at,
        url=piece.url,
    )


def stand_after(change: StatusChange) -> SignalStatus:
    """Where a signal stands once a step is taken."""
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
