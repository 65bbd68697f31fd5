"""Clocks on the wall: until when quiet hours last, and when a digest is due, whatever the clock does.

Both are answered as instants.  Where a clock is put forward or back, an hour of a day is missing or comes
twice: quiet hours then begin at the earlier of the instants that bear their name and end at the later, and a
digest comes once (as Debian's cron does it: https://wiki.debian.org/cron).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cronsim import CronSim

if TYPE_CHECKING:
    from datetime import date, time

    from watcher.model import QuietHours, Schedule

_DAY = timedelta(days=1)


def find_quiet_end(quiet: QuietHours, at: datetime) -> datetime | None:
    """Until when it is quiet at that instant; None when it is not."""
    zone = ZoneInfo(quiet.time_zone)
    today = at.astimezone(zone).date()
    is_over_midnight = quiet.ends <= quiet.starts
    for day in (today - _DAY, today):
        starts = min(_list_instants(day, quiet.starts, zone))
        ends = max(_list_instants(day + _DAY if is_over_midnight else day, quiet.ends, zone))
        if starts <= at < ends:
            return ends
    return None


def next_digest_at(schedule: Schedule, after: datetime) -> datetime:
    """The first instant of a schedule after another."""
    local = after.astimezone(ZoneInfo(schedule.time_zone))
    return next(CronSim(schedule.cron, local)).astimezone(UTC)


def _list_instants(day: date, clock: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """What a clock's reading on a day may mean: two instants where it comes twice, or never."""
    first = datetime.combine(day, clock, zone)
    return first.astimezone(UTC), first.replace(fold=1).astimezone(UTC)
