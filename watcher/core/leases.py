"""When to ask a hub, and how rarely to poll what it pushes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import FeedState

WANTED_LEASE: Final = timedelta(days=10)
"""The lease that is asked for; the hub decides."""

_SHORTEST_LEASE: Final = timedelta(minutes=1)
_LONGEST_LEASE: Final = timedelta(days=30)  # a hub may forget; to ask again costs one request
_FIRST_RETRY: Final = timedelta(minutes=5)
_LONGEST_RETRY: Final = timedelta(days=1)
_DENIED_FOR: Final = timedelta(days=7)


def read_lease(seconds: str | None) -> timedelta:
    """Read the lease that a hub grants; what is missing or odd is taken as we would have wished it."""
    if seconds is None or not seconds.isascii() or not seconds.isdigit() or len(seconds) > 10:
        return WANTED_LEASE
    return min(_LONGEST_LEASE, max(_SHORTEST_LEASE, timedelta(seconds=int(seconds))))


def renew_at(lease: timedelta, now: datetime, jitter: float) -> datetime:
    """Decide when to renew: after 70 to 80 % of the lease, so that some tries are left."""
    return now + lease * (0.7 + 0.1 * jitter)


def ask_again_at(failure_count: int, now: datetime, jitter: float) -> datetime:
    """Decide when to ask a hub again that has been asked `failure_count` times in vain."""
    wait: timedelta = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(max(failure_count - 1, 0), 20))
    return now + wait * (1 + 0.1 * jitter)


def ask_denied_at(now: datetime, jitter: float) -> datetime:
    """Decide when to ask a hub again that refused."""
    return now + _DENIED_FOR * (1 + 0.1 * jitter)


def poll_rarely(state: FeedState, now: datetime, jitter: float) -> FeedState:
    """Put off the next poll of a feed that is pushed to its `max_interval`: the net below pushes stays."""
    if state.next_fetch_at is None:
        return state
    at = now + state.feed.max_interval * (1 + 0.1 * jitter)
    return replace(state, next_fetch_at=max(state.next_fetch_at, at))
