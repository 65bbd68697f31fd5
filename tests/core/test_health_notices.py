"""Which feeds are told to be ill, when, to whom, and when that they see again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.cadence import WELL
from watcher.core.health_notices import REMEDIES, HealthNotices, decide_health_notices
from watcher.model import Feed, FeedHealth, FeedState, Route, Silence, Status

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROUTES = (Route("desk"),)


def make_state(name: str, health: FeedHealth, ill_for: timedelta | None = None) -> FeedState:
    return FeedState(
        Feed(url=f"https://{name}.example/feed", outlet=f"{name}.example", title=name),
        health=health,
        health_detail="why" if ill_for else "",
        ill_since=NOW - ill_for if ill_for is not None else None,
    )


def url(name: str) -> str:
    return f"https://{name}.example/feed"


def decide(*states: FeedState, told: frozenset[str] = frozenset(), **changes: object) -> HealthNotices:
    routes = changes.get("routes", ROUTES)
    silences = changes.get("silences", ())
    return decide_health_notices(states, told, routes, silences, NOW)  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(
    ("health", "ill_for", "is_told"),
    [
        (FeedHealth.REFUSED, 23 * HOUR, False),
        (FeedHealth.REFUSED, DAY, True),
        (FeedHealth.FROZEN, DAY, True),
        (FeedHealth.UNDATED, DAY, True),
        (FeedHealth.GONE, timedelta(0), True),
        (FeedHealth.EMPTY, 2 * DAY, False),
        (FeedHealth.EMPTY, 3 * DAY, True),
        (FeedHealth.OK, None, False),
        (FeedHealth.NEVER, None, False),
    ],
)
def test_a_feed_is_told_when_it_has_been_ill_for_long(
    health: FeedHealth, ill_for: timedelta | None, *, is_told: bool
) -> None:
    notices = decide(make_state("a", health, ill_for))
    assert notices.told == ((url("a"),) if is_told else ())
    assert len(notices.decisions) == is_told


def test_one_message_names_all_that_fell_ill_together() -> None:
    names = [f"paper {number:02}" for number in range(14)]
    states = [make_state(name, FeedHealth.UNREACHABLE, DAY - n * HOUR / 2) for n, name in enumerate(names)]
    notices = decide(*states, make_state("late", FeedHealth.UNREACHABLE, HOUR))
    (decision,) = notices.decisions
    assert decision.notification.headline == (
        "14 feeds not seen well for long: paper 00, paper 01, paper 02 and 11 more"
    )
    assert "paper 00: unreachable since 2026-03-04 12:00 UTC (why)" in decision.notification.reason
    assert decision.notification.reason.endswith("; and 4 more")
    assert len(notices.told) == 14


def test_what_was_told_is_told_again_only_when_it_is_over() -> None:
    told = frozenset({url("a"), url("b"), url("c")})
    notices = decide(
        make_state("a", FeedHealth.REFUSED, 9 * DAY),
        make_state("b", FeedHealth.NOT_MODIFIED),
        make_state("c", FeedHealth.NEVER),
        told=told,
    )
    assert [decision.notification.headline for decision in notices.decisions] == ["1 feed sees again: b"]
    assert (notices.told, notices.ended) == ((), (url("b"),))


def test_a_feed_that_was_removed_or_switched_off_is_forgotten_without_a_word() -> None:
    state = make_state("a", FeedHealth.REFUSED, 9 * DAY)
    off = replace(state, feed=replace(state.feed, enabled=False, reason="tired of it"))
    notices = decide(off, told=frozenset({url("a"), url("removed")}))
    assert notices.decisions == ()
    assert set(notices.ended) == {url("a"), url("removed")}


def test_while_all_is_silenced_nothing_counts_as_told() -> None:
    silence = Silence("ann", "move", NOW - HOUR, NOW + HOUR)
    ill = make_state("a", FeedHealth.REFUSED, 9 * DAY)
    assert decide(ill, silences=(silence,)) == HealthNotices()
    assert decide(ill, silences=(replace(silence, signals=("act",)),)).told == (url("a"),)
    assert decide(ill, routes=()) == HealthNotices()


@pytest.mark.parametrize(
    ("routes", "channels"),
    [
        ((Route("desk"), Route("chief", statuses=(Status.CONFIRMED,))), ("desk",)),
        ((Route("desk", signals=("act",)), Route("chief", signals=("act",))), ("desk", "chief")),
    ],
    ids=["who takes all", "else everybody"],
)
def test_it_is_told_to_who_takes_everything(routes: tuple[Route, ...], channels: tuple[str, ...]) -> None:
    (decision,) = decide(make_state("a", FeedHealth.GONE, HOUR), routes=routes).decisions
    assert decision.channels == channels


def test_there_is_a_remedy_for_each_state_that_is_not_well() -> None:
    assert REMEDIES.keys() == set(FeedHealth)
    assert {health for health in FeedHealth if not REMEDIES[health]} == WELL - {FeedHealth.MOVED}
