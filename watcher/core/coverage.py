"""Could we have seen it?  QUIET is claimed only while the answer is yes.

Every enabled feed counts alike.  A feed *sees* when what it published lately has reached us:

| health                                             | it sees                                             |
|----------------------------------------------------|-----------------------------------------------------|
| ok, not modified, undated, moved                   | until its next poll is overdue by `_OVERDUE`        |
| empty                                              | the same, for `_EMPTY_PATIENCE` after it last had   |
|                                                    | entries: a search may have a quiet day              |
| refused, too slow, too large, unreadable, blocked, | while its last success is younger than twice its    |
| unreachable                                        | shortest interval, and at least `_GRACE`            |
| never, gone, stale, frozen                         | not                                                 |

So one failed poll blinds nobody, a cut cable does within the hour, and so does a daemon that stands still.
A signal is BLIND when fewer than half of the enabled feeds see: then its silence proves nothing.  Which feeds
publish on which signal cannot be known beforehand, so all signals are judged by the same feeds; those of a
signal's official outlets are named in the reason when they do not see, as CONFIRMED may then come late.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.model import Coverage, FeedHealth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from watcher.model import FeedState, Signal

_QUORUM = 0.5  # share of the enabled feeds that must see
_OVERDUE = timedelta(minutes=30)
_GRACE = timedelta(hours=1)
_EMPTY_PATIENCE = timedelta(days=3)

_SEEING = frozenset(
    {FeedHealth.OK, FeedHealth.NOT_MODIFIED, FeedHealth.EMPTY, FeedHealth.UNDATED, FeedHealth.MOVED}
)
_SIGHTLESS = frozenset({FeedHealth.NEVER, FeedHealth.GONE, FeedHealth.STALE, FeedHealth.FROZEN})


def judge_coverage(signal: Signal, feeds: Sequence[FeedState], now: datetime) -> Coverage:
    """Whether enough feeds could have shown `signal`; `feeds` are all of them, disabled ones included."""
    enabled = [state for state in feeds if state.feed.enabled]
    blind = [state for state in enabled if not _can_see(state, now)]
    seeing_count = len(enabled) - len(blind)
    is_blind = not enabled or seeing_count < _QUORUM * len(enabled)
    return Coverage(
        signal_id=signal.id,
        is_blind=is_blind,
        reason=_explain(signal, enabled, blind),
        feed_count=len(enabled),
        seeing_count=seeing_count,
        blind_feeds=tuple((state.feed.url, state.health) for state in blind),
    )


def _can_see(state: FeedState, now: datetime) -> bool:
    if state.health in _SIGHTLESS or state.succeeded_at is None:
        return False
    if state.health is FeedHealth.EMPTY and now > state.succeeded_at + _EMPTY_PATIENCE:
        return False
    if state.health in _SEEING:
        due_at = state.next_fetch_at or state.succeeded_at + state.feed.max_interval
        return now <= due_at + _OVERDUE
    return now < state.succeeded_at + max(2 * state.feed.min_interval, _GRACE)


def _explain(signal: Signal, enabled: Sequence[FeedState], blind: Sequence[FeedState]) -> str:
    if not enabled:
        return "no feed is enabled"
    if all(state.health is FeedHealth.NEVER for state in enabled):
        return "no feed has been polled yet"
    seeing_count = len(enabled) - len(blind)
    parts = [f"{seeing_count} of {len(enabled)} feeds could have shown it"]
    if blind:
        parts.append(_count_ills(blind))
    official = [state for state in enabled if state.feed.outlet in signal.official]
    if official and all(state in blind for state in official):
        parts.append("no official feed of the signal is among those that see")
    return "; ".join(parts)


def _count_ills(blind: Sequence[FeedState]) -> str:
    """What is wrong with the feeds that do not see, the commonest first."""
    overdue = _SEEING - {FeedHealth.EMPTY}
    ills = Counter("overdue" if state.health in overdue else state.health.value for state in blind)
    ranked = sorted(ills.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        f"{count} {ill}" if ill != "never" else f"{count} not polled yet" for ill, count in ranked
    )
