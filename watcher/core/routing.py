"""Which routes take a step, which silences mute it there, and when each channel is to get it.

Several routes may lead to one channel: it gets the step once, at the earliest of their instants.  A route
with a digest takes nothing at once; what it would take is told by the next digest (core.digests).

| a step of urgency | waits                                                              |
|-------------------|--------------------------------------------------------------------|
| high              | for nothing: neither `group_wait` nor quiet hours hold it back     |
| any other         | `group_wait`, then until the end of quiet hours                    |
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from watcher.core.timing import find_quiet_end
from watcher.model import Plan, Status, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from watcher.model import Route, Silence, StatusChange

ALL_SIGNALS = "all-signals"
"""The signal id of a notification that is about several signals at once."""

URGENCIES = {
    Status.REPORTED: Urgency.LOW,
    Status.CORROBORATED: Urgency.NORMAL,
    Status.DISPUTED: Urgency.NORMAL,
    Status.CONFIRMED: Urgency.HIGH,
    Status.REVERSED: Urgency.HIGH,
}
"""The statuses that are told by themselves, and how loudly."""

_DIGEST_STATUSES = (Status.WATCH, Status.QUIET)


@dataclass(frozen=True, slots=True)
class Routing:
    """What the routes say of a step.

    `plans` are when which channel gets it, one a channel; `digests` the channels whose digest will tell it;
    `muted` the channels that would get it but for a silence, and `silence` the one that lasts longest.
    `considered` is each route's answer, in the order of the file.
    """

    plans: tuple[Plan, ...] = ()
    digests: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    silence: Silence | None = None
    considered: tuple[str, ...] = ()


def holds_at(silence: Silence, at: datetime) -> bool:
    """Whether a silence mutes at that instant: its start does, its end no longer does."""
    return silence.starts_at <= at < silence.ends_at


def judge_urgency(after: Status, before: Status) -> Urgency:
    """How loudly a step is told: by the status it enters, or because it takes back one that was told."""
    told = URGENCIES.get(after)
    if told is not None:
        return told
    return Urgency.LOW if before in URGENCIES else Urgency.DIGEST


def route_step(
    change: StatusChange,
    urgency: Urgency,
    routes: Iterable[Route],
    silences: Iterable[Silence],
    now: datetime,
) -> Routing:
    """Ask every route, and every silence for what is left."""
    plans: dict[str, Plan] = {}
    digests: list[str] = []
    muting: dict[str, Silence] = {}
    considered: list[str] = []
    live = tuple(silences)
    for number, route in enumerate(routes):
        name = f"routes[{number}] to {route.channel}"
        refusal = _find_refusal(route, change, urgency)
        if refusal:
            considered.append(f"{name}: {refusal}")
            continue
        silence = find_silence(change.signal_id, live, now, status=change.after, channel=route.channel)
        if silence is not None:
            muting[route.channel] = silence
            considered.append(f"{name}: silenced {describe_silence(silence)}")
        elif route.digest is not None:
            digests.append(route.channel)
            considered.append(f"{name}: left to its digest ({route.digest})")
        else:
            plan = plan_delivery(route, urgency, now)
            considered.append(f"{name}: takes it")
            known = plans.get(route.channel)
            plans[route.channel] = plan if known is None else min(known, plan, key=lambda one: one.due_at)
    return Routing(
        plans=tuple(plans.values()),
        digests=tuple(dict.fromkeys(digests)),
        muted=tuple(muting),
        silence=max(muting.values(), key=lambda silence: silence.ends_at, default=None),
        considered=tuple(considered),
    )


def takes_signal(route: Route, signal_id: str) -> bool:
    """Whether a route is for a signal."""
    return not route.signals or signal_id in route.signals


def takes_step(route: Route, change: StatusChange, urgency: Urgency) -> bool:
    """Whether a route tells a step, at once or in its digest."""
    return not _find_refusal(route, change, urgency)


def plan_delivery(route: Route, urgency: Urgency, now: datetime) -> Plan:
    """When a route lets a message of such urgency go, decided now."""
    if urgency is Urgency.HIGH:
        waits = [f"group_wait {write_span(route.group_wait)}"] if route.group_wait else []
        waits += [f"quiet hours {route.quiet_hours}"] if route.quiet_hours else []
        kept = (
            f"{' and '.join(waits)} {'does' if len(waits) == 1 else 'do'} not hold back high urgency; "
            if waits
            else ""
        )
        return Plan(route.channel, now, (f"{kept}due at once",), None)
    due_at, reasons = now, []
    if route.group_wait:
        due_at += route.group_wait
        wait = write_span(route.group_wait)
        reasons.append(f"waits until {write_instant(due_at)} for further steps (group_wait {wait})")
    quiet_end = route.quiet_hours and find_quiet_end(route.quiet_hours, due_at)
    if quiet_end:
        due_at = quiet_end
        reasons.append(f"quiet hours {route.quiet_hours} hold it until {write_instant(quiet_end)}")
    elif route.quiet_hours:
        reasons.append(f"outside of quiet hours {route.quiet_hours}")
    return Plan(route.channel, due_at, tuple(reasons) or ("due at once",), route.quiet_hours)


def plan_channels(channels: Iterable[str], now: datetime, reason: str = "due at once") -> tuple[Plan, ...]:
    """One plan for each of some channels, at once."""
    return tuple(Plan(channel, now, (reason,)) for channel in dict.fromkeys(channels))


def find_silence(
    signal_id: str,
    silences: Iterable[Silence],
    now: datetime,
    *,
    status: Status | None = None,
    channel: str | None = None,
) -> Silence | None:
    """Of the silences that mute a signal now, the one that lasts longest.

    One that names statuses or channels mutes only where there is such a status or channel.
    """
    muting = (
        silence
        for silence in silences
        if holds_at(silence, now)
        and (not silence.signals or any(fnmatchcase(signal_id, one) for one in silence.signals))
        and (not silence.statuses or status in silence.statuses)
        and (not silence.channels or channel in silence.channels)
    )
    return max(muting, key=lambda silence: silence.ends_at, default=None)


def describe_silence(silence: Silence) -> str:
    """`until 2026-03-05 13:00 UTC by ann: exercise`."""
    note = f": {silence.note}" if silence.note else ""
    return f"until {write_instant(silence.ends_at)} by {silence.author}{note}"


def write_instant(at: datetime) -> str:
    """`2026-03-05 13:00 UTC`."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def write_span(span: timedelta) -> str:
    """Write a span in the unit people say it in: `90 seconds`, `45 minutes`, `36 hours`, `3 days`."""
    seconds = int(span.total_seconds())
    for unit, name, enough in ((86_400, "days", 2 * 86_400), (3600, "hours", 7200), (60, "minutes", 120)):
        if seconds >= enough:
            return f"{seconds // unit} {name}"
    return f"{seconds // 60} minute" if seconds == 60 else f"{seconds} seconds"


def _find_refusal(route: Route, change: StatusChange, urgency: Urgency) -> str:
    """Why a route does not take a step; empty when it does.

    What it took before is taken back through it too.
    """
    if not takes_signal(route, change.signal_id):
        return f"is not for {change.signal_id}"
    statuses: Sequence[Status] = route.statuses or (_DIGEST_STATUSES if route.digest else ())
    if change.after in statuses:
        return ""
    if urgency is Urgency.DIGEST and not statuses:
        return f"does not name {change.after}"
    is_retraction = change.after not in URGENCIES and change.before in statuses
    if not statuses or (is_retraction and urgency is not Urgency.DIGEST):
        return ""
    return f"takes {', '.join(statuses)} only"
