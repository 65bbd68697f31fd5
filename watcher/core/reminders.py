"""Steps that nobody has acknowledged: told again on their channel, and after a time on another one too.

A step is open while it is the newest of its signal, its status is one that is told by itself (core.routing),
and no person has acknowledged it since.  Silences and quiet hours hold for repeats as for the step.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.routing import (
    URGENCIES,
    find_silence,
    judge_urgency,
    plan_channels,
    plan_delivery,
    takes_step,
    write_instant,
    write_span,
)
from watcher.model import Decision, NotificationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from watcher.model import Notification, Plan, Route, Silence, StatusChange


class Told(NamedTuple):
    """A message of the step on one channel: the step's own or a repeat.  `sent_at` None: it still waits."""

    channel: str
    key: str
    sent_at: datetime | None


class OpenStep(NamedTuple):
    """A told step that nobody has acknowledged, its notification, and what went out about it so far."""

    change: StatusChange
    notification: Notification
    told: Sequence[Told]


def decide_reminders(
    step: OpenStep, routes: Iterable[Route], silences: Iterable[Silence], now: datetime
) -> Iterator[Decision]:
    """Repeats and escalations that are due now, one decision a channel.

    A repeat counts from the last message on its channel, so that one that waits is not repeated; an
    escalation from when the step was decided, so that a channel that takes nothing does not put it off.
    """
    change, notification = step.change, step.notification
    if change.after not in URGENCIES:
        return
    live = tuple(silences)
    plans: dict[str, Plan] = {}
    for route in routes:
        if route.digest is not None or not takes_step(
            route, change, judge_urgency(change.after, change.before)
        ):
            continue
        for plan in _plan_reminders(route, step, now):
            muted = find_silence(change.signal_id, live, now, status=change.after, channel=plan.channel)
            if muted is None:
                plans.setdefault(plan.channel, plan)
    for channel, plan in plans.items():
        count = sum(one.channel == channel and one.key != notification.key for one in step.told) + 1
        yield Decision(
            replace(
                notification,
                key=f"{notification.key}/{channel}/{count}",
                kind=NotificationKind.REMINDER,
                headline=f"NOT ACKNOWLEDGED since {write_instant(notification.created_at)}:"
                f" {notification.headline}",
                reason=f"nobody has said that it was seen (`watcher ack {change.signal_id}` ends these"
                f" repeats). The step itself: {notification.reason}",
                created_at=now,
            ),
            (channel,),
            plan.reasons[0],
            (plan,),
        )


def _plan_reminders(route: Route, step: OpenStep, now: datetime) -> Iterator[Plan]:
    open_for = now - step.notification.created_at
    is_escalated = route.escalate_after is not None and open_for >= route.escalate_after
    if is_escalated and route.escalate_to is not None and not _list_told(step, route.escalate_to):
        reason = f"not acknowledged for {write_span(open_for)} on {route.channel}: escalated"
        yield from plan_channels([route.escalate_to], now, reason)
    if route.repeat_every is None:
        return
    channels = [route.channel, route.escalate_to] if is_escalated else [route.channel]
    for channel in channels:
        told = _list_told(step, channel) if channel is not None else []
        sent = [one.sent_at for one in told if one.sent_at is not None]
        if channel is None or not sent or len(sent) < len(told) or now - max(sent) < route.repeat_every:
            continue
        plan = plan_delivery(replace(route, channel=channel), step.notification.urgency, now)
        repeated = f"not acknowledged: repeated every {write_span(route.repeat_every)}"
        yield replace(plan, reasons=(repeated, *plan.reasons))


def _list_told(step: OpenStep, channel: str) -> list[Told]:
    return [one for one in step.told if one.channel == channel]
