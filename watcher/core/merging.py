"""What waits for a channel: which message may go, and which earlier ones it takes over.

Messages of one thread go in their order.  One that still waits when a later one of its thread may go (held
back by quiet hours, a grouping window or a receiver that fails) would be old news by then: the later one
tells it too, in its headline (from where the reader stands) and in a line for each step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from watcher.core.alerting import write_headline
from watcher.core.routing import write_instant
from watcher.core.timing import find_quiet_end
from watcher.model import NotificationKind, Urgency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from watcher.model import Notification, QuietHours

_MERGEABLE = frozenset(
    {
        NotificationKind.STATUS,
        NotificationKind.REMINDER,
        NotificationKind.BLIND,
        NotificationKind.SEES_AGAIN,
    }
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An unsettled message of a channel.  `lease_until` is set while somebody sends it, or died doing so."""

    id: int
    thread: str
    kind: NotificationKind
    urgency: Urgency
    due_at: datetime
    lease_until: datetime | None = None
    quiet_hours: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A message to send now, and the earlier ones of its thread that it takes over, oldest first."""

    id: int
    taken_over: tuple[int, ...] = ()


def choose_claims(waiting: Sequence[Waiting], now: datetime) -> tuple[Claim, ...]:
    """What may be sent now of all that waits for one channel (oldest first): one message a thread at most.

    A message whose sender died is sent again as it was, as its receiver may have it already.  A thread of
    which a message is being sent waits for that.
    """
    threads: dict[str, list[Waiting]] = {}
    for message in waiting:
        threads.setdefault(message.thread, []).append(message)
    claims = (_choose_claim(messages, now) for messages in threads.values())
    return tuple(claim for claim in claims if claim is not None)


def _choose_claim(messages: Sequence[Waiting], now: datetime) -> Claim | None:
    first = messages[0]
    if first.lease_until is not None:
        return Claim(first.id) if first.lease_until <= now else None
    if first.kind not in _MERGEABLE:
        return Claim(first.id) if _is_due(first, now) else None
    run = list(takewhile(lambda one: one.kind in _MERGEABLE and one.lease_until is None, messages))
    if not any(_is_due(message, now) for message in run):
        return None
    *earlier, last = run
    return Claim(last.id, tuple(message.id for message in earlier))


def _is_due(message: Waiting, now: datetime) -> bool:
    """Whether its time has come; one that was tried again and again must not go off at night either."""
    if message.due_at > now:
        return False
    quiet = message.quiet_hours if message.urgency is not Urgency.HIGH else None
    return quiet is None or find_quiet_end(quiet, now) is None


def merge_notifications(earlier: Sequence[Notification], last: Notification) -> Notification:
    """Have the last message of a thread tell the earlier ones too, which nobody has got.

    A headline leads from where the earliest step began to where the last one ended; where these are the
    same, the last step is told as it is.  Repeats of a step that is told anyway say nothing of their own.
    """
    steps = [one for one in earlier if one.kind is not NotificationKind.REMINDER]
    if last.kind is NotificationKind.REMINDER and steps:
        # Nobody has got the step itself yet, so it is no repeat.
        *steps, newest = steps
        last = replace(newest, key=last.key, created_at=last.created_at)
    if not steps:
        return last
    told = [*steps, last]
    urgency = max((one.urgency for one in told), key=list(Urgency).index)
    merged = replace(last, urgency=urgency, lines=(*map(_write_line, told), *last.lines))
    before = steps[0].before
    if last.kind is not NotificationKind.STATUS or before in {None, last.after} or last.after is None:
        return merged
    headline = write_headline(
        last.signal_id, before, last.after, last.grade, last.origins, last.happened_at, last.created_at
    )
    return replace(merged, headline=headline, before=before)


def _write_line(notification: Notification) -> str:
    at = write_instant(notification.happened_at)
    if notification.before is None or notification.after is None:
        return f"{at}: {notification.headline}"
    return f"{at}: {notification.before} → {notification.after}, {notification.reason}"
