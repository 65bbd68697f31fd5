"""When to ask again: the next poll of a feed, the next attempt of a delivery, the health of a poll.

A feed is polled at a quarter of its usual gap between entries, between its `min_interval` and its
`max_interval`; never sooner than its publisher wants, whose hints count up to a day; later and later while
it fails, and never again once it is gone for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from watcher.model import FeedHealth, Fetched, FetchFailed, FetchFailure, NotModified

if TYPE_CHECKING:
    from watcher.model import FeedState, FetchResult, ParsedFeed

_DAY: Final = timedelta(days=1)
_HINT_CAP: Final = _DAY  # some publishers say "a year"
_BACKOFF_CAP: Final = _DAY
_JITTER: Final = 0.1  # of the wait
_ADOPTION: Final = timedelta(days=7)  # a maintenance page may answer 301 for an afternoon
_GIVE_BACK: Final = 4.0  # weight of failures at an adopted address that leads back to the configured one
_CLOCK_SKEW: Final = timedelta(hours=1)
_RHYTHM_ENTRIES: Final = 20
_FEWEST_DATES: Final = 3

_STALE_GAPS: Final = 7
_STALE_LONG_GAPS: Final = 2  # who publishes ten pieces of a Monday is not stale on Thursday
_STALE_LEAST: Final = timedelta(days=3)
_FROZEN_GAPS: Final = 30
_FROZEN_LONG_GAPS: Final = 6
_FROZEN_LEAST: Final = timedelta(days=90)
_FULL_FETCH_GAPS: Final = 3

_WEIGHTS: Final = {  # how much a failure says that the feed is dead rather than its server tired
    FetchFailure.GONE: 1.0,
    FetchFailure.NOT_FOUND: 1.0,
    FetchFailure.ADDRESS: 1.0,
    FetchFailure.REDIRECTS: 1.0,
    FetchFailure.TOO_LARGE: 1.0,
    FetchFailure.REFUSED: 0.5,
    FetchFailure.SERVER_ERROR: 0.5,
    FetchFailure.UNREACHABLE: 0.5,
    FetchFailure.GARBLED: 0.5,
    FetchFailure.CHALLENGED: 0.5,
    FetchFailure.TOO_SLOW: 0.25,
    FetchFailure.BUSY: 0.25,
}
_FAILURE_HEALTH: Final = {
    FetchFailure.GONE: FeedHealth.GONE,
    FetchFailure.NOT_FOUND: FeedHealth.UNREACHABLE,
    FetchFailure.ADDRESS: FeedHealth.REFUSED,
    FetchFailure.REDIRECTS: FeedHealth.UNREACHABLE,
    FetchFailure.TOO_LARGE: FeedHealth.TOO_LARGE,
    FetchFailure.REFUSED: FeedHealth.REFUSED,
    FetchFailure.SERVER_ERROR: FeedHealth.UNREACHABLE,
    FetchFailure.UNREACHABLE: FeedHealth.UNREACHABLE,
    FetchFailure.GARBLED: FeedHealth.UNREADABLE,
    FetchFailure.CHALLENGED: FeedHealth.BLOCKED,
    FetchFailure.TOO_SLOW: FeedHealth.TOO_SLOW,
    FetchFailure.BUSY: FeedHealth.REFUSED,
}
_CONTENT_WEIGHTS: Final = {  # a 200 that is no feed is a failure too
    FeedHealth.BLOCKED: 0.5,
    FeedHealth.UNREADABLE: 1.0,
    FeedHealth.TOO_LARGE: 1.0,
}

WELL: Final = frozenset({FeedHealth.OK, FeedHealth.NOT_MODIFIED, FeedHealth.MOVED})
"""The states in which a feed gives what it should; `never` is neither well nor ill."""


@dataclass(frozen=True, slots=True)
class Wait:
    """When to do a thing next, and why then; `at` None means never again."""

    at: datetime | None
    reason: str


# --------------------------------------------------------------------------------- the next poll


def next_fetch_at(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None, now: datetime, jitter: float
) -> Wait:
    """Decide when to poll a feed again, given its state before this poll and the poll's outcome.

    `parsed` is None unless `result` is Fetched; `jitter` is a random share from 0 to 1.
    """
    if isinstance(result, FetchFailed) and result.failure is FetchFailure.GONE:
        if state.moved_to is None:
            return Wait(None, "the server says it is gone for good")
        return Wait(_spread(now, state.feed.min_interval, jitter), "gone here: its other address is next")
    span, reason = max([_find_rhythm(state, parsed, now), *_list_demands(state, result, parsed)])
    return Wait(_spread(now, span, jitter), reason)


def _spread(now: datetime, span: timedelta, jitter: float) -> datetime:
    try:
        return now + span + span * _JITTER * jitter
    except OverflowError:
        return datetime.max.replace(tzinfo=now.tzinfo)


def _list_demands(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None
) -> list[tuple[timedelta, str]]:
    """List the spans that publisher and failures demand, each with its reason."""
    demands = [(state.feed.min_interval, "as configured")]
    weight = _weigh(state, result, parsed)
    if weight:
        backoff = min(_BACKOFF_CAP, state.feed.min_interval * 2 ** min(weight, 16))
        demands.append((max(backoff, state.feed.min_interval), "it failed"))
    if isinstance(result, FetchFailed):
        if result.retry_after is not None:
            demands.append((result.retry_after, "the server named the time (Retry-After)"))
        return demands
    interval = parsed.interval if parsed is not None else state.publisher_interval
    if interval is not None:
        demands.append((min(interval, _HINT_CAP), "the feed names its period"))
    if result.max_age is not None:
        demands.append((min(result.max_age, _HINT_CAP), "the answer stays fresh until then"))
    return demands


def _find_rhythm(state: FeedState, parsed: ParsedFeed | None, now: datetime) -> tuple[timedelta, str]:
    """A quarter of the usual gap; a feed long silent is asked less and less often."""
    newest, gap, _ = _measure_rhythm(state, parsed, now)
    if gap is None:
        return state.feed.min_interval, "its rhythm is not known yet"
    idle = now - newest if newest is not None else timedelta(0)
    span = max(gap, idle / 4) / 4
    return min(max(span, state.feed.min_interval), state.feed.max_interval), "its own rhythm"


class _Rhythm(NamedTuple):
    """The newest believable date, and the median and the ninth decile of the gaps between the latest entries.

    The longest gap would not do: one old entry that is kept on top for years makes no habit.
    """

    newest: datetime | None
    usual_gap: timedelta | None
    long_gap: timedelta | None


def _measure_rhythm(state: FeedState, parsed: ParsedFeed | None, now: datetime) -> _Rhythm:
    dates = {entry.published_at for entry in parsed.entries} if parsed is not None else set()
    known = sorted((at for at in dates if at is not None and at <= now + _CLOCK_SKEW), reverse=True)
    newest = known[0] if known else state.newest_entry_at
    latest = known[:_RHYTHM_ENTRIES]
    if len(latest) < _FEWEST_DATES:
        return _Rhythm(newest, state.usual_gap, state.long_gap)
    gaps = sorted(later - earlier for later, earlier in pairwise(latest))
    least = timedelta(minutes=1)
    return _Rhythm(newest, max(least, gaps[len(gaps) // 2]), max(least, gaps[len(gaps) * 9 // 10]))


def _weigh(state: FeedState, result: FetchResult, parsed: ParsedFeed | None) -> float:
    """Add this poll's failure to those before it; 0 when it brought what it should."""
    if isinstance(result, FetchFailed):
        return state.failure_weight + (_WEIGHTS[result.failure] if _was_asked(result) else 0.0)
    weight = _CONTENT_WEIGHTS.get(parsed.health, 0.0) if parsed is not None else 0.0
    return state.failure_weight + weight if weight else 0.0


def _was_asked(result: FetchFailed) -> bool:
    """Say whether the server was asked at all: a host that sleeps is not."""
    return result.failure is not FetchFailure.BUSY or result.status_code is not None


# ----------------------------------------------------------------------------------------- health


def judge_health(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None, now: datetime
) -> tuple[FeedHealth, str]:
    """Judge a poll: the health of the feed, and a sentence that says why."""
    if isinstance(result, FetchFailed):
        return _FAILURE_HEALTH[result.failure], result.detail
    if parsed is not None and parsed.health not in {FeedHealth.OK, FeedHealth.UNDATED}:
        return parsed.health, parsed.error or "a feed, but without entries"
    age = _judge_age(state, parsed, now)
    if age is not None:
        return age
    if isinstance(result, NotModified) or parsed is None:
        if state.health in _KEPT_BY_304:
            return state.health, state.health_detail
        return FeedHealth.NOT_MODIFIED, "nothing new"
    return _judge_content(state, result, parsed, now)


# A 304 says that the body is as it was, so what was found about the body still holds.
_KEPT_BY_304: Final = frozenset({FeedHealth.EMPTY, FeedHealth.UNDATED, FeedHealth.MOVED})


def _judge_content(
    state: FeedState, result: Fetched, parsed: ParsedFeed, now: datetime
) -> tuple[FeedHealth, str]:
    if parsed.health is FeedHealth.UNDATED:
        return FeedHealth.UNDATED, "no entry has a date that can be read"
    if result.moved_to is not None:
        return FeedHealth.MOVED, f"moved for good to {result.moved_to}"
    if _is_adopted(state, now):
        return FeedHealth.MOVED, f"polled where it moved to: {state.moved_to}"
    return FeedHealth.OK, "damaged: only a part of it could be read" if parsed.is_damaged else ""


def _judge_age(state: FeedState, parsed: ParsedFeed | None, now: datetime) -> tuple[FeedHealth, str] | None:
    """FROZEN or STALE when the newest entry is far older than the feed's habit; else None."""
    newest, usual_gap, long_gap = _measure_rhythm(state, parsed, now)
    if newest is None or (parsed is None and state.health is FeedHealth.EMPTY):
        return None
    age = now - newest
    usual, long = usual_gap or _DAY, long_gap or timedelta(0)
    detail = f"its newest entry is {age.days} days old"
    if age > max(usual * _FROZEN_GAPS, long * _FROZEN_LONG_GAPS, _FROZEN_LEAST):
        return FeedHealth.FROZEN, detail
    if age > max(usual * _STALE_GAPS, long * _STALE_LONG_GAPS, _STALE_LEAST):
        return FeedHealth.STALE, detail
    return None


# ---------------------------------------------------------------------------------- the whole row


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
    health, detail = judge_health(state, result, parsed, now)
    advanced = replace(
        state,
        next_fetch_at=next_fetch_at(state, result, parsed, now, jitter).at,
        health=health,
        health_detail=detail,
        health_since=state.health_since if health is state.health else now,
        ill_since=None if health in WELL else state.ill_since or now,
    )
    if isinstance(result, FetchFailed):
        return _advance_failed(advanced, result, now)
    advanced = replace(advanced, fetched_at=now)
    if isinstance(result, NotModified):
        has_entries = health is not FeedHealth.EMPTY
        return _forget_failures(replace(advanced, succeeded_at=now) if has_entries else advanced)
    if parsed is None or parsed.error is not None:
        unread = replace(
            _take_validators(advanced, None),
            failure_count=state.failure_count + 1,
            failure_weight=_weigh(state, result, parsed),
        )
        return _give_back(unread, now, is_dead=True)
    if not parsed.entries:
        return replace(_forget_failures(_take_validators(advanced, result)), full_fetch_at=now)
    return _advance_fetched(advanced, result, parsed, now, brought_news=brought_news)


def _take_validators(state: FeedState, result: Fetched | None) -> FeedState:
    """Keep what vouches for the body; None for one that was not read whole, so that it comes again."""
    if result is None:
        return replace(state, etag=None, last_modified=None, validators_from=None)
    return replace(state, etag=result.etag, last_modified=result.last_modified, validators_from=result.url)


def _take_validators_of_part(state: FeedState, result: Fetched) -> FeedState:
    """Ask once more for the whole of a feed that was read in part; one that stays damaged has validators too.

    That it was damaged before shows in that an address is kept without what it gave.
    """
    was_damaged = state.etag is None and state.last_modified is None and state.validators_from == result.url
    return _take_validators(state, result if was_damaged else replace(result, etag=None, last_modified=None))


def _forget_failures(state: FeedState) -> FeedState:
    return replace(state, failure_count=0, failure_weight=0.0)


def _give_back(state: FeedState, now: datetime, *, is_dead: bool) -> FeedState:
    """Leave an adopted address that no longer gives the feed: the configured one is asked again."""
    if _is_adopted(state, now) and (is_dead or state.failure_weight >= _GIVE_BACK):
        return replace(state, moved_to=None, moved_since=None)
    return state


def _advance_failed(state: FeedState, result: FetchFailed, now: datetime) -> FeedState:
    if not _was_asked(result):
        return state
    state = replace(
        state,
        fetched_at=now,
        failure_count=state.failure_count + 1,
        failure_weight=state.failure_weight + _WEIGHTS[result.failure],
    )
    is_dead = result.failure in {FetchFailure.GONE, FetchFailure.NOT_FOUND}
    if state.moved_to is None or not is_dead or _is_adopted(state, now):
        return _give_back(state, now, is_dead=is_dead)
    return replace(state, moved_since=now - _ADOPTION)  # the old address is dead: the new one counts


def _advance_fetched(
    state: FeedState, result: Fetched, parsed: ParsedFeed, now: datetime, *, brought_news: bool
) -> FeedState:
    newest, usual_gap, long_gap = _measure_rhythm(state, parsed, now)
    state = replace(
        _forget_failures(
            _take_validators_of_part(state, result) if parsed.is_damaged else _take_validators(state, result)
        ),
        succeeded_at=now,
        full_fetch_at=now,
        baseline_at=state.baseline_at or now,
        changed_at=now if brought_news or state.changed_at is None else state.changed_at,
        newest_entry_at=newest,
        usual_gap=usual_gap,
        long_gap=long_gap,
        publisher_interval=parsed.interval,
    )
    if result.moved_to is not None and result.moved_to != state.moved_to:
        return replace(state, moved_to=result.moved_to, moved_since=now)
    if result.moved_to is None and not _is_adopted(state, now):
        return replace(state, moved_to=None, moved_since=None)
    return state


def pick_address(state: FeedState, now: datetime) -> str:
    """Pick the address to ask: a permanent redirect is adopted after seven days, to https at once."""
    return state.moved_to if state.moved_to is not None and _is_adopted(state, now) else state.feed.url


def _is_adopted(state: FeedState, now: datetime) -> bool:
    if state.moved_to is None or state.moved_since is None:
        return False
    return now - state.moved_since >= _ADOPTION or _differs_by_https_only(state.feed.url, state.moved_to)


def _differs_by_https_only(before: str, after: str) -> bool:
    old, new = urlsplit(before), urlsplit(after)
    return (old.scheme, new.scheme) == ("http", "https") and old[1:] == new[1:]


def must_fetch_fully(state: FeedState, now: datetime) -> bool:
    """Say whether to leave the validators out once, because some servers answer 304 for ever.

    So it is done once a day, when nothing has changed for three times the feed's usual gap; also of a feed
    that never had an entry.
    """
    unchanged_since = state.changed_at or state.ill_since
    if state.full_fetch_at is None or unchanged_since is None:
        return False
    silence = max(_DAY, _FULL_FETCH_GAPS * (state.usual_gap or _DAY))
    return now - unchanged_since > silence and now - state.full_fetch_at >= _DAY


# ------------------------------------------------------------------------------------- deliveries

_FIRST_RETRY: Final = timedelta(seconds=30)
_LONGEST_RETRY: Final = timedelta(hours=1)
_MOST_ATTEMPTS: Final = 14  # about eight hours


def next_attempt_at(
    attempt_count: int, retry_after: timedelta | None, now: datetime, jitter: float
) -> datetime | None:
    """Decide when to try a delivery again after its `attempt_count`-th failure; None when it is dead.

    The wait doubles from half a minute to an hour, is never shorter than the receiver asked for, and is
    spread by a tenth.
    """
    if attempt_count >= _MOST_ATTEMPTS:
        return None
    backoff = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** max(0, attempt_count - 1))
    return _spread(now, max(backoff, retry_after or timedelta(0)), jitter)
