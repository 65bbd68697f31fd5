"""Manners that outlive a process: what a restart, a reload and an added feed ask of a publisher."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import START, load_bridge
from tests.feeds.web import FEED, Answer, Web, open_web
from watcher.model import FeedHealth
from watcher.wiring import build_runtime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from watcher.config import Config
    from watcher.wiring import Runtime

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
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
        before = len(self.web.asked)
        async with self.run() as runtime:
            await runtime.ingest.poll_due(self.now)
        return self.web.paths[before:]


@asynccontextmanager
async def open_house(tmp_path: Path, **answers: Answer) -> AsyncIterator[House]:
    async with open_web({"wire": Answer(body=DATED), **answers}) as web:
        config = load_bridge(tmp_path, web.url(""))
        feeds = tuple(feed for feed in config.feeds if feed.url.rpartition("/")[2] in {"wire", *answers})
        yield House(web, replace(config, feeds=feeds), tmp_path / "state")


async def test_a_restart_asks_nobody_sooner(tmp_path: Path) -> None:
    async with open_house(tmp_path, wire=Answer(headers=(("ETag", '"1"'),), body=DATED)) as house:
        assert await house.restart_and_poll(timedelta(0)) == ["/wire"]
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
        assert await house.restart_and_poll(timedelta(0)) == ["/wire"]
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
