"""Feeds that come by themselves: hub, callback and publisher are real, on loopback; the clock is ours."""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import CLOSED, CLOSES, START, load_bridge, make_report
from tests.hub import Hub, open_hub, sign
from tests.publisher import Issue, Publisher, make_rss
from watcher.config import load_config
from watcher.core.leases import ask_again_at, ask_denied_at, poll_rarely, read_lease, renew_at
from watcher.daemon import Daemon, Pace
from watcher.errors import InputError
from watcher.feeds.websub import find_offer, is_signed, read_links
from watcher.model import Feed, FeedState, ParsedFeed, Subscription, SubscriptionState
from watcher.store import queries
from watcher.store.subscriptions import Subscriptions
from watcher.wiring import Runtime, ServiceManager, build_runtime, utc_now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from watcher.model import Article

pytestmark = pytest.mark.anyio

LOCALHOST = "127.0.0.1"
PATH = "/post"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MOMENT = timedelta(milliseconds=20)
NO_NEWS = make_report("Opening hours of the town hall", "post.example", -48)


def find_free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind((LOCALHOST, 0))
        port: int = listener.getsockname()[1]
        return port


def offer(feed: bytes, *links: tuple[str, str]) -> bytes:
    """Put links into a feed of make_rss."""
    text = "".join(
        f"<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='{rel}' href='{to}'/>" for rel, to in links
    )
    return feed.replace(b"<title>News</title>", b"<title>News</title>" + text.encode())


@dataclass
class Desk:
    """A watcher of the town whose one feed names a hub."""

    folder: Path
    hub: Hub
    publisher: Publisher
    port: int = field(default_factory=find_free_port)
    now: datetime = START
    feed_name: str = "post"
    runtime: Runtime = field(init=False)

    @property
    def url(self) -> str:
        return f"{self.publisher.base}{PATH}"

    @property
    def callback(self) -> str:
        return f"http://{LOCALHOST}:{self.port}/behind/a/proxy"

    @property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.runtime.store)

    def get(self) -> Subscription | None:
        return self.subscriptions.get(self.url)

    def get_state(self) -> str | None:
        known = self.get()
        return known.state.value if known else None

    def get_feed(self) -> FeedState:
        state = self.runtime.store.get_feed_state(self.url)
        assert state is not None
        return state

    def write_config(self, *, websub: bool = True, is_enabled: bool = True, callback: str = "") -> Path:
        """Write signals.toml, with or without a [websub] table."""
        table = f'[websub]\ncallback = "{callback or self.callback}"\nbind = "{LOCALHOST}:{self.port}"\n'
        config = load_bridge(self.folder, self.publisher.base)
        text = config.path.read_text(encoding="utf-8")
        if not is_enabled:
            line = f'url = "{self.url}"\n'
            assert line in text
            text = text.replace(line, f'{line}enabled = false\nreason = "a test"\n')
        config.path.write_text((table if websub else "") + text, encoding="utf-8")
        return config.path

    async def reconfigure(self, **changes: bool | str) -> None:
        await self.runtime.reconfigure(load_config(self.write_config(**changes)))  # type: ignore[arg-type]  # passed on as they are
        await self.runtime.listen()

    def publish(self, *articles: Article, links: tuple[tuple[str, str], ...] | None = None) -> None:
        named = (("hub", self.hub.base), ("self", self.url)) if links is None else links
        self.publisher.feeds[PATH] = Issue(offer(make_rss([*articles, NO_NEWS]), *named))

    async def poll(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        await self.runtime.ingest.poll_due(self.now)

    async def ask(self, after: timedelta = timedelta(0)) -> int:
        self.now += after
        assert self.runtime.subscriber is not None
        return await self.runtime.subscriber.ask_due(self.now)

    async def subscribe(self) -> dict[str, str]:
        """Poll the feed, ask its hub, and be verified; the request as the hub got it."""
        await self.poll()
        assert await self.ask() == 1
        assert await self.hub.verify() == (200, "echo <b>me</b>")
        return self.hub.latest

    def list_titles(self) -> set[str]:
        rows = self.runtime.store.connection.execute("SELECT title FROM articles").fetchall()
        return {title for (title,) in rows} - {NO_NEWS.title}

    def list_told(self) -> int:
        return len(queries.list_deliveries(self.runtime.store.connection))


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


@pytest.fixture
async def desk(tmp_path: Path, publisher: Publisher) -> AsyncIterator[Desk]:
    async with open_hub() as hub, open_desk(tmp_path, hub, publisher) as desk:
        yield desk


@asynccontextmanager
async def open_desk(
    folder: Path, hub: Hub, publisher: Publisher, port: int | None = None
) -> AsyncIterator[Desk]:
    desk = Desk(folder, hub, publisher, port or find_free_port())
    desk.publish()
    config = load_config(desk.write_config())
    async with build_runtime(config, folder / "state", read_clock=lambda: desk.now) as runtime:
        desk.runtime = runtime
        assert await runtime.listen() == desk.port
        yield desk


def report(title: str, hours: float) -> Article:
    return make_report(title, "post.example", hours)


# ------------------------------------------------------------------------------------- subscribing


async def test_a_feed_that_offers_a_hub_is_subscribed_and_pushed_articles_alert(desk: Desk) -> None:
    asked = await desk.subscribe()
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.topic"] == desk.url
    assert asked["hub.callback"].startswith(f"{desk.callback}/")
    assert len(asked["hub.secret"]) >= 32
    assert asked["hub.secret"] not in asked["hub.callback"]
    desk.now += HOUR
    assert await desk.hub.push(make_rss([report(CLOSES, 1)])) == 202
    assert desk.list_titles() == {CLOSES}
    assert desk.list_told() == 1
    known = desk.get()
    assert known is not None
    assert (known.state, known.pushed_at) == (SubscriptionState.ACTIVE, desk.now)


async def test_a_hub_that_verifies_before_it_answers_is_believed(desk: Desk) -> None:
    desk.hub.is_eager = True
    await desk.poll()
    await desk.ask()
    assert desk.get_state() == "active"
    assert await desk.ask(after=HOUR) == 0


async def test_each_subscription_has_a_secret_and_an_address_of_its_own(desk: Desk) -> None:
    first = await desk.subscribe()
    await desk.hub.deny("later")
    await desk.ask(after=8 * DAY)
    again = desk.hub.latest
    assert again["hub.secret"] != first["hub.secret"]
    assert again["hub.callback"] != first["hub.callback"]
    assert await desk.hub.push(make_rss([report(CLOSES, 1)]), to=first) == 404


async def test_without_the_table_no_hub_is_asked_and_nothing_listens(desk: Desk) -> None:
    await desk.reconfigure(websub=False)
    await desk.poll()
    assert desk.get_state() == "offered"
    assert desk.runtime.subscriber is None
    with closing(socket.socket()) as probe:
        assert probe.connect_ex((LOCALHOST, desk.port)) != 0


async def test_what_a_feed_offered_before_is_taken_up_when_the_table_comes(desk: Desk) -> None:
    await desk.reconfigure(websub=False)
    await desk.poll()
    await desk.reconfigure()
    assert await desk.ask() == 1
    assert (await desk.hub.verify())[0] == 200


async def test_another_callback_is_told_to_the_hub(desk: Desk) -> None:
    await desk.subscribe()
    await desk.reconfigure(callback=f"http://{LOCALHOST}:{desk.port}/elsewhere")
    assert await desk.ask() == 1
    assert "/elsewhere/" in desk.hub.latest["hub.callback"]


async def test_a_restart_forgets_no_subscription(tmp_path: Path, publisher: Publisher) -> None:
    async with open_hub() as hub:
        async with open_desk(tmp_path, hub, publisher) as desk:
            asked = await desk.subscribe()
        async with open_desk(tmp_path, hub, publisher, port=desk.port) as desk:
            assert await desk.ask() == 0
            assert await hub.push(make_rss([report(CLOSES, 0)]), to=asked) == 202
            assert desk.list_titles() == {CLOSES}


async def test_the_daemon_subscribes_and_listens(tmp_path: Path, publisher: Publisher) -> None:
    async with open_hub() as hub, asyncio.timeout(60):
        hub.is_eager = True
        desk = Desk(tmp_path, hub, publisher)
        desk.publish()
        path = desk.write_config()
        async with build_runtime(load_config(path), tmp_path / "state") as runtime:
            desk.runtime = runtime
            often = Pace(poll_every=MOMENT, subscribe_every=MOMENT)
            daemon = Daemon(runtime, path, ServiceManager(), utc_now, often)
            serving = asyncio.create_task(daemon.serve())
            await hub.was_asked.wait()
            assert desk.get_state() == "active"
            assert await hub.push(make_rss([report(CLOSES, 0)])) == 202
            assert desk.list_titles() == {CLOSES}
            daemon.leave()
            await serving


async def test_a_place_that_is_taken_is_an_error_that_names_it(desk: Desk) -> None:
    with closing(socket.socket()) as taken:
        taken.bind((LOCALHOST, 0))
        taken.listen()
        desk.port = taken.getsockname()[1]
        with pytest.raises(
            InputError, match=rf"websub\.bind: 127\.0\.0\.1:{desk.port} cannot be listened on"
        ):
            await desk.reconfigure()


# --------------------------------------------------------------------------------------- verifying


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "https://example.org/other"},
        {"mode": "unsubscribe"},
        {"mode": "publish"},
        {"challenge": ""},
        {"challenge": "x" * 5_000},
    ],
)
async def test_only_what_we_asked_for_is_confirmed(desk: Desk, changes: dict[str, str]) -> None:
    await desk.poll()
    await desk.ask()
    assert (await desk.hub.verify(**changes))[0] == 404
    assert desk.get_state() == "asked"


@pytest.mark.parametrize("path", ["", "/", "/no-such-token", "/../..", "/%00"])
async def test_nobody_is_answered_who_does_not_know_a_token(desk: Desk, path: str) -> None:
    await desk.poll()
    await desk.ask()
    assert (await desk.hub.verify(callback=desk.callback + path))[0] == 404
    assert await desk.hub.push(b"x", to={"hub.callback": desk.callback + path}) == 404


async def test_a_challenge_is_sent_back_as_plain_text(desk: Desk) -> None:
    await desk.poll()
    await desk.ask()
    query = {"hub.mode": "subscribe", "hub.topic": desk.url, "hub.challenge": "<script>"}
    async with desk.hub.session.get(desk.hub.latest["hub.callback"], params=query) as response:
        assert await response.text() == "<script>"
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Server"] == "Watcher"


async def test_a_hub_that_denies_is_asked_again_after_a_week(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.poll()
    await desk.ask()
    assert await desk.hub.deny("not\x1b[31m yours") == 200
    known = desk.get()
    assert known is not None
    assert (known.state, known.detail) == (SubscriptionState.DENIED, "not[31m yours")
    assert "\x1b" not in caplog.text
    assert await desk.ask(after=6 * DAY) == 0
    assert await desk.ask(after=2 * DAY) == 1


# ------------------------------------------------------------------------------------------- leases


async def test_a_lease_is_renewed_before_it_ends(desk: Desk) -> None:
    first = await desk.subscribe()
    assert await desk.ask(after=6 * DAY) == 0
    assert await desk.ask(after=2 * DAY + HOUR) == 1
    assert desk.hub.latest["hub.callback"] == first["hub.callback"]
    assert desk.hub.latest["hub.secret"] == first["hub.secret"]
    assert (await desk.hub.verify())[0] == 200
    known = desk.get()
    assert known is not None
    assert known.lease_until == desk.now + 10 * DAY


async def test_a_lease_that_is_not_renewed_ends_and_polls_come_as_before(desk: Desk) -> None:
    desk.publish()
    await desk.subscribe()
    await desk.hub.push(make_rss([report(CLOSES, 0)]))
    desk.hub.status = 500
    await desk.ask(after=8 * DAY + HOUR)
    assert desk.get_state() == "active"
    await desk.ask(after=2 * DAY)
    known = desk.get()
    assert known is not None
    assert (known.lease_until, known.pushed_at) == (None, None)
    assert not desk.subscriptions.is_pushed(desk.url, desk.now)


async def test_a_hub_that_is_down_is_asked_less_and_less_often(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.hub.status = 503
    await desk.poll()
    waits = []
    for _ in range(6):
        assert await desk.ask() == 1
        known = desk.get()
        assert known is not None
        waits.append((known.next_at - desk.now) / timedelta(minutes=5))
        assert (known.state, known.detail) == (SubscriptionState.ASKED, "503: said the hub[31m")
        desk.now = known.next_at
    assert all(2**number <= wait <= 1.1 * 2**number for number, wait in enumerate(waits))
    assert caplog.text.count("does not take our request") == 1
    assert len({asked["hub.secret"] for asked in desk.hub.requests}) == 1
    desk.hub.status = 202
    await desk.ask()
    assert (await desk.hub.verify())[0] == 200


async def test_a_hub_that_cannot_be_reached_is_no_error(desk: Desk) -> None:
    desk.publish(links=(("hub", f"http://{LOCALHOST}:{find_free_port()}/"), ("self", desk.url)))
    await desk.poll()
    assert await desk.ask() == 1
    known = desk.get()
    assert known is not None
    assert known.detail


@pytest.mark.parametrize(
    ("hub", "fault"),
    [
        ("http://169.254.169.254/latest/", "169.254.169.254 is not a public address"),
        ("http://127.0.0.2:8080/", "127.0.0.2 is not a public address"),
        ("http://10.0.0.1/", "10.0.0.1 is not a public address"),
        ("http://user:secret@hub.example/", "user name or password"),
    ],
)
async def test_a_hub_inside_the_network_is_refused(desk: Desk, hub: str, fault: str) -> None:
    desk.publish(links=(("hub", hub), ("self", desk.url)))
    await desk.poll()
    await desk.ask()
    known = desk.get()
    assert known is not None
    assert known.state is SubscriptionState.ASKED
    assert fault in known.detail


# ------------------------------------------------------------------------------------------- pushes


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
async def test_each_method_of_signing_is_accepted(desk: Desk, method: str) -> None:
    asked = await desk.subscribe()
    body = make_rss([report(CLOSES, 0)])
    assert await desk.hub.push(body, signature=sign(asked["hub.secret"], body, method)) == 202
    assert desk.list_titles() == {CLOSES}


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=" + "0" * 64, "sha256", "md5=00", "sha256=é", "sha1=", "=", "sha256=" + "0" * 9_000],
)
async def test_what_is_not_signed_as_agreed_is_acknowledged_and_ignored(
    desk: Desk, signature: str, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.subscribe()
    body = make_rss([report(CLOSES, 0)])
    if len(signature) < 8_000:
        signature = signature.encode("utf-8").decode("latin-1") if not signature.isascii() else signature
        assert await desk.hub.push(body, signature=signature) == 202
        assert await desk.hub.push(body, signature=signature) == 202
        assert caplog.text.count("was ignored") == 1
    else:
        assert await desk.hub.push(body, signature=signature) in {202, 400, 431}
    assert desk.list_titles() == set()
    known = desk.get()
    assert known is not None
    assert known.pushed_at is None


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<!DOCTYPE html><html><title>Sign in</title></html>", {}),
        (b"", {}),
        (b"\x00\xff", {}),
        (make_rss([report(CLOSES, 0)]), {"Link": '<https://example.org/other>; rel="self"'}),
        (make_rss([report(CLOSES, 0)]), {"Content-Encoding": "zstd"}),
        (b"no gzip", {"Content-Encoding": "gzip"}),
    ],
)
async def test_what_is_no_feed_or_of_another_topic_is_ignored(
    desk: Desk, body: bytes, headers: dict[str, str]
) -> None:
    await desk.subscribe()
    assert await desk.hub.push(body, headers=headers) == 202
    assert desk.list_titles() == set()


async def test_a_push_that_names_its_topic_or_is_packed_is_taken(desk: Desk) -> None:
    await desk.subscribe()
    link = f'<{desk.hub.base}>; rel="hub", <{desk.url}>; rel="self"'
    assert await desk.hub.push(make_rss([report(CLOSES, 0)]), headers={"Link": link}) == 202
    packed = gzip.compress(make_rss([report(CLOSED, 0)]))
    assert await desk.hub.push(packed, headers={"Content-Encoding": "gzip"}) == 202
    assert desk.list_titles() == {CLOSES, CLOSED}


async def test_a_body_beyond_the_cap_is_read_no_further_packed_or_not(desk: Desk) -> None:
    await desk.subscribe()
    assert await desk.hub.push(b"x" * 10_000_001) == 413
    assert await desk.hub.push(gzip.compress(b"x" * 11_000_000), headers={"Content-Encoding": "gzip"}) == 413
    assert desk.list_titles() == set()


async def test_what_was_pushed_is_not_told_again_when_it_is_polled(desk: Desk) -> None:
    await desk.subscribe()
    await desk.hub.push(make_rss([report(CLOSES, 0)]))
    await desk.hub.push(make_rss([report(CLOSES, 0)]))
    desk.publish(report(CLOSES, 0))
    await desk.poll(after=DAY)
    assert desk.list_told() == 1


async def test_a_push_leaves_the_validators_of_the_feed_alone(desk: Desk) -> None:
    await desk.subscribe()
    before = desk.get_feed()
    await desk.hub.push(make_rss([report(CLOSES, 0)]))
    assert desk.get_feed() == before


BUSY = tuple(report(f"Market day number {number}", 20 + number / 10) for number in range(30))


async def test_polls_become_rare_while_pushes_come_and_never_end(desk: Desk) -> None:
    await desk.subscribe()
    await desk.hub.push(make_rss(BUSY))
    desk.publish(*BUSY)
    await desk.poll(after=DAY)
    feed = desk.get_feed()
    assert feed.next_fetch_at is not None
    assert (
        timedelta(0) <= feed.next_fetch_at - desk.now - feed.feed.max_interval <= feed.feed.max_interval / 10
    )


async def test_a_hub_that_missed_news_is_relied_on_no_more_until_it_pushes(desk: Desk) -> None:
    await desk.subscribe()
    await desk.hub.push(make_rss(BUSY))
    desk.publish(report(CLOSED, 20), *BUSY)
    await desk.poll(after=DAY)
    feed = desk.get_feed()
    assert feed.next_fetch_at is not None
    assert feed.next_fetch_at - desk.now < feed.feed.max_interval / 2
    assert not desk.subscriptions.is_pushed(desk.url, desk.now)
    await desk.hub.push(make_rss([report(CLOSED, 20)]))
    assert desk.subscriptions.is_pushed(desk.url, desk.now)


# ------------------------------------------------------------------------------------------ leaving


async def test_a_feed_that_is_disabled_is_unsubscribed(desk: Desk) -> None:
    asked = await desk.subscribe()
    await desk.reconfigure(is_enabled=False)
    assert await desk.ask() == 1
    assert desk.hub.latest["hub.mode"] == "unsubscribe"
    assert "hub.secret" not in desk.hub.latest
    assert desk.hub.latest["hub.callback"] == asked["hub.callback"]
    assert (await desk.hub.verify(mode="subscribe"))[0] == 404
    assert await desk.hub.push(make_rss([report(CLOSES, 0)]), to=asked) == 410
    assert (await desk.hub.verify())[0] == 200
    assert desk.get() is None
    assert await desk.hub.push(make_rss([report(CLOSES, 0)]), to=asked) == 404
    assert desk.list_titles() == set()


async def test_a_hub_that_does_not_let_us_go_is_forgotten_in_the_end(desk: Desk) -> None:
    await desk.subscribe()
    await desk.reconfigure(is_enabled=False)
    desk.hub.status = 500
    for _ in range(10):
        await desk.ask(after=2 * HOUR)
    assert desk.get() is None
    assert sum(asked["hub.mode"] == "unsubscribe" for asked in desk.hub.requests) == 5


async def test_a_feed_that_names_no_hub_any_more_is_unsubscribed(desk: Desk) -> None:
    await desk.subscribe()
    desk.publish(report("Market day", 1), links=())
    await desk.poll(after=DAY)
    assert desk.get_state() == "leaving"
    desk.publish(report("Another market day", 2))
    await desk.poll(after=DAY)
    assert desk.get_state() == "offered"


async def test_a_feed_that_names_another_hub_is_subscribed_there(desk: Desk) -> None:
    asked = await desk.subscribe()
    async with open_hub() as other:
        desk.publish(report("Market day", 1), links=(("hub", other.base), ("self", desk.url)))
        await desk.poll(after=DAY)
        await desk.ask()
        assert other.latest["hub.topic"] == desk.url
        assert await desk.hub.push(make_rss([report(CLOSES, 0)]), to=asked) == 404


# ------------------------------------------------------------------------------------------- secrets


async def test_a_hub_that_says_our_secrets_back_is_not_quoted(desk: Desk) -> None:
    desk.hub.status, desk.hub.repeats = 400, True
    await desk.poll()
    await desk.ask()
    known = desk.get()
    assert known is not None
    assert known.detail.strip().endswith("400")


async def test_no_secret_is_ever_logged_or_shown(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.hub.status = 400
    await desk.poll()
    await desk.ask()
    desk.hub.status = 202
    await desk.ask(after=HOUR)
    await desk.hub.verify()
    await desk.hub.push(b"<html>")
    await desk.hub.push(b"x", signature="sha256=00")
    await desk.hub.deny("no")
    known = desk.get()
    assert known is not None
    for asked in desk.hub.requests:
        token = asked["hub.callback"].rpartition("/")[2]
        for secret in (asked["hub.secret"], token):
            assert secret not in caplog.text
            assert secret not in repr(known)
            assert secret not in known.detail


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("links", "hub", "topic", "expected"),
    [
        ([], None, None, None),
        ([], None, "https://example.org/feed", None),
        ([], "https://hub.example/", None, ("https://hub.example/", "https://example.org/feed?x=1")),
        ([], "https://hub.example/", "https://www.example.org/all", ("https://hub.example/", "https://www.example.org/all")),
        ([], "https://hub.example/", "http://example.org/feed", ("https://hub.example/", "http://example.org/feed")),
        ([], "https://hub.example/", "https://other.example/feed", None),
        ([], "https://hub.example/", "https://example.org.evil.example/feed", None),
        (
            ['<https://one.example/>; rel="hub"', '</all>; rel="self"'],
            "https://two.example/",
            "https://other.example/",
            ("https://one.example/", "https://example.org/all"),
        ),
        (["<https://one.example/>; rel=hub, <https://two.example/>; rel=hub"], None, None,
         ("https://one.example/", "https://example.org/feed?x=1")),
        (["<javascript:alert(1)>; rel=hub"], None, None, None),
        (["<https://one.example/>; title=hub"], None, None, None),
    ],
)  # fmt: skip
def test_an_offer_is_read_from_headers_first_and_only_for_the_host_that_was_polled(
    links: list[str], hub: str | None, topic: str | None, expected: tuple[str, str] | None
) -> None:
    found = find_offer(links, ParsedFeed(hub=hub, topic=topic), "https://example.org/feed?x=1")
    assert found == expected


def test_links_of_headers_are_read_by_each_of_their_relations_in_linear_time() -> None:
    assert read_links(['<a>; title="x"; rel="self hub"', "<b>; REL=self"], "https://example.org/") == {
        "self": "https://example.org/a",
        "hub": "https://example.org/a",
    }
    assert read_links(["<" * 100_000, "<a>;" * 50_000, '<a>; rel="' + "x " * 50_000], None) == {}


def test_a_signature_is_that_of_one_secret_and_one_body() -> None:
    assert is_signed("secret", sign("secret", b"body"), b"body")
    assert is_signed("secret", f" {sign('secret', b'body').upper()} ", b"body")
    assert not is_signed("secret", sign("secret", b"body"), b"Body")
    assert not is_signed("other", sign("secret", b"body"), b"body")


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [
        ("3600", HOUR),
        ("1", timedelta(minutes=1)),
        ("999999999", 30 * DAY),
        ("-5", 10 * DAY),
        ("1e9", 10 * DAY),
        ("٣", 10 * DAY),
        ("9" * 5_000, 10 * DAY),
        (None, 10 * DAY),
    ],
)
def test_a_lease_is_what_the_hub_says_within_reason(seconds: str | None, lease: timedelta) -> None:
    assert read_lease(seconds) == lease


def test_waits_for_hubs_are_spread_and_bounded() -> None:
    assert [renew_at(10 * DAY, START, jitter) - START for jitter in (0.0, 1.0)] == [7 * DAY, 8 * DAY]
    assert ask_again_at(1, START, 0.0) == START + timedelta(minutes=5)
    assert ask_again_at(500, START, 0.0) == START + DAY
    assert ask_denied_at(START, 0.0) == START + 7 * DAY


def test_a_feed_that_is_gone_stays_gone_and_a_later_poll_stays_later() -> None:
    feed = Feed("https://example.org/", "example.org", max_interval=6 * HOUR)
    assert poll_rarely(FeedState(feed), START, 0.0).next_fetch_at is None
    for at, expected in ((START, START + 6 * HOUR), (START + DAY, START + DAY)):
        assert poll_rarely(FeedState(feed, next_fetch_at=at), START, 0.0).next_fetch_at == expected
