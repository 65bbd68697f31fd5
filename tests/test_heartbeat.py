"""The heartbeat out: real feeds and a real monitor on loopback, the whole watcher between them."""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import START, load_bridge, make_report
from tests.feeds.web import Answer, Web, open_web
from tests.publisher import Issue, Publisher, make_rss
from watcher.daemon import Daemon, Pace
from watcher.errors import InputError, StoreReadOnlyError
from watcher.heartbeat import Heartbeat
from watcher.store.writer import Store, open_store
from watcher.wiring import ServiceManager, build_runtime, utc_now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from watcher.wiring import Runtime

pytestmark = pytest.mark.anyio

PATHS = ("/wire", "/post", "/echo", "/board")
SECRET = "0d338dcc-a054-11ec"
PING = f"/ping/{SECRET}"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
PATIENCE = 60  # seconds until a test that waits for what does not come is given up
OK = Answer(body=b"OK")
REFUSED = Issue(b"", status=403)
BROKEN = Issue(b"", status=404)  # unlike 403 it lets no host rest by the clock of the machine
NEWS = Issue(make_rss([make_report("Market day", "post.example", -1)]))
WITH_HEARTBEAT = {
    "[entities.board]": '[heartbeat]\nurl = "env:PING"\ntell_failure = true\n\n[entities.board]',
}


class Clock:
    """A clock to be set."""

    def __init__(self) -> None:
        self.now = START

    def read(self) -> datetime:
        return self.now


@dataclass
class Town:
    """The watcher of the invented town, its publisher and its monitor."""

    runtime: Runtime
    publisher: Publisher
    monitor: Web
    clock: Clock

    def answer_all(self, issue: Issue) -> None:
        self.publisher.feeds = dict.fromkeys(PATHS, issue)

    async def poll_and_beat(self, after: timedelta = timedelta(0)) -> bool:
        """Let time pass, poll what is due, and let the heart beat."""
        self.clock.now += after
        await self.runtime.ingest.poll_due(self.clock.now)
        assert self.runtime.heartbeat is not None
        return await self.runtime.heartbeat.beat(self.clock.now)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store whose only feed has just been read."""
    config = load_bridge(tmp_path)
    with closing(open_store(tmp_path / "watcher.db")) as opened:
        opened.record_config(tuple(config.signals.values()), config.feeds[:1])
        (state,) = opened.list_feed_states()
        opened.record_feed(
            replace(state, fetched_at=START, succeeded_at=START, next_fetch_at=START + 15 * MINUTE)
        )
        yield opened


@asynccontextmanager
async def open_town(folder: Path) -> AsyncIterator[Town]:
    with Publisher() as publisher:
        async with open_web({PING[1:]: OK}) as monitor:
            config = load_bridge(folder, publisher.base, WITH_HEARTBEAT)
            clock = Clock()
            environment = {"PING": monitor.url(PING)}
            async with build_runtime(
                config, folder / "state", read_clock=clock.read, environment=environment
            ) as runtime:
                town = Town(runtime, publisher, monitor, clock)
                town.answer_all(NEWS)
                yield town


def list_logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "heartbeat" in record.getMessage()]


async def test_the_monitor_hears_from_us_while_feeds_answer_and_nothing_while_all_fail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "watcher")
    async with open_town(tmp_path) as town:
        assert await town.poll_and_beat()
        assert not await town.poll_and_beat(after=4 * MINUTE)  # it is not time yet
        assert await town.poll_and_beat(after=1 * MINUTE)
        town.answer_all(BROKEN)
        refused = [await town.poll_and_beat(after=DAY) for _ in range(3)]
        assert refused == [False, False, False]
        assert town.monitor.paths == [PING, PING]
        town.publisher.feeds["/echo"] = NEWS
        assert await town.poll_and_beat(after=7 * DAY)  # who fails is asked rarely
        assert town.monitor.paths == [PING, PING, PING]
    assert list_logged(caplog) == [
        "heartbeat withheld: no feed has been read for long",
        "heartbeat taken again",
    ]


async def test_a_watcher_that_no_longer_polls_is_not_heard(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        assert await town.poll_and_beat()
        town.clock.now += DAY
        assert town.runtime.heartbeat is not None
        assert not await town.runtime.heartbeat.beat(town.clock.now)
        assert town.monitor.paths == [PING]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(201, body=b""), None),
        (Answer(body=b'{"ok":true}'), None),
        (Answer(body=b"OK (not found)"), "it answered OK (not found)"),
        (Answer(body=b"OK (rate limited)"), "it answered OK (rate limited)"),
        (Answer(302, (("Location", "/elsewhere"),)), "it answered 302"),
        (Answer(404, body=f"no check at {PING}".encode()), "it answered 404"),
        (Answer(500), "it answered 500"),
        (Answer(raw=b""), "ServerDisconnectedError"),
        (Answer(raw=b"\x16\x03\x01 no HTTP\r\n\r\n"), "ClientResponseError"),
        (Answer(body=b"", goes_on=True), "no answer within 0.2 s"),
    ],
)
async def test_what_a_monitor_answers_is_told_once_and_disturbs_nothing(
    answer: Answer, fault: str | None, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "watcher")
    async with open_web({PING[1:]: answer}) as monitor:
        heartbeat = Heartbeat(monitor.url(PING), store, every=5 * MINUTE, timeout=0.2)
        taken = [await heartbeat.beat(START + minute * MINUTE) for minute in range(3)]
        assert taken == [fault is None, False, False]
        # What was not taken is tried each minute; aiohttp itself repeats a GET that got no answer at all.
        assert set(monitor.paths) == {PING}
        assert len(monitor.paths) == 1 if fault is None else len(monitor.paths) in {3, 6}
    assert list_logged(caplog) == ([] if fault is None else [f"heartbeat not taken: {fault}"])


async def test_a_monitor_that_is_away_is_told_and_heard_from_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "watcher")
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    heartbeat = Heartbeat(f"http://127.0.0.1:{port}{PING}", store, every=MINUTE)
    assert [await heartbeat.beat(START + minute * MINUTE) for minute in range(2)] == [False, False]
    assert list_logged(caplog) == ["heartbeat not taken: ClientConnectorError"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        SECRET,
        f"ftp://monitor.example/{SECRET}",
        f"https:///{SECRET}",
        f"https://[::{SECRET}",
        f"https://a b/{SECRET}",
    ],
)
async def test_what_is_no_address_is_refused_without_being_shown(address: str, store: Store) -> None:
    with pytest.raises(
        InputError, match=r"^heartbeat.url: what stands there is no http:// or https://"
    ) as caught:
        Heartbeat(address, store, every=MINUTE)
    assert SECRET not in str(caught.value)


async def test_a_secret_that_is_missing_is_told_with_its_place(tmp_path: Path) -> None:
    config = load_bridge(tmp_path, changes=WITH_HEARTBEAT)
    with pytest.raises(InputError, match=r"heartbeat.url: nothing found at env:PING; set the environment"):
        async with build_runtime(config, tmp_path / "state", environment={}):
            pass


# ------------------------------------------------------------------------------------ in the daemon

QUICK = Pace(poll_every=timedelta(milliseconds=5), ping_every=timedelta(milliseconds=5), grace=timedelta(0))


@asynccontextmanager
async def serve(town: Town, pace: Pace = QUICK) -> AsyncIterator[None]:
    """Run the daemon over the town."""
    daemon = Daemon(town.runtime, town.runtime.config.path, ServiceManager(), town.clock.read, pace)
    serving = asyncio.create_task(daemon.serve())
    async with asyncio.timeout(PATIENCE):
        yield
        daemon.leave()
        await serving


class LogListener(logging.Handler):
    """Sets `heard` when something that holds `word` is logged."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.heard = asyncio.Event()
        self._word = word

    def emit(self, record: logging.LogRecord) -> None:
        if self._word in record.getMessage():
            self.heard.set()


async def wait_for_log(word: str) -> None:
    listener = LogListener(word)
    logger = logging.getLogger("watcher")
    logger.addHandler(listener)
    try:
        await listener.heard.wait()
    finally:
        logger.removeHandler(listener)


async def test_a_running_watcher_pings_after_its_first_round_and_shows_the_address_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_town(tmp_path) as town:
        town.clock.now = utc_now()  # the scheduler counts by the clock of the machine
        async with serve(town):
            await town.monitor.heard.wait()
        assert town.monitor.paths == [PING]
        assert len(town.publisher.requests) >= len(PATHS)
    assert SECRET not in caplog.text
    written = b"".join(path.read_bytes() for path in (tmp_path / "state").iterdir())
    assert b"bridge-closed" in written
    assert SECRET.encode() not in written


async def test_a_running_watcher_whose_feeds_all_refuse_is_not_heard(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.answer_all(REFUSED)
        town.clock.now = utc_now()  # the scheduler counts by the clock of the machine
        async with serve(town):
            await wait_for_log("heartbeat withheld: no feed has been read for long")
        assert town.monitor.paths == []


async def test_a_running_watcher_whose_database_takes_no_write_is_not_heard(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.clock.now = utc_now()  # the scheduler counts by the clock of the machine
        restless = replace(
            QUICK, rest_after_failure=timedelta(0)
        )  # else a poll that fails first stops pings too
        async with serve(town, restless):
            await town.monitor.heard.wait()
            connection = town.runtime.store.connection
            connection.execute("PRAGMA query_only = true")
            town.clock.now += 6 * MINUTE
            await wait_for_log("job ping failed")
            assert town.monitor.paths == [PING]
            connection.execute("PRAGMA query_only = false")


async def test_a_stop_by_a_failure_is_told_where_it_is_wanted(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.monitor.answers[f"{PING}/fail"] = OK
        town.runtime.store.connection.execute("PRAGMA query_only = true")
        daemon = Daemon(town.runtime, town.runtime.config.path, ServiceManager(), town.clock.read, QUICK)
        with pytest.raises(StoreReadOnlyError):
            await daemon.serve()
        town.runtime.store.connection.execute("PRAGMA query_only = false")
        assert town.monitor.paths == [f"{PING}/fail"]
