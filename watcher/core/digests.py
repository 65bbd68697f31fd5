"""What a digest tells: the steps and the new evidence since the last one, one line a signal, in one message.

A digest is made of the log, not of messages that wait for it: of the steps noticed, and the evidence that
came, after the last digest of the route and up to this one.  So a digest that could not be made in time
(the watcher was down) tells everything since, once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.alerting import quote_evidence
from watcher.core.claims import rank_evidence
from watcher.core.routing import (
    ALL_SIGNALS,
    find_silence,
    judge_urgency,
    plan_channels,
    takes_signal,
    takes_step,
    write_instant,
)
from watcher.core.text import count_of
from watcher.core.timing import next_digest_at
from watcher.model import (
    Decision,
    Notification,
    NotificationKind,
    Status,
    Suppressed,
    SuppressedReason,
    Urgency,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from watcher.model import Evidence, Quote, Route, Signal, SignalStatus, Silence, StatusChange

_QUOTE_LIMIT = 3
_SAYS = {
    "confirms": "confirm",
    "anticipates": "anticipate",
    "denies": "deny",
    "reverses": "report a reversal",
    "reinstates": "report a reinstatement",
}


class News(NamedTuple):
    """What came in while a digest was gathered.

    `steps` are those noticed, oldest first, without any that was true before we began to look or was
    silenced; `evidence` what was stored; `statuses` where each signal stands now.
    """

    steps: Sequence[StatusChange]
    evidence: Sequence[Evidence]
    statuses: Mapping[str, SignalStatus]


def name_digest(route: Route) -> str:
    """Tell a digest from others of its channel: by what it tells, and when."""
    told = repr((route.signals, route.statuses, route.digest))
    return f"{route.channel}/{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def find_due_digest(route: Route, told_until: datetime, now: datetime) -> datetime | None:
    """The instant at which a route's digest was due last, None while the next one is to come."""
    if route.digest is None:
        return None
    due_at = None
    following = next_digest_at(route.digest, told_until)
    while following <= now:
        due_at = following
        following = next_digest_at(route.digest, due_at)
    return due_at


def decide_digest(
    route: Route,
    signals: Iterable[Signal],
    news: News,
    since: datetime,
    now: datetime,
    *,
    silences: Iterable[Silence] = (),
    health: str = "",
    board_url: str | None = None,
) -> Decision | Suppressed:
    """The digest of a route with one, of all that came in after `since`.

    `health` says in one line how the watcher fares; a digest that is sent even if empty ends with it.
    """
    live = tuple(silences)
    watched = [
        signal
        for signal in signals
        if takes_signal(route, signal.id) and not find_silence(signal.id, live, now, channel=route.channel)
    ]
    rows = [(signal, _write_row(signal, route, news)) for signal in watched]
    lines = [line for _, line in rows if line]
    if not lines and not route.even_if_empty:
        return Suppressed(ALL_SIGNALS, None, SuppressedReason.NOTHING_NEW, f"since {write_instant(since)}")
    moved = {signal.id for signal, line in rows if line}
    named = f"since {write_instant(since)}"
    if lines:
        headline = f"Digest: news of {count_of(len(moved), 'signal')} {named}"
    else:
        headline = f"Still watching {count_of(len(watched), 'signal')}: nothing new {named}"
    if route.even_if_empty:
        lines += [_write_standing(signal, news) for signal, line in rows if not line]
        lines += [health] if health else []
    notification = Notification(
        key=f"digest/{name_digest(route)}/{now:%Y-%m-%dT%H:%MZ}",
        thread=f"digest/{name_digest(route)}/{now:%Y-%m-%dT%H:%MZ}",
        kind=NotificationKind.DIGEST,
        urgency=Urgency.DIGEST,
        signal_id=ALL_SIGNALS,
        headline=headline,
        proposition="",
        reason="",
        happened_at=now,
        created_at=now,
        quotes=_choose_quotes(news.evidence, moved),
        board_url=board_url,
        lines=tuple(lines),
    )
    reason = f"the digest {route.digest} is due"
    return Decision(notification, (route.channel,), reason, plan_channels([route.channel], now, reason))


def _write_row(signal: Signal, route: Route, news: News) -> str:
    """A signal's line: the steps that are left to the digest, and the new evidence in a known status."""
    steps = [
        step
        for step in news.steps
        if step.signal_id == signal.id and takes_step(route, step, judge_urgency(step.after, step.before))
    ]
    status = news.statuses.get(signal.id)
    pieces = [piece for piece in news.evidence if piece.verdict.signal_id == signal.id]
    if status is None or (not steps and (not pieces or status.status is Status.QUIET)):
        return ""
    parts = [f"{step.before} → {step.after} on {write_instant(step.at)}" for step in steps]
    if pieces:
        parts.append(_count_pieces(pieces))
    return f"{signal.id}, {_write_place(status)}: {'; '.join(parts)}"


def _count_pieces(pieces: Sequence[Evidence]) -> str:
    """`14 new hits of 5 origins (12 confirm, 2 deny)`."""
    stances = Counter(piece.stance for piece in pieces)
    said = ", ".join(f"{count} {_SAYS[stance]}" for stance, count in stances.most_common())
    origins = count_of(len({piece.origin for piece in pieces}), "origin")
    return f"{count_of(len(pieces), 'new hit')} of {origins} ({said})"


def _write_standing(signal: Signal, news: News) -> str:
    status = news.statuses.get(signal.id)
    return f"{signal.id}, {_write_place(status) if status else Status.QUIET}: nothing new"


def _write_place(status: SignalStatus) -> str:
    """`CONFIRMED (A1) since 2026-03-05 18:00 UTC`."""
    grade = f" ({status.grade})" if status.grade is not None else ""
    since = f" since {write_instant(status.since)}" if status.since is not None else ""
    return f"{status.status}{grade}{since}"


def _choose_quotes(evidence: Iterable[Evidence], signal_ids: set[str]) -> tuple[Quote, ...]:
    """The strongest pieces, one an origin and signal."""
    chosen: dict[tuple[str, str], Evidence] = {}
    for piece in sorted(evidence, key=rank_evidence):
        if piece.verdict.signal_id in signal_ids:
            chosen.setdefault((piece.verdict.signal_id, piece.origin), piece)
    return tuple(quote_evidence(piece) for piece in list(chosen.values())[:_QUOTE_LIMIT])
