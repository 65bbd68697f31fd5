"""May a monitor be told that Watcher watches?  What the store holds decides: a poll counts once stored.

| what is found                                                            | the monitor hears |
|--------------------------------------------------------------------------|-------------------|
| no feed is enabled                                                       | nothing           |
| a feed has been due for 10 minutes, and none was asked in that time      | nothing           |
| of the feeds asked in the last three intervals, none could be read       | nothing           |
| as before, none was asked since none was due, and of the latest none could | nothing         |
| nothing could be read for three of the longest waits                     | nothing           |
| else                                                                     | a ping            |

An interval is the shortest `min_interval` of the feeds, the longest wait their shortest `max_interval`: with
the defaults 45 minutes and 18 hours.  One feed that answers is enough: that a signal is BLIND, or a feed ill,
is told by alerts, which still leave then; a heartbeat is for when nothing can leave.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from watcher.model import FeedState

LATE = timedelta(minutes=10)
"""A poll may wait so long for its turn at a host and for an answer."""

INTERVALS = 3
"""One poll may fail, and the next be late, before we take the feeds for gone."""


class Pulse(NamedTuple):
    """Whether polls really succeed, and why; the reason holds nothing that changes from look to look."""

    is_well: bool
    reason: str


def judge_pulse(states: Iterable[FeedState], now: datetime) -> Pulse:
    """Judge by the rows of all configured feeds."""
    enabled = [state for state in states if state.feed.enabled]
    if not enabled:
        return Pulse(False, "no feed is enabled")
    newest_poll = max((state.fetched_at for state in enabled if state.fetched_at), default=None)
    if newest_poll is None:
        return Pulse(False, "no feed has been asked yet")
    if newest_poll <= now - LATE and any(_is_due(state, now - LATE) for state in enabled):
        return Pulse(False, "feeds are due, and none is asked")
    newest_answer = max((state.succeeded_at for state in enabled if state.succeeded_at), default=None)
    if newest_answer is None or newest_answer <= now - INTERVALS * _shortest_max_interval(enabled):
        return Pulse(False, "no feed has been read for long")
    since = min(newest_poll, now - INTERVALS * min(state.feed.min_interval for state in enabled))
    if newest_answer < since:
        return Pulse(False, "none of the feeds asked could be read")
    return Pulse(True, "polls succeed")


def is_ping_due(pinged_at: datetime | None, every: timedelta, now: datetime) -> bool:
    """Say whether it is time again; a clock that went back must not keep us silent."""
    return pinged_at is None or now < pinged_at or now - pinged_at >= every


def _is_due(state: FeedState, at: datetime) -> bool:
    if state.next_fetch_at is None:  # of a feed that is gone for good, nothing is due again
        return state.fetched_at is None
    return state.next_fetch_at <= at


def _shortest_max_interval(states: Sequence[FeedState]) -> timedelta:
    return min(state.feed.max_interval for state in states)
