"""When to ask again: the next poll of a feed, the next attempt of a delivery, the health of a poll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import FeedHealth, FeedState, FetchResult, ParsedFeed


@dataclass(frozen=True, slots=True)
class Wait:
    """When to do a thing next, and why then; `at` None means never again."""

    at: datetime | None
    reason: str


def next_fetch_at(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None, now: datetime, jitter: float
) -> Wait:
    """Decide when to poll a feed again, given its state before this poll and the poll's outcome.

    `parsed` is None unless `result` is Fetched; `jitter` is a random share from 0 to 1.
    """
    raise NotImplementedError


def judge_health(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None, now: datetime
) -> tuple[FeedHealth, str]:
    """Judge a poll: the health of the feed, and a sentence that says why."""
    raise NotImplementedError


def advance_state(
    state: FeedState,
    result: FetchResult,
    parsed: ParsedFeed | None,
    now: datetime,
    jitter: float,
    *,
    brought_news: bool = False,
) -> FeedState:
    """Compute a feed's whole row after a poll, to be stored in the transaction that stores its articles.

    Validators, health, failures, rhythm, redirects and next_fetch_at are all in it; `brought_news` says
    whether the poll brought an article the store did not know.
    """
    raise NotImplementedError


def must_fetch_fully(state: FeedState, now: datetime) -> bool:
    """Say whether to leave the validators out once, because some servers answer 304 for ever."""
    raise NotImplementedError


FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)
ATTEMPT_LIMIT = 30
"""Doubling from 15 s to an hour, so many attempts span about a day: then a person is told otherwise."""


def next_attempt_at(
    attempt_count: int, retry_after: timedelta | None, now: datetime, jitter: float
) -> datetime | None:
    """Decide when to try a delivery again after its `attempt_count`-th failure; None when it is dead.

    Waits double up to an hour, each between half of itself and the whole by `jitter` (a share from 0
    to 1), so that what failed together does not come back together.  What the receiver asked for is
    never shortened.
    """
    if attempt_count >= ATTEMPT_LIMIT:
        return None
    longest = min(FIRST_RETRY * (1 << (attempt_count - 1)), LONGEST_RETRY)
    return now + max(longest * (1 + jitter) / 2, retry_after or timedelta(0))
