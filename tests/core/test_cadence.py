"""When to ask again, how a poll is judged, and the row that comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.cadence import (
    advance_state,
    judge_health,
    must_fetch_fully,
    next_attempt_at,
    next_fetch_at,
    pick_address,
)
from watcher.model import (
    Entry,
    Feed,
    FeedHealth,
    FeedState,
    Fetched,
    FetchFailed,
    FetchFailure,
    FetchResult,
    NotModified,
    ParsedFeed,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
URL = "https://example.org/feed"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = Feed(url=URL, outlet="example.org", min_interval=15 * MINUTE, max_interval=6 * HOUR)
STATE = FeedState(FEED)
FETCHED = Fetched(url=URL, body=b"", etag='"new"', last_modified="today")
NOT_MODIFIED = NotModified(URL)


def make_feed(*ages: timedelta | None, **fields: object) -> ParsedFeed:
    """A feed whose entries are that old; None is an entry without a date."""
    entries = tuple(
        Entry(guid=str(n), published_at=NOW - age if age is not None else None) for n, age in enumerate(ages)
    )
    return replace(ParsedFeed(entries=entries, format="rss"), **fields)  # type: ignore[arg-type]  # any field


def fail(
    failure: FetchFailure, status_code: int | None = 500, retry_after: timedelta | None = None
) -> FetchFailed:
    return FetchFailed(URL, failure, "why", status_code=status_code, retry_after=retry_after)


def wait(
    state: FeedState, result: FetchResult, parsed: ParsedFeed | None = None, jitter: float = 0
) -> timedelta:
    at = next_fetch_at(state, result, parsed, NOW, jitter).at
    assert at is not None
    return at - NOW


HOURLY = make_feed(*(n * HOUR for n in range(10)))
EMPTY = make_feed(health=FeedHealth.EMPTY)
DAILY = make_feed(*(n * DAY for n in range(10)))


# ------------------------------------------------------------------------------------- the next poll


@pytest.mark.parametrize(
    ("parsed", "max_age", "expected"),
    [
        (HOURLY, None, 15 * MINUTE),
        (DAILY, None, 6 * HOUR),
        (make_feed(*(n * 4 * HOUR for n in range(10))), None, HOUR),
        (make_feed(None, None), None, 15 * MINUTE),
        (replace(HOURLY, interval=HOUR), None, HOUR),
        (replace(HOURLY, interval=5 * MINUTE), None, 15 * MINUTE),
        (replace(HOURLY, interval=365 * DAY), None, DAY),
        (HOURLY, 2 * HOUR, 2 * HOUR),
        (HOURLY, 900 * DAY, DAY),
        (replace(HOURLY, interval=3 * HOUR), 2 * HOUR, 3 * HOUR),
        (make_feed(*((40 + n) * DAY for n in range(10))), None, 6 * HOUR),
    ],
    ids=[
        "hourly news", "daily news", "every four hours", "undated", "ttl", "short ttl", "a ttl of a year",
        "max-age", "a max-age of years", "the longer of both", "long silent",
    ],
)  # fmt: skip
def test_a_feed_is_polled_by_its_rhythm_and_never_sooner_than_its_publisher_wants(
    parsed: ParsedFeed, max_age: timedelta | None, expected: timedelta
) -> None:
    assert wait(STATE, replace(FETCHED, max_age=max_age), parsed) == expected


def test_the_period_of_the_feed_still_holds_when_nothing_was_modified() -> None:
    assert wait(replace(STATE, publisher_interval=2 * HOUR), NOT_MODIFIED) == 2 * HOUR


def test_jitter_adds_at_most_a_tenth() -> None:
    assert wait(STATE, FETCHED, HOURLY, jitter=1) == 16.5 * MINUTE


@pytest.mark.parametrize("retry_after", [HOUR, 40 * DAY])
def test_retry_after_is_never_capped(retry_after: timedelta) -> None:
    assert wait(STATE, fail(FetchFailure.BUSY, 429, retry_after)) == retry_after


def test_a_retry_after_beyond_the_calendar_is_the_last_day() -> None:
    assert wait(STATE, fail(FetchFailure.BUSY, 429, timedelta(days=900_000_000))) > 365 * 1000 * DAY


def test_a_failing_feed_is_asked_less_and_less_often_but_never_dropped() -> None:
    state, waits = STATE, []
    for _ in range(40):
        waits.append(wait(state, fail(FetchFailure.NOT_FOUND, 404)))
        state = advance_state(state, fail(FetchFailure.NOT_FOUND, 404), None, NOW, 0)
    assert waits[:4] == [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == DAY


def test_a_tired_server_counts_less_than_a_missing_page() -> None:
    waits = [
        wait(STATE, fail(kind))
        for kind in (FetchFailure.TOO_SLOW, FetchFailure.SERVER_ERROR, FetchFailure.NOT_FOUND)
    ]
    assert waits == sorted(waits)
    assert len(set(waits)) == 3


def test_410_ends_polling() -> None:
    state = advance_state(STATE, fail(FetchFailure.GONE, 410), None, NOW, 0)
    assert state.next_fetch_at is None
    assert state.health is FeedHealth.GONE


@given(
    gap=st.timedeltas(MINUTE, 400 * DAY),
    jitter=st.floats(0, 1),
    failure=st.sampled_from([None, *FetchFailure]),
    weight=st.floats(0, 1e6),
)
def test_no_poll_comes_sooner_than_the_configured_interval(
    gap: timedelta, jitter: float, failure: FetchFailure | None, weight: float
) -> None:
    state = replace(STATE, usual_gap=gap, newest_entry_at=NOW, failure_weight=weight)
    result = NOT_MODIFIED if failure is None else fail(failure)
    at = next_fetch_at(state, result, None, NOW, jitter).at
    assert (at is None) == (failure is FetchFailure.GONE)
    assert at is None or NOW + FEED.min_interval <= at <= NOW + 1.1 * DAY


# -------------------------------------------------------------------------------------------- health


@pytest.mark.parametrize(
    ("result", "parsed", "health"),
    [
        (FETCHED, HOURLY, FeedHealth.OK),
        (FETCHED, replace(HOURLY, is_damaged=True), FeedHealth.OK),
        (NOT_MODIFIED, None, FeedHealth.NOT_MODIFIED),
        (FETCHED, make_feed(health=FeedHealth.EMPTY), FeedHealth.EMPTY),
        (FETCHED, make_feed(health=FeedHealth.BLOCKED, error="a web page"), FeedHealth.BLOCKED),
        (FETCHED, make_feed(health=FeedHealth.UNREADABLE, error="noise"), FeedHealth.UNREADABLE),
        (FETCHED, make_feed(None, health=FeedHealth.UNDATED), FeedHealth.UNDATED),
        (FETCHED, make_feed(*((5 + n) * DAY for n in range(5))), FeedHealth.OK),
        (FETCHED, make_feed(*((8 + n) * DAY for n in range(5))), FeedHealth.STALE),
        (FETCHED, make_feed(*(4 * DAY + n * HOUR for n in range(5))), FeedHealth.STALE),
        (FETCHED, make_feed(*((900 + n) * DAY for n in range(5))), FeedHealth.FROZEN),
        (replace(FETCHED, moved_to="https://example.org/new"), HOURLY, FeedHealth.MOVED),
        (fail(FetchFailure.GONE), None, FeedHealth.GONE),
        (fail(FetchFailure.REFUSED), None, FeedHealth.REFUSED),
        (fail(FetchFailure.BUSY), None, FeedHealth.REFUSED),
        (fail(FetchFailure.ADDRESS), None, FeedHealth.REFUSED),
        (fail(FetchFailure.TOO_SLOW), None, FeedHealth.TOO_SLOW),
        (fail(FetchFailure.TOO_LARGE), None, FeedHealth.TOO_LARGE),
        (fail(FetchFailure.GARBLED), None, FeedHealth.UNREADABLE),
        (fail(FetchFailure.CHALLENGED), None, FeedHealth.BLOCKED),
        (fail(FetchFailure.UNREACHABLE), None, FeedHealth.UNREACHABLE),
        (fail(FetchFailure.SERVER_ERROR), None, FeedHealth.UNREACHABLE),
        (fail(FetchFailure.NOT_FOUND), None, FeedHealth.UNREACHABLE),
        (fail(FetchFailure.REDIRECTS), None, FeedHealth.UNREACHABLE),
    ],
)
def test_each_poll_is_judged(result: FetchResult, parsed: ParsedFeed | None, health: FeedHealth) -> None:
    assert judge_health(STATE, result, parsed, NOW)[0] is health


def test_a_feed_that_answers_304_for_months_is_frozen_all_the_same() -> None:
    state = replace(STATE, newest_entry_at=NOW - 200 * DAY, usual_gap=HOUR)
    assert judge_health(state, NOT_MODIFIED, None, NOW)[0] is FeedHealth.FROZEN


WEEKLY = [week * 7 * DAY + piece * MINUTE for week in range(4) for piece in range(5)]


@pytest.mark.parametrize(
    ("age", "health"), [(6 * DAY, FeedHealth.OK), (13 * DAY, FeedHealth.OK), (15 * DAY, FeedHealth.STALE)]
)
def test_who_publishes_many_pieces_once_a_week_is_not_stale_between_two_weeks(
    age: timedelta, health: FeedHealth
) -> None:
    assert judge_health(STATE, FETCHED, make_feed(*(age + at for at in WEEKLY)), NOW)[0] is health


def test_one_old_entry_kept_on_top_makes_no_habit() -> None:
    parsed = make_feed(*(5 * DAY + n * HOUR for n in range(18)), 900 * DAY)
    assert judge_health(STATE, FETCHED, parsed, NOW)[0] is FeedHealth.STALE


def test_a_feed_is_ill_since_it_was_well_whatever_it_ails_from() -> None:
    well = advance_state(STATE, FETCHED, HOURLY, NOW - DAY, 0)
    refused = advance_state(well, fail(FetchFailure.REFUSED), None, NOW - 2 * HOUR, 0)
    slow = advance_state(refused, fail(FetchFailure.TOO_SLOW), None, NOW - HOUR, 0)
    again = advance_state(slow, NOT_MODIFIED, None, NOW, 0)
    ill_since = [state.ill_since for state in (well, refused, slow, again)]
    assert ill_since == [None, NOW - 2 * HOUR, NOW - 2 * HOUR, None]


def test_a_date_from_the_future_does_not_make_a_feed_fresh() -> None:
    parsed = make_feed(-400 * DAY, *((900 + n) * DAY for n in range(5)))
    assert judge_health(STATE, FETCHED, parsed, NOW)[0] is FeedHealth.FROZEN


# ---------------------------------------------------------------------------------------- the row


def test_validators_are_stored_with_a_feed_that_parsed() -> None:
    state = advance_state(STATE, FETCHED, HOURLY, NOW, 0)
    assert (state.etag, state.last_modified) == ('"new"', "today")


CUT_SHORT = replace(HOURLY, is_damaged=True)


@pytest.mark.parametrize(
    "parsed",
    [make_feed(health=FeedHealth.BLOCKED, error="a web page"), CUT_SHORT],
    ids=["a web page", "a feed that was cut short"],
)
def test_validators_of_what_did_not_parse_whole_are_dropped(parsed: ParsedFeed) -> None:
    before = replace(STATE, etag='"old"', last_modified="then", validators_from=URL)
    state = advance_state(before, FETCHED, parsed, NOW, 0)
    assert (state.etag, state.last_modified) == (None, None)


def test_a_feed_that_stays_damaged_is_fetched_conditionally_from_its_second_time_on() -> None:
    once = advance_state(STATE, FETCHED, CUT_SHORT, NOW, 0)
    assert (once.etag, advance_state(once, FETCHED, CUT_SHORT, NOW, 0).etag) == (None, '"new"')


def test_validators_of_an_empty_feed_are_stored_and_a_304_leaves_it_empty() -> None:
    state = advance_state(STATE, FETCHED, EMPTY, NOW, 0)
    assert (state.etag, state.validators_from, state.succeeded_at) == ('"new"', URL, None)
    again = advance_state(state, NOT_MODIFIED, None, NOW + HOUR, 0)
    assert (again.health, again.succeeded_at, again.failure_count) == (FeedHealth.EMPTY, None, 0)


def test_an_empty_feed_that_never_moves_is_fetched_fully_once_a_day() -> None:
    state = advance_state(STATE, FETCHED, EMPTY, NOW, 0)
    assert not must_fetch_fully(state, NOW + 71 * HOUR)
    assert must_fetch_fully(state, NOW + 73 * HOUR)
    assert not must_fetch_fully(replace(state, full_fetch_at=NOW + 70 * HOUR), NOW + 73 * HOUR)


def test_validators_outlive_304_and_failures() -> None:
    state = replace(STATE, etag='"old"', last_modified="then")
    for result in (NOT_MODIFIED, fail(FetchFailure.SERVER_ERROR)):
        assert advance_state(state, result, None, NOW, 0).etag == '"old"'


def test_success_forgets_failures_and_failure_keeps_the_last_success() -> None:
    state = advance_state(STATE, FETCHED, HOURLY, NOW - HOUR, 0)
    failed = advance_state(state, fail(FetchFailure.SERVER_ERROR), None, NOW, 0)
    assert (failed.failure_count, failed.failure_weight) == (1, 0.5)
    assert failed.succeeded_at == NOW - HOUR
    again = advance_state(failed, NOT_MODIFIED, None, NOW, 0)
    assert (again.failure_count, again.failure_weight, again.succeeded_at) == (0, 0.0, NOW)


def test_a_host_that_sleeps_is_no_failure_of_the_feed_and_no_poll() -> None:
    asleep = fail(FetchFailure.BUSY, None, 600 * MINUTE)
    state = advance_state(STATE, asleep, None, NOW, 0)
    assert (state.failure_count, state.fetched_at) == (0, None)
    assert state.next_fetch_at == NOW + 600 * MINUTE


def test_health_keeps_since_when_it_holds() -> None:
    first = advance_state(STATE, FETCHED, HOURLY, NOW - DAY, 0)
    same = advance_state(first, FETCHED, HOURLY, NOW - HOUR, 0)
    other = advance_state(same, fail(FetchFailure.REFUSED), None, NOW, 0)
    assert [state.health_since for state in (first, same, other)] == [NOW - DAY, NOW - DAY, NOW]


def test_the_first_readable_fetch_is_the_baseline() -> None:
    first = advance_state(STATE, FETCHED, HOURLY, NOW - DAY, 0)
    assert advance_state(first, FETCHED, HOURLY, NOW, 0).baseline_at == NOW - DAY


# ---------------------------------------------------------------------------------- moved and gone

MOVED = replace(FETCHED, moved_to="https://example.org/new")


def test_a_permanent_redirect_is_adopted_after_seven_days_of_the_same_target() -> None:
    state = advance_state(STATE, MOVED, HOURLY, NOW, 0)
    state = advance_state(state, MOVED, HOURLY, NOW + 6 * DAY, 0)
    assert pick_address(state, NOW + 6 * DAY) == URL
    assert pick_address(state, NOW + 7 * DAY) == MOVED.moved_to


def test_another_target_starts_the_seven_days_anew() -> None:
    state = advance_state(STATE, MOVED, HOURLY, NOW, 0)
    state = advance_state(state, replace(FETCHED, moved_to="https://example.org/b"), HOURLY, NOW + 6 * DAY, 0)
    assert pick_address(state, NOW + 8 * DAY) == URL


def test_a_redirect_that_ends_is_forgotten() -> None:
    state = advance_state(STATE, MOVED, HOURLY, NOW, 0)
    state = advance_state(state, FETCHED, HOURLY, NOW + DAY, 0)
    assert (state.moved_to, pick_address(state, NOW + 9 * DAY)) == (None, URL)


def test_a_redirect_to_what_is_no_feed_is_never_adopted() -> None:
    page = make_feed(health=FeedHealth.BLOCKED, error="a web page")
    assert advance_state(STATE, MOVED, page, NOW, 0).moved_to is None


def test_a_redirect_from_http_to_https_is_adopted_at_once() -> None:
    state = replace(STATE, feed=replace(FEED, url="http://example.org/feed"))
    state = advance_state(state, replace(FETCHED, moved_to=URL), HOURLY, NOW, 0)
    assert pick_address(state, NOW) == URL


@pytest.mark.parametrize("failure", [FetchFailure.NOT_FOUND, FetchFailure.GONE])
def test_an_old_address_that_dies_makes_the_new_one_count_at_once(failure: FetchFailure) -> None:
    state = advance_state(STATE, MOVED, HOURLY, NOW, 0)
    state = advance_state(state, fail(failure), None, NOW + DAY, 0)
    assert pick_address(state, NOW + DAY) == MOVED.moved_to
    assert state.next_fetch_at is not None


def test_an_adopted_address_that_dies_leads_back_to_the_configured_one() -> None:
    state = replace(STATE, moved_to=MOVED.moved_to, moved_since=NOW - 30 * DAY)
    state = advance_state(state, fail(FetchFailure.GONE), None, NOW, 0)
    assert pick_address(state, NOW) == URL
    assert state.next_fetch_at is not None


ADOPTED = replace(STATE, moved_to=MOVED.moved_to, moved_since=NOW - 30 * DAY)
PAGE = make_feed(health=FeedHealth.BLOCKED, error="a web page")


def test_a_feed_polled_where_it_moved_to_says_so_until_signals_toml_does() -> None:
    state = advance_state(ADOPTED, FETCHED, HOURLY, NOW, 0)
    state = advance_state(state, NOT_MODIFIED, None, NOW + HOUR, 0)
    assert (state.health, state.health_detail) == (
        FeedHealth.MOVED,
        "polled where it moved to: https://example.org/new",
    )


def test_an_adopted_address_that_gives_a_web_page_leads_back_to_the_configured_one() -> None:
    assert pick_address(advance_state(ADOPTED, FETCHED, PAGE, NOW, 0), NOW) == URL


def test_an_adopted_address_that_keeps_failing_leads_back_to_the_configured_one() -> None:
    state, asked = ADOPTED, []
    for _ in range(8):
        state = advance_state(state, fail(FetchFailure.SERVER_ERROR), None, NOW, 0)
        asked.append(pick_address(state, NOW))
    assert asked == [MOVED.moved_to] * 7 + [URL]


# ----------------------------------------------------------------------- servers that lie about 304


@pytest.mark.parametrize(
    ("unchanged", "since_full", "expected"),
    [
        (2 * DAY, 2 * DAY, True),
        (2 * DAY, 12 * HOUR, False),
        (12 * HOUR, 2 * DAY, False),
    ],
)
def test_a_feed_that_should_move_is_fetched_fully_once_a_day(
    unchanged: timedelta,
    since_full: timedelta,
    expected: bool,  # noqa: FBT001
) -> None:
    state = replace(STATE, usual_gap=HOUR, changed_at=NOW - unchanged, full_fetch_at=NOW - since_full)
    assert must_fetch_fully(state, NOW) is expected


# ---------------------------------------------------------------------------------------- deliveries


def test_deliveries_are_tried_again_later_each_time_until_they_are_dead() -> None:
    waits = []
    for attempt in range(1, 30):
        at = next_attempt_at(attempt, None, NOW, 0)
        if at is None:
            break
        waits.append(at - NOW)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert waits[-1] == HOUR
    assert 4 * HOUR < sum(waits, timedelta(0)) < DAY


def test_a_receiver_that_names_a_span_is_not_disturbed_before() -> None:
    assert next_attempt_at(1, 3 * HOUR, NOW, 0) == NOW + 3 * HOUR
    assert next_attempt_at(1, timedelta(seconds=1), NOW, 0) == NOW + timedelta(seconds=30)
