"""Manners over time: what a publisher on loopback is asked, and when, across restarts and reloads."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.bridge import HOUR, START, load_bridge
from tests.feeds.web import FEED, Answer, Web, open_web
from watcher.model import FeedHealth
from watcher.wiring import build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from watcher.config import Config
    from watcher.model import FeedState
    from watcher.wiring import Runtime

pytestmark = pytest.mark.anyio

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NOW = timedelta(0)
PAGE = b"<!doctype html><html><head><title>News</title></head><body>No feed here</body></html>"
DATED = FEED.replace(b"</guid>", b"</guid><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate>")


class House:
    """A town's watcher that can be stopped and started, and the publisher it asks."""

    def __init__(self, web: Web, config: Config, state: Path) -> None:
        self.web = web
        self.config = config
        self.state = state
        self.now = START

    def read_clock(self) -> datetime:
        return self.now

    @asynccontextmanager
    async def run(self) -> AsyncIterator[Runtime]:
        async with build_runtime(self.config, self.state, read_clock=self.read_clock) as runtime:
            yield runtime

    async def restart_and_poll(self, after: timedelta) -> list[str]:
        """Start anew so much later, and poll; the paths that were asked for."""
        self.now += after
        async with self.run() as runtime:
            return await self.poll(runtime, NOW)

    async def poll(self, runtime: Runtime, after: timedelta) -> list[str]:
        """Poll so much later; the paths that were asked for."""
        self.now += after
        before = len(self.web.asked)
        await runtime.ingest.poll_due(self.now)
        return self.web.paths[before:]

    def list_states(self, runtime: Runtime) -> list[FeedState]:
        """What is stored of each feed."""
        states = [runtime.store.get_feed_state(feed.url) for feed in self.config.feeds]
        return [state for state in states if state is not None]


@asynccontextmanager
async def open_house(tmp_path: Path, **answers: Answer) -> AsyncIterator[House]:
    async with open_web({"wire": Answer(body=DATED), **answers}) as web:
        config = load_bridge(tmp_path, web.url(""))
        feeds = tuple(feed for feed in config.feeds if feed.url.rpartition("/")[2] in {"wire", *answers})
        yield House(web, replace(config, feeds=feeds), tmp_path / "state")


async def test_a_restart_asks_nobody_sooner(tmp_path: Path) -> None:
    async with open_house(tmp_path, wire=Answer(headers=(("ETag", '"1"'),), body=DATED)) as house:
        assert await house.restart_and_poll(NOW) == ["/wire"]
        assert await house.restart_and_poll(14 * MINUTE) == []
        assert await house.restart_and_poll(3 * MINUTE) == ["/wire"]
    assert [asked.headers.get("if-none-match") for asked in house.web.asked] == [None, '"1"']


async def test_a_feed_that_is_added_is_asked_once_and_no_other_with_it(tmp_path: Path) -> None:
    async with open_house(tmp_path, post=Answer(body=DATED)) as house:
        both = house.config
        house.config = replace(both, feeds=both.feeds[:1])
        async with house.run() as runtime:
            await runtime.ingest.poll_due(house.now)
            await runtime.reconfigure(both)
            await runtime.ingest.poll_due(house.now + MINUTE)
            await runtime.ingest.poll_due(house.now + 2 * MINUTE)
    assert house.web.paths == ["/wire", "/post"]


async def test_a_host_that_sleeps_is_left_alone_by_a_reload_and_a_restart(tmp_path: Path) -> None:
    async with open_house(tmp_path, wire=Answer(429, (("Retry-After", "7200"),)), post=Answer()) as house:
        both = house.config
        house.config = replace(both, feeds=both.feeds[:1])
        async with house.run() as runtime:
            await runtime.ingest.poll_due(house.now)
            await runtime.reconfigure(both)
            await runtime.ingest.poll_due(house.now)
        assert house.web.paths == ["/wire"]
        house.config = both
        assert await house.restart_and_poll(100 * MINUTE) == []
        assert sorted(await house.restart_and_poll(60 * MINUTE)) == ["/post", "/wire"]


async def test_validators_from_behind_a_redirect_are_sent_there_after_a_restart(tmp_path: Path) -> None:
    wire = Answer(302, (("Location", "/elsewhere"),))
    async with open_house(tmp_path, wire=wire) as house:
        house.web.answers["/elsewhere"] = Answer(headers=(("ETag", '"1"'),), body=DATED)
        for _ in range(2):
            await house.restart_and_poll(60 * MINUTE)
    sent = [(asked.path, asked.headers.get("if-none-match")) for asked in house.web.asked]
    assert sent == [("/wire", None), ("/elsewhere", None), ("/wire", None), ("/elsewhere", '"1"')]


async def test_a_feed_that_is_gone_is_asked_again_once_it_was_switched_off_and_on(tmp_path: Path) -> None:
    async with open_house(tmp_path, wire=Answer(410)) as house:
        assert await house.restart_and_poll(NOW) == ["/wire"]
        assert await house.restart_and_poll(timedelta(days=400)) == []
        on = house.config
        (feed,) = on.feeds
        house.config = replace(on, feeds=(replace(feed, enabled=False, reason="gone"),))
        assert await house.restart_and_poll(MINUTE) == []
        house.config = on
        house.web.answers["/wire"] = Answer(body=DATED)
        assert await house.restart_and_poll(MINUTE) == ["/wire"]
        async with house.run() as runtime:
            state = runtime.store.get_feed_state(feed.url)
    assert state is not None
    assert state.health is not FeedHealth.GONE


# ------------------------------------------------------------------------------- when to ask again


def make_feed(*, gap: timedelta = timedelta(days=1), count: int = 1, channel: str = "") -> bytes:
    """A feed whose newest entry is an hour older than START, the others each `gap` older."""
    items = "".join(
        f"<item><guid>{number}</guid><title>Report {number}</title>"
        f"<pubDate>{format_datetime(START - HOUR - number * gap)}</pubDate></item>"
        for number in range(count)
    )
    return (
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Example</title>'
        f"{channel}{items}</channel></rss>"
    ).encode()


def stamp(after: timedelta) -> str:
    return format_datetime(START + after, usegmt=True)


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        pytest.param(Answer(body=make_feed()), 15 * MINUTE, id="as configured"),
        pytest.param(Answer(body=make_feed(channel="<ttl>120</ttl>")), 2 * HOUR, id="ttl"),
        pytest.param(
            Answer(
                body=make_feed(
                    channel="<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>8</sy:updateFrequency>"
                )
            ),
            3 * HOUR,
            id="sy:updatePeriod",
        ),
        pytest.param(
            Answer(headers=(("Cache-Control", "public, max-age=7200"),), body=make_feed()),
            2 * HOUR,
            id="Cache-Control",
        ),
        pytest.param(
            Answer(headers=(("Date", stamp(NOW)), ("Expires", stamp(2 * HOUR))), body=make_feed()),
            2 * HOUR,
            id="Expires",
        ),
        pytest.param(
            Answer(headers=(("Cache-Control", "max-age=31536000"),), body=make_feed()),
            DAY,
            id="hints count up to a day",
        ),
        pytest.param(Answer(body=make_feed(gap=8 * HOUR, count=20)), 2 * HOUR, id="a quarter of its own gap"),
        pytest.param(
            Answer(body=make_feed(gap=MINUTE, count=20)), 15 * MINUTE, id="never sooner than configured"
        ),
        pytest.param(Answer(429, (("Retry-After", "259200"),)), 3 * DAY, id="429 in seconds"),
        pytest.param(Answer(503, (("Retry-After", "259200"),)), 3 * DAY, id="503 in seconds"),
        pytest.param(
            Answer(429, (("Date", stamp(NOW)), ("Retry-After", stamp(72 * HOUR)))),
            3 * DAY,
            id="429 as a date",
        ),
        pytest.param(
            Answer(429, (("Retry-After", "31536000"),)), 365 * DAY, id="Retry-After is never capped"
        ),
    ],
)
async def test_a_publisher_is_asked_again_when_it_wants_to_be(
    tmp_path: Path, answer: Answer, wait: timedelta
) -> None:
    async with open_house(tmp_path, wire=answer) as house:
        assert await house.restart_and_poll(NOW) == ["/wire"]
        assert await house.restart_and_poll(wait - SECOND) == []
        assert await house.restart_and_poll(wait / 10 + 2 * SECOND) == ["/wire"]


async def test_feeds_that_were_asked_together_part(tmp_path: Path) -> None:
    names = ("post", "echo", "board")
    async with (
        open_house(tmp_path, **dict.fromkeys(names, Answer(body=DATED))) as house,
        house.run() as runtime,
    ):
        await house.poll(runtime, NOW)
        waits = {
            state.next_fetch_at - house.now for state in house.list_states(runtime) if state.next_fetch_at
        }
    assert len(waits) == len(names) + 1
    assert all(15 * MINUTE <= wait <= 16.5 * MINUTE for wait in waits)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(404), id="404"),
        pytest.param(Answer(500), id="500"),
        pytest.param(Answer(403), id="403"),
        pytest.param(Answer(body=PAGE), id="a web page"),
    ],
)
async def test_a_failing_feed_is_asked_more_and_more_rarely_up_to_once_a_day_and_never_given_up(
    tmp_path: Path, answer: Answer
) -> None:
    waits: list[timedelta] = []
    async with open_house(tmp_path, wire=answer) as house, house.run() as runtime:
        await house.poll(runtime, NOW)
        for _ in range(20):
            (state,) = house.list_states(runtime)
            assert state.next_fetch_at is not None
            waits.append(state.next_fetch_at - house.now)
            assert await house.poll(runtime, waits[-1]) == ["/wire"]
        house.web.answers["/wire"] = Answer(body=DATED)
        assert await house.poll(runtime, 27 * HOUR) == ["/wire"]
        (state,) = house.list_states(runtime)
    assert waits[0] < waits[2] < waits[-1]
    assert DAY <= waits[-1] <= 1.1 * DAY
    assert state.failure_count == 0


async def test_a_host_that_sleeps_makes_no_feed_of_it_fail(tmp_path: Path) -> None:
    busy = Answer(429, (("Retry-After", "7200"),))
    async with open_house(tmp_path, wire=busy, post=Answer(body=DATED)) as house:
        both = house.config
        house.config = replace(both, feeds=both.feeds[:1])
        await house.restart_and_poll(NOW)
        house.config = both
        async with house.run() as runtime:
            assert await house.poll(runtime, MINUTE) == []
            failures = [state.failure_count for state in house.list_states(runtime)]
    assert failures == [1, 0]


async def test_a_server_that_only_ever_answers_304_is_asked_once_a_day_without_validators(
    tmp_path: Path,
) -> None:
    liar = Answer(headers=(("ETag", '"1"'),), body=make_feed(gap=6 * HOUR, count=20), never_changes=True)
    async with open_house(tmp_path, wire=liar) as house, house.run() as runtime:
        asked_at = [house.now for _ in range(240) if await house.poll(runtime, HOUR)]
    asked = zip(house.web.asked, asked_at, strict=True)
    fully = [at - START for request, at in asked if "if-none-match" not in request.headers]
    assert len(asked_at) > 2 * len(fully)
    assert fully[0] == HOUR
    assert all(DAY <= later - earlier <= 1.5 * DAY for earlier, later in pairwise(fully))
    assert fully[-1] >= 8 * DAY


# ----------------------------------------------------------------------------------- feeds that move


@pytest.mark.parametrize(
    ("status", "target", "asked"),
    [
        pytest.param(301, Answer(body=DATED), ["/new"], id="301 to a feed is adopted"),
        pytest.param(308, Answer(body=DATED), ["/new"], id="308 to a feed is adopted"),
        pytest.param(301, Answer(body=PAGE), ["/wire", "/new"], id="301 to a web page is not"),
        pytest.param(302, Answer(body=DATED), ["/wire", "/new"], id="302 is not"),
        pytest.param(307, Answer(body=DATED), ["/wire", "/new"], id="307 is not"),
    ],
)
async def test_a_feed_moves_after_seven_days_of_the_same_permanent_redirect(
    tmp_path: Path, status: int, target: Answer, asked: list[str]
) -> None:
    old = Answer(status, (("Location", "/new"),))
    async with open_house(tmp_path, wire=old) as house, house.run() as runtime:
        house.web.answers["/new"] = target
        polls = [await house.poll(runtime, 1.15 * DAY) for _ in range(9)]
    assert polls[:7] == [["/wire", "/new"]] * 7
    assert polls[8] == asked


async def test_the_seven_days_begin_anew_with_another_target(tmp_path: Path) -> None:
    old = Answer(301, (("Location", "/new"),))
    async with open_house(tmp_path, wire=old) as house, house.run() as runtime:
        house.web.answers |= {"/new": Answer(body=DATED), "/newer": Answer(body=DATED)}
        for _ in range(4):
            await house.poll(runtime, 1.15 * DAY)
        house.web.answers["/wire"] = Answer(301, (("Location", "/newer"),))
        polls = [await house.poll(runtime, 1.15 * DAY) for _ in range(5)]
    assert polls == [["/wire", "/newer"]] * 5


@pytest.mark.parametrize("status", [404, 410])
async def test_an_old_address_that_dies_leaves_the_new_one(tmp_path: Path, status: int) -> None:
    old = Answer(301, (("Location", "/new"),))
    async with open_house(tmp_path, wire=old) as house, house.run() as runtime:
        house.web.answers["/new"] = Answer(body=DATED)
        await house.poll(runtime, NOW)
        house.web.answers["/wire"] = Answer(status)
        assert await house.poll(runtime, HOUR) == ["/wire"]
        assert await house.poll(runtime, DAY) == ["/new"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(404), id="404"),
        pytest.param(Answer(410), id="410"),
        pytest.param(Answer(body=PAGE), id="a web page"),
    ],
)
async def test_a_new_address_that_dies_leads_back_to_the_old_one(tmp_path: Path, answer: Answer) -> None:
    old = Answer(301, (("Location", "/new"),))
    async with open_house(tmp_path, wire=old) as house, house.run() as runtime:
        house.web.answers["/new"] = Answer(body=DATED)
        for _ in range(8):
            await house.poll(runtime, 1.15 * DAY)
        house.web.answers |= {"/new": answer, "/wire": Answer(body=DATED)}
        assert await house.poll(runtime, 1.15 * DAY) == ["/new"]
        assert await house.poll(runtime, 1.15 * DAY) == ["/wire"]
