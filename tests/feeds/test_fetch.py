"""The manners of fetching, each against a real server on loopback; docs/feeds.md names these tests."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import brotli
import pytest

from tests.feeds.web import FEED, Answer, Web, open_web
from watcher.feeds.fetch import Fetcher, open_fetcher
from watcher.model import (
    Feed,
    FeedKind,
    FeedState,
    Fetched,
    FetchFailed,
    FetchFailure,
    FetchResult,
    FetchSettings,
    HostSleep,
    NotModified,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LOOPBACK = FetchSettings(
    contact="https://example.org/about-us", host_spacing=timedelta(0), allow_addresses=("127.0.0.0/8",)
)


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def make_state(url: str, etag: str | None = None, last_modified: str | None = None) -> FeedState:
    return FeedState(Feed(url=url, outlet="example.org"), etag=etag, last_modified=last_modified)


@asynccontextmanager
async def open_both(
    settings: FetchSettings = LOOPBACK, clock: FakeClock | None = None, /, **answers: Answer
) -> AsyncIterator[tuple[Web, Fetcher]]:
    async with open_web(answers) as web, open_fetcher(settings, clock) as fetcher:
        yield web, fetcher


async def fetch(answer: Answer, settings: FetchSettings = LOOPBACK) -> FetchResult:
    async with open_both(settings, feed=answer) as (web, fetcher):
        return await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)


def expect_failure(result: FetchResult) -> FetchFailed:
    assert isinstance(result, FetchFailed), result
    return result


def expect_body(result: FetchResult) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


# --------------------------------------------------------------------------- headers of a feed's own


async def test_secret_headers_go_to_the_origin_of_the_feed_and_nowhere_else() -> None:
    secret = {"Authorization": "Token do-not-show"}
    async with open_web({"other": Answer()}) as elsewhere, open_web({}) as web:
        web.answers |= {
            "/feed": Answer(301, headers=(("Location", "/moved"),)),
            "/moved": Answer(302, headers=(("Location", elsewhere.url("/other")),)),
            "/open": Answer(),
        }
        headers = {web.url("/feed"): secret}
        async with open_fetcher(LOOPBACK, headers=headers) as fetcher:
            await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
            await fetcher.fetch_feed(make_state(web.url("/open")), NOW)
    sent = {asked.path: asked.headers.get("authorization") for asked in web.asked + elsewhere.asked}
    assert sent == {
        "/feed": "Token do-not-show",
        "/moved": "Token do-not-show",
        "/open": None,
        "/other": None,
    }


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        (FeedKind.FEED, "application/rss+xml, application/atom+xml"),
        (FeedKind.JSON, "application/json, "),
        (FeedKind.PAGE, "text/html, "),
        (FeedKind.SITEMAP, "application/xml, "),
    ],
)
async def test_a_request_asks_for_the_format_of_its_kind(kind: FeedKind, accepted: str) -> None:
    async with open_both(feed=Answer()) as (web, fetcher):
        await fetcher.fetch_feed(FeedState(Feed(web.url("/feed"), "example.org", kind=kind)), NOW)
    assert web.asked[0].headers["accept"].startswith(accepted)


# ------------------------------------------------------------------------------- conditional requests


@pytest.mark.parametrize("etag", ['"33a64df5"', 'W/"weak one"', "unquoted", '"a"b, "c"'])
async def test_an_etag_is_kept_and_sent_back_verbatim(etag: str) -> None:
    async with open_both(feed=Answer(headers=(("ETag", etag),))) as (web, fetcher):
        kept = expect_body(await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)).etag
        assert kept == etag
        await fetcher.fetch_feed(make_state(web.url("/feed"), etag=kept), NOW)
    assert "if-none-match" not in web.asked[0].headers
    assert web.asked[1].headers["if-none-match"] == etag


async def test_last_modified_is_kept_and_sent_back_verbatim_even_when_it_is_no_date() -> None:
    odd = "Mon,  2 mar 2026 10:00 somewhere"
    async with open_both(feed=Answer(headers=(("Last-Modified", odd),))) as (web, fetcher):
        kept = expect_body(await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)).last_modified
        await fetcher.fetch_feed(make_state(web.url("/feed"), last_modified=kept), NOW)
    assert web.asked[1].headers["if-modified-since"] == odd


@pytest.mark.parametrize("etag", ["caf\u00e9", "x" * 3_000])
async def test_a_validator_that_could_not_be_sent_back_as_it_is_is_dropped(etag: str) -> None:
    assert expect_body(await fetch(Answer(headers=(("ETag", etag),)))).etag is None


async def test_links_of_headers_are_kept_for_the_offer_of_a_hub() -> None:
    links = '<https://hub.example/>; rel="hub"', '<https://example.org/feed>; rel="self"'
    answer = Answer(headers=tuple(("Link", link) for link in links))
    async with open_web({"feed": answer}) as web, open_fetcher(LOOPBACK) as fetcher:
        result = await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
    assert isinstance(result, Fetched)
    assert result.links == links


async def test_304_is_not_modified_and_brings_no_validators() -> None:
    async with open_both(feed=Answer(304, (("Cache-Control", "max-age=600"),), body=b"")) as (web, fetcher):
        result = await fetcher.fetch_feed(make_state(web.url("/feed"), etag='"1"'), NOW)
    assert isinstance(result, NotModified)
    assert result.max_age == timedelta(minutes=10)


async def test_304_to_an_unconditional_request_is_a_failure() -> None:
    assert expect_failure(await fetch(Answer(304, body=b""))).status_code == 304


async def test_a_feed_that_never_moves_is_asked_once_a_day_without_validators() -> None:
    async with open_both(feed=Answer()) as (web, fetcher):
        state = replace(
            make_state(web.url("/feed"), etag='"1"'),
            usual_gap=timedelta(hours=1),
            changed_at=NOW - timedelta(days=4),
            full_fetch_at=NOW - timedelta(days=2),
        )
        await fetcher.fetch_feed(state, NOW)
        await fetcher.fetch_feed(replace(state, full_fetch_at=NOW), NOW + timedelta(hours=1))
    assert ["if-none-match" in asked.headers for asked in web.asked] == [False, True]


# ----------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize(
    ("status", "is_moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)]
)
async def test_only_a_permanent_redirect_is_reported_as_moved(status: int, is_moved: bool) -> None:  # noqa: FBT001
    async with open_both(old=Answer(status, (("Location", "/new"),)), new=Answer()) as (web, fetcher):
        result = expect_body(await fetcher.fetch_feed(make_state(web.url("/old")), NOW))
    assert result.url == web.url("/new")
    assert result.moved_to == (web.url("/new") if is_moved else None)


async def test_what_comes_after_a_temporary_redirect_is_not_reported_as_moved() -> None:
    async with open_both(
        a=Answer(301, (("Location", "/b"),)),
        b=Answer(302, (("Location", "/c"),)),
        c=Answer(301, (("Location", "/d"),)),
        d=Answer(),
    ) as (web, fetcher):
        result = expect_body(await fetcher.fetch_feed(make_state(web.url("/a")), NOW))
    assert (result.url, result.moved_to) == (web.url("/d"), web.url("/b"))


async def test_validators_go_only_to_the_address_that_gave_them() -> None:
    async with open_both(
        old=Answer(302, (("Location", "/new"),)), new=Answer(headers=(("ETag", '"of new"'),))
    ) as (web, fetcher):
        state = make_state(web.url("/old"))
        first = expect_body(await fetcher.fetch_feed(state, NOW))
        known = replace(state, etag=first.etag, validators_from=first.url)
        await fetcher.fetch_feed(known, NOW)
        web.answers["/old"] = Answer(302, (("Location", "/newer"),))
        web.answers["/newer"] = Answer()
        await fetcher.fetch_feed(known, NOW)
    sent = [(asked.path, asked.headers.get("if-none-match")) for asked in web.asked]
    assert sent == [
        ("/old", None),
        ("/new", None),
        ("/old", None),
        ("/new", '"of new"'),
        ("/old", None),
        ("/newer", None),
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"feed": Answer(301, (("Location", "/feed"),))}, "circle"),
        ({"feed": Answer(301, (("Location", "/b"),)), "b": Answer(302, (("Location", "/feed"),))}, "circle"),
        ({"feed": Answer(302, (("Location", "/1"),))} | {
            str(n): Answer(302, (("Location", f"/{n + 1}"),)) for n in range(9)
        }, "more than 5"),
    ],
)  # fmt: skip
async def test_redirects_without_end_are_given_up(answers: dict[str, Answer], words: str) -> None:
    async with open_both(LOOPBACK, **answers) as (web, fetcher):
        failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/feed")), NOW))
    assert failed.failure is FetchFailure.REDIRECTS
    assert words in failed.detail


async def test_an_address_moved_to_for_seven_days_is_asked_directly() -> None:
    async with open_both(old=Answer(301, (("Location", "/new"),)), new=Answer()) as (web, fetcher):
        state = replace(make_state(web.url("/old")), moved_to=web.url("/new"), moved_since=NOW)
        await fetcher.fetch_feed(state, NOW + timedelta(days=6))
        await fetcher.fetch_feed(state, NOW + timedelta(days=7))
    assert web.paths == ["/old", "/new", "/new"]


# -------------------------------------------------------------------------------- addresses refused


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "0x7f000001", "2130706433"],  # noqa: S104
)
async def test_an_address_that_is_not_public_is_refused_where_it_is_connected_to(host: str) -> None:
    async with open_both(FetchSettings(host_spacing=timedelta(0)), feed=Answer()) as (web, fetcher):
        failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/feed", host)), NOW))
    assert failed.failure is FetchFailure.ADDRESS
    assert web.asked == []


async def test_a_redirect_to_an_address_that_is_not_public_is_refused() -> None:
    settings = replace(LOOPBACK, allow_addresses=("127.0.0.1",))
    async with open_both(settings) as (web, fetcher):
        web.answers["/feed"] = Answer(302, (("Location", web.url("/secret", "127.0.0.2")),))
        failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/feed")), NOW))
    assert failed.failure is FetchFailure.ADDRESS
    assert web.paths == ["/feed"]


async def test_a_host_allowed_by_name_opens_no_other_name_for_the_same_address() -> None:
    settings = replace(LOOPBACK, allow_addresses=("localhost",))
    async with open_both(settings, feed=Answer()) as (web, fetcher):
        expect_body(await fetcher.fetch_feed(make_state(web.url("/feed", "localhost")), NOW))
        failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/feed", "127.0.0.1")), NOW))
    assert failed.failure is FetchFailure.ADDRESS


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://example.org/feed", "http://user:word@127.0.0.1/", "http://127.0.0.3:22/"],
)
async def test_a_redirect_away_from_the_web_is_refused(location: str) -> None:
    failed = expect_failure(
        await fetch(Answer(301, (("Location", location),)), replace(LOOPBACK, allow_addresses=("127.0.0.1",)))
    )
    assert failed.failure is FetchFailure.ADDRESS


# -------------------------------------------------------------------------------- size, time, encoding

DOUBLE_BOMB = gzip.compress(gzip.compress(bytes(50_000_000)))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED)),
        ("gzip", gzip.compress(FEED[:50]) + gzip.compress(FEED[50:])),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("gzip, gzip", gzip.compress(gzip.compress(FEED))),
        ("", gzip.compress(FEED)),
        ("identity", FEED),
    ],
    ids=["gzip", "x-gzip", "members", "deflate", "raw deflate", "br", "twice", "unsaid", "identity"],
)
async def test_encodings_are_undone_asked_for_or_not(encoding: str, body: bytes) -> None:
    headers = (("Content-Encoding", encoding),) if encoding else ()
    assert expect_body(await fetch(Answer(headers=headers, body=body))).body == FEED


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", bytes(2_000_000)),
        ("gzip", gzip.compress(bytes(50_000_000))),
        ("gzip, gzip", DOUBLE_BOMB),
        ("gzip", DOUBLE_BOMB),
        ("deflate", zlib.compress(bytes(50_000_000))),
        ("br", brotli.compress(bytes(50_000_000))),
    ],
    ids=["plain", "gzip", "twice", "twice, said once", "deflate", "br"],
)
async def test_a_body_is_given_up_as_it_grows_beyond_the_limit(encoding: str, body: bytes) -> None:
    headers = (("Content-Encoding", encoding),) if encoding else ()
    failed = expect_failure(
        await fetch(Answer(headers=headers, body=body), replace(LOOPBACK, max_body=1_000_000))
    )
    assert failed.failure is FetchFailure.TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", FEED), ("br", FEED), ("deflate", FEED), ("zstd", FEED), ("gzip,gzip,gzip,gzip", FEED)],
)
async def test_a_body_that_is_not_what_its_encoding_says_is_garbled(encoding: str, body: bytes) -> None:
    failed = expect_failure(await fetch(Answer(headers=(("Content-Encoding", encoding),), body=body)))
    assert failed.failure is FetchFailure.GARBLED


@pytest.mark.parametrize(
    "answer", [Answer(body=b"<rss>", goes_on=True), Answer(301, (("Location", "/x"),), goes_on=True)]
)
async def test_the_deadline_ends_a_fetch_that_drips_or_hangs(answer: Answer) -> None:
    async with open_both(replace(LOOPBACK, deadline=timedelta(seconds=0.2)), feed=answer, x=answer) as (
        web,
        fetcher,
    ):
        web.answers["/x"] = Answer(body=b"", goes_on=True)
        failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/feed")), NOW))
    assert failed.failure is FetchFailure.TOO_SLOW


async def test_silence_between_two_reads_ends_a_fetch() -> None:
    settings = replace(LOOPBACK, idle=timedelta(seconds=0.1))
    failed = expect_failure(await fetch(Answer(body=b"<rss>", goes_on=True), settings))
    assert failed.failure is FetchFailure.TOO_SLOW


# ----------------------------------------------------------------------------------- who is asking


async def test_the_user_agent_names_program_version_and_contact() -> None:
    async with open_both(feed=Answer()) as (web, fetcher):
        await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
    agent = web.asked[0].headers["user-agent"]
    assert agent.startswith("Watcher/")
    assert "+https://example.org/about-us" in agent


async def test_no_cookie_and_no_referrer_is_ever_sent() -> None:
    cookie = ("Set-Cookie", "visitor=1; Path=/")
    async with open_both(feed=Answer(302, (("Location", "/b"), cookie)), b=Answer(headers=(cookie,))) as (
        web,
        fetcher,
    ):
        await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
        await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
    assert len(web.asked) == 4
    assert not any({"cookie", "referer"} & asked.headers.keys() for asked in web.asked)


async def test_an_address_is_asked_for_as_it_is_spelled() -> None:
    path = "/a%2Fb?conditions%5Bterm%5D=%22x%22&y=%20+"
    async with open_both() as (web, fetcher):
        await fetcher.fetch_feed(make_state(web.url(path)), NOW)
    assert web.paths == [path]


async def test_one_fetch_is_one_request() -> None:
    async with open_both(feed=Answer(500)) as (web, fetcher):
        await fetcher.fetch_feed(make_state(web.url("/feed")), NOW)
    assert web.paths == ["/feed"]


# ------------------------------------------------------------------------------------- pace per host


async def test_two_requests_at_one_host_start_five_seconds_apart() -> None:
    clock = FakeClock()
    settings = replace(LOOPBACK, host_spacing=FetchSettings().host_spacing)
    async with open_both(settings, clock, a=Answer(), b=Answer(), c=Answer()) as (web, fetcher):
        await asyncio.gather(
            *(fetcher.fetch_feed(make_state(web.url(path)), NOW) for path in ("/a", "/b", "/c"))
        )
    assert clock.slept == [5.0, 5.0]


async def test_a_redirect_waits_for_its_turn_too() -> None:
    clock = FakeClock()
    settings = replace(LOOPBACK, host_spacing=timedelta(seconds=5))
    async with open_both(settings, clock, a=Answer(301, (("Location", "/b"),)), b=Answer()) as (web, fetcher):
        await fetcher.fetch_feed(make_state(web.url("/a")), NOW)
    assert clock.slept == [5.0]


async def test_another_host_need_not_wait() -> None:
    clock = FakeClock()
    settings = replace(LOOPBACK, host_spacing=timedelta(seconds=5))
    async with open_both(settings, clock, a=Answer()) as (web, fetcher):
        for host in ("127.0.0.1", "localhost"):
            await fetcher.fetch_feed(make_state(web.url("/a", host)), NOW)
    assert clock.slept == []


async def test_at_most_two_requests_run_at_one_host() -> None:
    async with open_both(LOOPBACK, None, **{name: Answer(body=b"", goes_on=True) for name in "abcde"}) as (
        web,
        fetcher,
    ):
        asking = [
            asyncio.create_task(fetcher.fetch_feed(make_state(web.url(f"/{name}")), NOW)) for name in "abcde"
        ]
        await web.two_at_once.wait()
        web.release.set()
        await asyncio.gather(*asking)
    assert len(web.asked) == 5
    assert web.most_at_once == 2


# ------------------------------------------------------------------------------------ hosts that refuse


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [
        ("120", timedelta(minutes=2)),
        ("864000", timedelta(days=10)),
        ("100000000000", timedelta(seconds=100_000_000_000)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", timedelta(hours=1)),
        ("soon", None),
    ],
)
async def test_retry_after_is_read_as_seconds_or_date_and_never_capped(
    retry_after: str, expected: timedelta | None
) -> None:
    failed = expect_failure(await fetch(Answer(429, (("Retry-After", retry_after),))))
    assert failed.failure is FetchFailure.BUSY
    assert failed.retry_after == expected


async def test_a_date_in_retry_after_is_read_by_the_clock_of_the_server() -> None:
    headers = (("Retry-After", "Sun, 01 Mar 2026 08:10:00 GMT"), ("Date", "Sun, 01 Mar 2026 08:00:00 GMT"))
    assert expect_failure(await fetch(Answer(503, headers))).retry_after == timedelta(minutes=10)


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_puts_the_host_to_sleep_and_not_only_the_feed(status: int) -> None:
    clock = FakeClock()
    async with open_both(LOOPBACK, clock, a=Answer(status, (("Retry-After", "600"),)), b=Answer()) as (
        web,
        fetcher,
    ):
        await fetcher.fetch_feed(make_state(web.url("/a")), NOW)
        asleep = expect_failure(await fetcher.fetch_feed(make_state(web.url("/b")), NOW))
        other = await fetcher.fetch_feed(make_state(web.url("/b", "localhost")), NOW)
        clock.now += 601
        awake = await fetcher.fetch_feed(make_state(web.url("/b")), NOW)
    assert asleep.failure is FetchFailure.BUSY
    assert asleep.retry_after == timedelta(seconds=600)
    assert asleep.status_code is None
    assert isinstance(other, Fetched)
    assert isinstance(awake, Fetched)
    assert web.paths == ["/a", "/b", "/b"]


async def test_a_host_that_says_429_without_a_time_sleeps_longer_each_time() -> None:
    clock = FakeClock()
    async with open_both(LOOPBACK, clock, a=Answer(429)) as (web, fetcher):
        sleeps = []
        for _ in range(3):
            await fetcher.fetch_feed(make_state(web.url("/a")), NOW)
            asleep = expect_failure(await fetcher.fetch_feed(make_state(web.url("/a")), NOW))
            assert asleep.retry_after is not None
            sleeps.append(asleep.retry_after.total_seconds())
            clock.now += sleeps[-1]
    assert sleeps == [300, 600, 1200]


async def test_403_for_two_feeds_of_one_host_puts_it_to_sleep() -> None:
    async with open_both(LOOPBACK, FakeClock(), a=Answer(403), b=Answer(403), c=Answer()) as (web, fetcher):
        for path in ("/a", "/a", "/b", "/c"):
            await fetcher.fetch_feed(make_state(web.url(path)), NOW)
    assert web.paths == ["/a", "/a", "/b"]


async def test_a_host_that_was_put_to_sleep_sleeps_on_after_a_restart() -> None:
    async with open_web({"a": Answer(429), "b": Answer()}) as web:
        async with open_fetcher(LOOPBACK, FakeClock()) as fetcher:
            failed = expect_failure(await fetcher.fetch_feed(make_state(web.url("/a")), NOW))
        assert failed.host_sleep == HostSleep("127.0.0.1", timedelta(minutes=5), strikes=1)
        clock = FakeClock()
        async with open_fetcher(LOOPBACK, clock, sleeps=[failed.host_sleep]) as fetcher:
            asleep = expect_failure(await fetcher.fetch_feed(make_state(web.url("/b")), NOW))
            clock.now += 301
            again = expect_failure(await fetcher.fetch_feed(make_state(web.url("/a")), NOW))
    assert asleep.retry_after == timedelta(minutes=5)
    assert again.host_sleep == HostSleep("127.0.0.1", timedelta(minutes=10), strikes=2)
    assert web.paths == ["/a", "/a"]


CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Wait</body></html>"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, (), CHALLENGE),
        (403, (), CHALLENGE),
        (503, (), CHALLENGE),
        (403, (("cf-mitigated", "challenge"),), b""),
        (202, (("x-amzn-waf-action", "challenge"),), b""),
        (403, (), b"<html><head></head><body><div id='px-captcha'></div></body></html>"),
        (200, (), b"<html><script>window.gokuProps = {}</script></html>"),
    ],
)
async def test_a_page_that_wants_a_browser_is_a_challenge_whatever_its_status(
    status: int, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    failed = expect_failure(await fetch(Answer(status, headers, body)))
    assert (failed.failure, failed.status_code) == (FetchFailure.CHALLENGED, status)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>News</title><script src='/cdn-cgi/challenge-platform/x.js'></script></html>",
        b"<rss><channel><item><title>Just a moment: px-captcha</title></item></channel></rss>",
        b"<rss><channel><description>&lt;html><title>Just a moment</title></description></channel></rss>",
    ],
    ids=["a page that is watched by such a service", "a feed on them", "a feed that quotes one"],
)
async def test_what_only_speaks_of_challenges_is_none(body: bytes) -> None:
    assert expect_body(await fetch(Answer(body=body))).body == body


async def test_challenges_for_two_feeds_of_one_host_put_it_to_sleep() -> None:
    answers = {"a": Answer(body=CHALLENGE), "b": Answer(403, body=CHALLENGE), "c": Answer()}
    async with open_both(LOOPBACK, FakeClock(), **answers) as (web, fetcher):
        for path in ("/a", "/a", "/b", "/c"):
            await fetcher.fetch_feed(make_state(web.url(path)), NOW)
    assert web.paths == ["/a", "/a", "/b"]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, FetchFailure.REFUSED),
        (403, FetchFailure.REFUSED),
        (404, FetchFailure.NOT_FOUND),
        (406, FetchFailure.REFUSED),
        (410, FetchFailure.GONE),
        (451, FetchFailure.REFUSED),
        (500, FetchFailure.SERVER_ERROR),
        (503, FetchFailure.BUSY),
        (204, FetchFailure.SERVER_ERROR),
        (302, FetchFailure.SERVER_ERROR),
    ],
)
async def test_each_status_is_a_failure_of_its_kind(status: int, failure: FetchFailure) -> None:
    failed = expect_failure(await fetch(Answer(status, body=b"")))
    assert (failed.failure, failed.status_code) == (failure, status)


@pytest.mark.parametrize(
    ("raw", "failure"),
    [
        (b"", FetchFailure.UNREACHABLE),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FetchFailure.GARBLED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", FetchFailure.GARBLED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", FetchFailure.GARBLED),
    ],
    ids=["hang-up", "another protocol", "cut short", "broken chunks"],
)
async def test_a_broken_transfer_is_a_value_and_no_exception(raw: bytes, failure: FetchFailure) -> None:
    assert expect_failure(await fetch(Answer(raw=raw))).failure is failure


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("http://127.0.0.1:1/", FetchFailure.UNREACHABLE),
        ("http://no-such-host.invalid/", FetchFailure.UNREACHABLE),
        ("http://", FetchFailure.ADDRESS),
        ("http://[::1", FetchFailure.ADDRESS),
        ("http://exa mple/", FetchFailure.UNREACHABLE),
        ("javascript:alert(1)", FetchFailure.ADDRESS),
        ("feed.xml", FetchFailure.ADDRESS),
    ],
)
async def test_an_address_that_cannot_be_reached_is_a_value_and_no_exception(
    url: str, failure: FetchFailure
) -> None:
    settings = replace(LOOPBACK, allow_addresses=("127.0.0.1",))
    async with open_fetcher(settings) as fetcher:
        assert expect_failure(await fetcher.fetch_feed(make_state(url), NOW)).failure is failure


# ------------------------------------------------------------------------------------------- freshness


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ((("Cache-Control", "public, max-age=900"),), timedelta(minutes=15)),
        ((("Cache-Control", "max-age=900"), ("Age", "300")), timedelta(minutes=10)),
        ((("Cache-Control", "no-cache, max-age=900"),), None),
        (
            (("Date", "Mon, 02 Mar 2026 10:00:00 GMT"), ("Expires", "Mon, 02 Mar 2026 11:00:00 GMT")),
            timedelta(hours=1),
        ),
        ((("Expires", "0"), ("Date", "Mon, 02 Mar 2026 10:00:00 GMT")), None),
        ((), None),
    ],
)
async def test_freshness_is_read_from_cache_control_else_from_expires(
    headers: tuple[tuple[str, str], ...], expected: timedelta | None
) -> None:
    assert expect_body(await fetch(Answer(headers=headers))).max_age == expected
