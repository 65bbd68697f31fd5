"""The running daemon tells of its own trouble: on a Slack stand-in, and by mail with STARTTLS."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from tests.servers import Answer, Authority, MailServer, SlackStandIn
from watcher.config import load_config
from watcher.daemon import Daemon, Pace
from watcher.demo import FeedFile, load_scenes, load_signals
from watcher.demo.publishers import serve_publishers
from watcher.model import MailChannel
from watcher.notify.mail import MailSender
from watcher.notify.slack import SlackSender
from watcher.wiring import ServiceManager, build_runtime, utc_now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from watcher.demo.publishers import Publishers
    from watcher.wiring import Runtime

pytestmark = pytest.mark.anyio

PATIENCE = 60  # seconds until a test that waits for what does not come is given up
LOGIN = ("watcher", "correct-horse-Battery-9")
PLENTY = 10**12  # bytes
STEP = "tidewell-expulsion: QUIET \u2192 REPORTED"
CHANNELS = """
[channels.room]
type = "slack"
webhook = "file:{folder}/webhook"

[channels.desk]
type = "mail"
host = "localhost"
port = {port}
sender = "watcher@example.org"
recipients = ["analyst@example.org"]
username = "watcher"
password = "file:{folder}/password"

[[routes]]
channel = "room"

[[routes]]
channel = "desk"
"""
BREAKING = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Northwire</title><item>
<title>Ports Ministry expels Tidewell from state harbours</title>
<link>https://northwire.example/breaking</link><pubDate>{}</pubDate>
</item></channel></rss>"""
QUICK = Pace(
    poll_every=timedelta(milliseconds=20),
    deliver_every=timedelta(milliseconds=20),
    upkeep_every=timedelta(milliseconds=20),
    clock_look_every=timedelta(hours=1),
    rest_after_failure=timedelta(0),
)


class Listener(logging.Handler):
    """Wakes who waits for something at each line of the log."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self._heard.set()

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self._heard.clear()
            await self._heard.wait()


class Newsroom:
    """A daemon with its feeds and both its receivers; its clock goes as ours does, and can be put forward."""

    def __init__(self, slack: SlackStandIn, relay: MailServer, publishers: Publishers) -> None:
        self.slack = slack
        self.relay = relay
        self.publishers = publishers
        self.ahead = timedelta(0)
        self.free_bytes = PLENTY
        self.runtime: Runtime
        self.listener = Listener()

    def publish_news(self) -> None:
        body = BREAKING.format(format_datetime(utc_now())).encode()
        self.publishers.publish(FeedFile("northwire", "application/rss+xml", body))

    @property
    def mails(self) -> list[str]:
        return [str(mail.message["Subject"]).strip() for mail in self.relay.mails]

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        await self.listener.wait_until(is_so)


@pytest.fixture
def log_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="watcher")


@asynccontextmanager
async def open_newsroom(folder: Path, prepare: Callable[[Newsroom], None]) -> AsyncIterator[Newsroom]:
    """Start the daemon after `prepare`; it leaves when the test is done with it."""
    authority = Authority()
    async with serve_publishers() as publishers:
        with (
            SlackStandIn(is_rate_limited=False) as slack,
            MailServer(authority, security="starttls", login=LOGIN) as relay,
        ):
            for feed in load_scenes()[0].feeds:
                publishers.publish(feed)
            (folder / "webhook").write_text(slack.webhook)
            (folder / "password").write_text(LOGIN[1])
            signals, _console, _route = load_signals(publishers.port).partition("[channels.console]")
            channels = CHANNELS.format(folder=folder, port=relay.port)
            (folder / "signals.toml").write_text(signals + channels)
            newsroom = Newsroom(slack, relay, publishers)
            prepare(newsroom)
            async with run_daemon(folder, newsroom, authority):
                yield newsroom


@asynccontextmanager
async def run_daemon(folder: Path, newsroom: Newsroom, authority: Authority) -> AsyncIterator[None]:
    config = load_config(folder / "signals.toml")
    desk = config.channels["desk"]
    assert isinstance(desk, MailChannel)
    slack = SlackSender(newsroom.slack.webhook)
    logger = logging.getLogger("watcher")
    logger.addHandler(newsroom.listener)
    try:
        async with build_runtime(
            config,
            folder / "state",
            read_clock=lambda: utc_now() + newsroom.ahead,
            read_free_bytes=lambda _: newsroom.free_bytes,
        ) as runtime:
            # The same senders as the configuration's, but for one that trusts the tests' authority.
            mail = MailSender(desk, LOGIN[1], authority.make_client_context())
            runtime.deliver.reconfigure({"room": slack, "desk": mail})
            newsroom.runtime = runtime
            daemon = Daemon(
                runtime,
                folder / "signals.toml",
                ServiceManager(None),
                lambda: utc_now() + newsroom.ahead,
                QUICK,
            )
            serving = asyncio.create_task(daemon.serve())
            async with asyncio.timeout(PATIENCE):
                yield
                daemon.leave()
                await serving
    finally:
        logger.removeHandler(newsroom.listener)
        await slack.close()


def leave_as_it_is(newsroom: Newsroom) -> None:
    """Nothing ails it."""
    assert newsroom.free_bytes == PLENTY


def fill_the_disk(newsroom: Newsroom) -> None:
    newsroom.free_bytes = 120_000_000


def take_the_feeds_away(newsroom: Newsroom) -> None:
    newsroom.publishers.close_down()


@pytest.mark.usefixtures("log_level")
async def test_a_disk_nearly_full_is_told_on_slack_and_by_mail(tmp_path: Path) -> None:
    async with open_newsroom(tmp_path, fill_the_disk) as newsroom:
        await newsroom.wait_until(lambda: bool(newsroom.mails and newsroom.slack.texts))
    assert newsroom.mails == newsroom.slack.texts == ["Watcher: disk nearly full, 120 MB left"]
    (mail,) = newsroom.relay.mails
    assert mail.is_encrypted
    assert "What to do: make room on the disk" in mail.raw.decode()


@pytest.mark.usefixtures("log_level")
async def test_a_job_that_fails_at_each_turn_is_told_once_on_slack_and_by_mail(tmp_path: Path) -> None:
    async with open_newsroom(tmp_path, leave_as_it_is) as newsroom:
        runtime = newsroom.runtime
        runtime.store.connection.execute("ALTER TABLE pages RENAME TO mislaid_pages")
        await newsroom.wait_until(lambda: bool(newsroom.mails and newsroom.slack.texts))
        runtime.store.connection.execute("ALTER TABLE mislaid_pages RENAME TO pages")
    assert newsroom.mails == newsroom.slack.texts == ["Watcher: job upkeep failed"]


@pytest.mark.usefixtures("log_level")
async def test_feeds_that_are_gone_make_it_blind_which_is_told_on_slack_and_by_mail(tmp_path: Path) -> None:
    async with open_newsroom(tmp_path, take_the_feeds_away) as newsroom:
        states = newsroom.runtime.store.list_feed_states
        await newsroom.wait_until(lambda: all(state.fetched_at for state in states()))
        newsroom.ahead = timedelta(hours=3)
        await newsroom.wait_until(lambda: bool(newsroom.mails and newsroom.slack.texts))
    assert newsroom.mails == newsroom.slack.texts
    assert newsroom.mails[0].startswith("2 signals: BLIND since ")


@pytest.mark.usefixtures("log_level")
async def test_a_channel_that_is_dead_is_told_by_the_other_and_heard_again_when_it_is_back(
    tmp_path: Path,
) -> None:
    def publish_and_refuse(newsroom: Newsroom) -> None:
        newsroom.publish_news()
        newsroom.slack.faults.append(Answer(429, "", (("Retry-After", "7200"),)))

    async with open_newsroom(tmp_path, publish_and_refuse) as newsroom:
        await newsroom.wait_until(lambda: len(newsroom.mails) == 1 and not newsroom.slack.faults)
        newsroom.ahead = timedelta(minutes=20)
        await newsroom.wait_until(lambda: len(newsroom.mails) == 2)
        assert newsroom.slack.texts == []
        newsroom.ahead = timedelta(hours=4)
        await newsroom.wait_until(lambda: any(STEP in text for text in newsroom.slack.texts))
    news, trouble = newsroom.mails[:2]  # after four hours without polls it is BLIND as well
    assert STEP in news
    assert trouble.startswith("Watcher: room takes nothing since ")
    (late,) = (text for text in newsroom.slack.texts if STEP in text)
    assert late.endswith("hours ago)"), "what had to wait is not told as if it were new"


@pytest.mark.usefixtures("log_level")
async def test_a_webhook_that_was_revoked_is_told_by_mail_with_all_it_would_have_said(tmp_path: Path) -> None:
    def publish_and_revoke(newsroom: Newsroom) -> None:
        newsroom.publish_news()
        newsroom.slack.faults.append(Answer(404, "no_service"))

    async with open_newsroom(tmp_path, publish_and_revoke) as newsroom:
        await newsroom.wait_until(lambda: len(newsroom.mails) == 2)
    told = {subject.partition(" (")[0] for subject in newsroom.mails}
    assert told == {STEP, f"NOT DELIVERED by room: {STEP}"}
    assert newsroom.slack.texts == []
    assert newsroom.slack.token not in "".join(mail.raw.decode() for mail in newsroom.relay.mails)
