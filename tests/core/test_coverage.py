"""Whether a signal could have been seen: feeds beside what they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.coverage import judge_coverage
from watcher.model import Feed, FeedHealth, FeedState, Signal

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
SIGNAL = Signal(id="act", proposition="The act is done", object=("firm",), official=("gov.example",))


def make_feed(
    health: FeedHealth,
    succeeded: timedelta | None = timedelta(minutes=5),
    due: timedelta | None = timedelta(minutes=10),
    outlet: str = "press.example",
    *,
    enabled: bool = True,
) -> FeedState:
    """A feed that last succeeded so long ago, and is due in so long."""
    return FeedState(
        Feed(
            url=f"https://{outlet}/{health}",
            outlet=outlet,
            enabled=enabled,
            reason="" if enabled else "asked",
        ),
        health=health,
        succeeded_at=None if succeeded is None else NOW - succeeded,
        next_fetch_at=None if due is None else NOW + due,
    )


MINUTE = timedelta(minutes=1)
HEALTHY = make_feed(FeedHealth.OK)
NEVER = make_feed(FeedHealth.NEVER, None, None)
CUT = make_feed(FeedHealth.UNREACHABLE, None)

SIGHT = [
    (FeedHealth.OK, 5, 10, True),
    (FeedHealth.NOT_MODIFIED, 5, 10, True),
    (FeedHealth.EMPTY, 5, 10, True),
    (FeedHealth.EMPTY, 60 * 72, 10, True),  # a search may have quiet days
    (FeedHealth.EMPTY, 60 * 72 + 1, 10, False),
    (FeedHealth.EMPTY, None, 10, False),  # it never had an entry
    (FeedHealth.UNDATED, 5, 10, True),
    (FeedHealth.MOVED, 5, 10, True),
    (FeedHealth.OK, 60 * 6, -30, True),
    (FeedHealth.OK, 60 * 6, -31, False),  # nobody polled it when it was due
    (FeedHealth.OK, 60, None, True),
    (FeedHealth.OK, 60 * 7, None, False),
    (FeedHealth.UNREACHABLE, 59, 10, True),  # one poll failed
    (FeedHealth.UNREACHABLE, 60, 10, False),
    (FeedHealth.REFUSED, 10, 10, True),
    (FeedHealth.REFUSED, 90, 10, False),
    (FeedHealth.BLOCKED, 90, 10, False),
    (FeedHealth.TOO_SLOW, 90, 10, False),
    (FeedHealth.TOO_LARGE, 90, 10, False),
    (FeedHealth.UNREADABLE, 90, 10, False),
    (FeedHealth.STALE, 1, 10, False),
    (FeedHealth.FROZEN, 1, 10, False),
    (FeedHealth.GONE, 1, 10, False),
    (FeedHealth.UNREACHABLE, None, 10, False),
    (FeedHealth.OK, None, 10, False),
    (FeedHealth.NEVER, None, None, False),
]


@pytest.mark.parametrize(("health", "succeeded", "due", "sees"), SIGHT)
def test_a_feed_sees_while_it_works_and_is_polled(
    health: FeedHealth, succeeded: int | None, due: int | None, *, sees: bool
) -> None:
    feed = make_feed(
        health,
        None if succeeded is None else succeeded * MINUTE,
        None if due is None else due * MINUTE,
    )
    coverage = judge_coverage(SIGNAL, [feed], NOW)
    assert coverage.is_blind is not sees
    assert coverage.seeing_count == int(sees)
    assert coverage.blind_feeds == (() if sees else ((feed.feed.url, health),))


def test_the_state_of_every_health_is_decided() -> None:
    assert {health for health, *_ in SIGHT} == set(FeedHealth)


COVERAGES = {
    "no feed": ([], True, "no feed is enabled"),
    "only disabled feeds": (
        [make_feed(FeedHealth.OK, enabled=False)],
        True,
        "no feed is enabled",
    ),
    "nothing polled yet": ([NEVER, NEVER], True, "no feed has been polled yet"),
    "no network": ([CUT] * 3, True, "0 of 3 feeds could have shown it; 3 unreachable"),
    "all well": ([HEALTHY] * 3, False, "3 of 3 feeds could have shown it"),
    "half": ([HEALTHY, CUT], False, "1 of 2 feeds could have shown it; 1 unreachable"),
    "under half": (
        [HEALTHY, CUT, CUT],
        True,
        "1 of 3 feeds could have shown it; 2 unreachable",
    ),
    "disabled feeds are not missed": (
        [HEALTHY, make_feed(FeedHealth.GONE, enabled=False)],
        False,
        "1 of 1 feeds could have shown it",
    ),
    "ills are counted, the commonest first": (
        [HEALTHY, CUT, CUT, NEVER, make_feed(FeedHealth.OK, 9 * 60 * MINUTE, -60 * MINUTE)],
        True,
        "1 of 5 feeds could have shown it; 2 unreachable, 1 not polled yet, 1 overdue",
    ),
    "official feeds are missed by name": (
        [HEALTHY, HEALTHY, make_feed(FeedHealth.REFUSED, None, outlet="gov.example")],
        False,
        "2 of 3 feeds could have shown it; 1 refused; no official feed of the signal is among those that see",
    ),
    "not while one of them sees": (
        [
            make_feed(FeedHealth.OK, outlet="gov.example"),
            make_feed(FeedHealth.REFUSED, None, outlet="gov.example"),
        ],
        False,
        "1 of 2 feeds could have shown it; 1 refused",
    ),
}


@pytest.mark.parametrize(("feeds", "is_blind", "reason"), COVERAGES.values(), ids=COVERAGES.keys())
def test_a_signal_is_blind_when_under_half_of_its_feeds_see(
    feeds: list[FeedState], reason: str, *, is_blind: bool
) -> None:
    coverage = judge_coverage(SIGNAL, feeds, NOW)
    assert (coverage.is_blind, coverage.reason) == (is_blind, reason)
    assert coverage.feed_count == sum(state.feed.enabled for state in feeds)
    assert coverage.seeing_count + len(coverage.blind_feeds) == coverage.feed_count


def test_a_daemon_that_stands_still_goes_blind() -> None:
    feeds = [replace(HEALTHY, next_fetch_at=NOW + minutes * MINUTE) for minutes in (1, 5, 10)]
    assert not judge_coverage(SIGNAL, feeds, NOW + 30 * MINUTE).is_blind
    assert judge_coverage(SIGNAL, feeds, NOW + 60 * MINUTE).is_blind


def test_a_feed_polled_rarely_is_forgiven_longer() -> None:
    rare = Feed(url="https://rare.example/feed", outlet="rare.example", min_interval=timedelta(hours=3))
    state = FeedState(rare, health=FeedHealth.TOO_SLOW, succeeded_at=NOW)
    assert not judge_coverage(SIGNAL, [state], NOW + timedelta(hours=5)).is_blind
    assert judge_coverage(SIGNAL, [state], NOW + timedelta(hours=6)).is_blind
