"""How pages are asked for and read, each rule against a real server on loopback; docs/feeds.md names them."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.feeds.articles import CLOSED, make_page
from tests.feeds.web import Answer, Web, open_web
from watcher.feeds.fetch import open_fetcher
from watcher.feeds.fulltext import PageReader, name_host, open_page_reader
from watcher.feeds.robots import read_permission
from watcher.model import FetchSettings, PageHost, PageOutcome, PageResult

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = FetchSettings(
    contact="https://example.org/about-us", host_spacing=timedelta(0), allow_addresses=("127.0.0.0/8",)
)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
ARTICLE = Answer(headers=HTML, body=make_page("Marsh Bridge closed", *CLOSED).encode())


@dataclass
class Hosts:
    """Remembers hosts as long as the test lasts, and tells the time."""

    now: datetime = NOW
    known: dict[str, PageHost] = field(default_factory=dict)

    def get_page_host(self, host: str) -> PageHost | None:
        return self.known.get(host)

    def record_page_host(self, host: PageHost) -> None:
        self.known[host.host] = host

    def read_clock(self) -> datetime:
        return self.now


@asynccontextmanager
async def open_all(
    settings: FetchSettings = SETTINGS, /, **answers: Answer
) -> AsyncIterator[tuple[Web, Hosts, PageReader]]:
    hosts = Hosts()
    async with open_web({"article": ARTICLE, **answers}) as web, open_fetcher(settings) as fetcher:
        with open_page_reader(fetcher, hosts, hosts.read_clock) as reader:
            yield web, hosts, reader


def make_robots(text: str) -> Answer:
    return Answer(headers=(("Content-Type", "text/plain"),), body=text.encode())


async def read(settings: FetchSettings = SETTINGS, /, **answers: Answer) -> tuple[PageResult, list[str]]:
    """Read /article; the result, and what was asked for."""
    async with open_all(
        settings, **{name.replace("robots", "robots.txt"): a for name, a in answers.items()}
    ) as (
        web,
        _,
        reader,
    ):
        return await reader.read_page(web.url("/article")), web.paths


# ------------------------------------------------------------------------------------------ the text


async def test_the_article_is_told_apart_from_what_stands_around_it() -> None:
    result, asked = await read()
    assert result.outcome is PageOutcome.READ
    assert result.text.splitlines() == list(CLOSED)
    for other in ("Another story", "privacy", "newsletter"):
        assert other not in result.text
    assert asked == ["/robots.txt", "/article"]


async def test_a_page_is_asked_for_as_a_page_and_nothing_else_is_sent() -> None:
    async with open_all() as (web, _, reader):
        await reader.read_page(web.url("/article"))
    headers = web.asked[1].headers
    assert headers["accept"].startswith("text/html")
    assert headers["user-agent"].startswith("Watcher/")
    assert not headers.keys() & {"cookie", "referer", "if-none-match", "if-modified-since"}


@pytest.mark.parametrize(
    ("charset", "declared", "head"),
    [
        ("utf-8", "text/html", ""),
        ("cp1250", "text/html; charset=windows-1250", ""),
        ("cp1250", "text/html", "<meta charset='windows-1250'>"),
        ("cp1250", "text/html", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1250'>"),
        ("utf-16", "text/html", ""),
        ("utf-8", "application/xhtml+xml; charset=iso-8859-1", ""),
    ],
)
async def test_the_charset_is_that_of_the_bytes_else_of_headers_else_of_the_page(
    charset: str, declared: str, head: str
) -> None:
    sentence = "Říční úřad zavřel v pondělí ráno most přes močál, řekl mluvčí. " * 6
    body = make_page("Most", sentence, head=head).encode(charset)
    result, _ = await read(article=Answer(headers=(("Content-Type", declared),), body=body))
    assert "Říční úřad zavřel v pondělí" in result.text


@pytest.mark.parametrize("declared", ["application/pdf", "application/rss+xml", "text/plain", "image/png"])
async def test_what_is_neither_html_nor_xhtml_is_left_unread(declared: str) -> None:
    result, _ = await read(article=replace(ARTICLE, headers=(("Content-Type", declared),)))
    assert (result.outcome, declared in result.detail) == (PageOutcome.NO_PAGE, True)


async def test_a_page_without_an_article_has_no_text() -> None:
    result, _ = await read(article=Answer(headers=HTML, body=make_page("Video").encode()))
    assert (result.outcome, result.text) == (PageOutcome.NO_TEXT, "")


async def test_a_page_that_costs_too_much_to_read_is_given_up() -> None:
    nested = "<div>" * 400_000 + "x"
    body = make_page("Deep", *CLOSED, tail=nested).encode()
    result, _ = await read(article=Answer(headers=HTML, body=body))
    assert result.outcome in {PageOutcome.NO_TEXT, PageOutcome.READ}
    assert len(result.text) < 20_000


async def test_a_text_is_cut_and_has_no_control_characters() -> None:
    many = [f"Sentence {number} tells\x07 more of\u0085 the bridge and its cables." for number in range(300)]
    result, _ = await read(article=Answer(headers=HTML, body=make_page("Long", *many).encode()))
    assert "Sentence 50 tells more of" in result.text
    assert "Sentence 70 " not in result.text


# ------------------------------------------------------------------------------------------- limits


async def test_a_huge_page_is_given_up_as_it_grows() -> None:
    huge = make_page("Huge", *CLOSED, tail="<p>" + "x" * 4_000_000).encode()
    result, _ = await read(article=Answer(headers=HTML, body=huge))
    assert (result.outcome, result.text) == (PageOutcome.TOO_LARGE, "")


async def test_a_page_packed_small_is_given_up_as_it_grows() -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    headers = (*HTML, ("Content-Encoding", "gzip, gzip"))
    result, _ = await read(article=Answer(headers=headers, body=bomb))
    assert result.outcome is PageOutcome.TOO_LARGE


async def test_a_slow_page_ends_at_the_deadline_and_may_be_tried_again() -> None:
    settings = replace(SETTINGS, deadline=timedelta(milliseconds=300))
    result, _ = await read(settings, article=Answer(headers=HTML, body=b"<html>", goes_on=True))
    assert result.outcome is PageOutcome.FAILED


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/article", "http://[::1]/article", "ftp://127.0.0.1/article", "file:///etc/passwd"],
)
async def test_a_page_is_not_followed_inside_the_network(location: str) -> None:
    result, _ = await read(article=Answer(302, (("Location", location),), body=b""))
    assert result.outcome is PageOutcome.REFUSED


async def test_an_address_that_is_not_public_is_refused_before_robots_are_asked() -> None:
    async with open_all(replace(SETTINGS, allow_addresses=())) as (web, hosts, reader):
        result = await reader.read_page(web.url("/article"))
    assert result.outcome is PageOutcome.REFUSED
    assert (web.paths, hosts.known) == ([], {})


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, PageOutcome.MISSING),
        (410, PageOutcome.MISSING),
        (451, PageOutcome.MISSING),
        (500, PageOutcome.FAILED),
        (503, PageOutcome.FAILED),
    ],
)
async def test_each_failure_of_a_page_is_an_outcome(status: int, outcome: PageOutcome) -> None:
    result, _ = await read(article=Answer(status, body=b""))
    assert result.outcome is outcome


async def test_retry_after_is_kept_and_the_host_sleeps() -> None:
    async with open_all(article=Answer(429, (("Retry-After", "7200"),), body=b"")) as (web, _, reader):
        first = await reader.read_page(web.url("/article"))
        second = await reader.read_page(web.url("/other"))
    assert first.retry_after == 2 * HOUR
    assert second.outcome is PageOutcome.FAILED
    assert web.paths == ["/robots.txt", "/article"]


# ---------------------------------------------------------------------------------------- robots.txt


async def test_a_page_that_robots_forbid_is_not_asked_for() -> None:
    result, asked = await read(robots=make_robots("User-agent: *\nDisallow: /art\n"))
    assert result.outcome is PageOutcome.ROBOTS
    assert asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/\n", True),
        ("User-agent: *\nAllow: /\nDisallow: /news/*.html$\n", False),
        ("User-agent: *\nDisallow: /news/*.pdf$\n", True),
        ("User-agent: watcher\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("User-agent: Watcher\nAllow: /news/\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: OtherBot\nDisallow: /\n", True),
        ("User-agent: a\nUser-agent: *\nDisallow: /news\n", False),
        ("<!doctype html><p>Disallow: /</p>", True),
        ("\ufeffUser-agent: *\r\nDisallow: /news # all of it\r\n", False),
    ],
)
async def test_robots_are_read_as_rfc_9309_says(robots: str, *, allowed: bool) -> None:
    permission = read_permission(robots.removeprefix("\ufeff"), "https://a.example/news/1.html")
    assert permission is not None
    assert permission.is_allowed is allowed


async def test_a_robots_txt_that_costs_too_much_to_read_allows_nothing() -> None:
    agents = "".join(f"User-agent: w{number}\n" for number in range(12_000))
    assert read_permission(agents + "Disallow: /x\n" * 12_000, "https://a.example/1") is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_robots_that_are_not_there_allow_all(status: int) -> None:
    result, _ = await read(robots=Answer(status, body=b"Disallow: /"))
    assert result.outcome is PageOutcome.READ


@pytest.mark.parametrize(
    "answer", [Answer(500, body=b""), Answer(503, body=b""), Answer(429, body=b""), Answer(raw=b"x")]
)
async def test_robots_that_cannot_be_had_forbid_all_for_now(answer: Answer) -> None:
    async with open_all(**{"robots.txt": answer}) as (web, hosts, reader):
        result = await reader.read_page(web.url("/article"))
        again = await reader.read_page(web.url("/article"))
        assert web.paths == ["/robots.txt"]
        hosts.now += timedelta(hours=1)
        web.answers["/robots.txt"] = Answer(404)
        later = await reader.read_page(web.url("/article"))
    assert (result.outcome, again.outcome) == (PageOutcome.FAILED, PageOutcome.FAILED)
    assert "robots.txt" in result.detail
    assert result.retry_after is not None
    assert result.retry_after >= HOUR
    assert later.outcome is (PageOutcome.FAILED if answer.status == 429 else PageOutcome.READ)


async def test_robots_are_asked_for_once_a_day() -> None:
    async with open_all(**{"robots.txt": make_robots("User-agent: *\nDisallow: /other\n")}) as (
        web,
        hosts,
        reader,
    ):
        await reader.read_page(web.url("/article"))
        hosts.now += 23 * HOUR
        await reader.read_page(web.url("/article"))
        await reader.read_page(web.url("/other"))
        assert web.paths == ["/robots.txt", "/article", "/article"]
        hosts.now += HOUR
        await reader.read_page(web.url("/article"))
    assert web.paths[3:] == ["/robots.txt", "/article"]


async def test_only_the_first_500_kib_of_robots_count() -> None:
    filler = "# " + "x" * 97 + "\n"
    long = filler * 5_200 + "User-agent: *\nDisallow: /\n"
    result, _ = await read(robots=make_robots(long))
    assert result.outcome is PageOutcome.READ
    result, _ = await read(robots=make_robots("User-agent: *\nDisallow: /\n" + filler * 5_200))
    assert result.outcome is PageOutcome.ROBOTS


async def test_robots_behind_redirects_count_and_without_end_allow_all() -> None:
    moved = Answer(301, (("Location", "/rules"),), body=b"")
    result, _ = await read(robots=moved, rules=make_robots("User-agent: *\nDisallow: /\n"))
    assert result.outcome is PageOutcome.ROBOTS
    result, _ = await read(robots=Answer(301, (("Location", "/robots.txt"),), body=b""))
    assert result.outcome is PageOutcome.READ


async def test_a_redirect_needs_leave_of_its_own() -> None:
    moved = Answer(301, (("Location", "/hidden"),), body=b"")
    result, asked = await read(article=moved, robots=make_robots("User-agent: *\nDisallow: /hidden\n"))
    assert result.outcome is PageOutcome.ROBOTS
    assert asked == ["/robots.txt", "/article"]


async def test_each_host_is_asked_for_its_own_robots() -> None:
    async with open_all() as (web, hosts, reader):
        web.answers["/article"] = Answer(302, (("Location", web.url("/there", "localhost")),), body=b"")
        web.answers["/there"] = ARTICLE
        result = await reader.read_page(web.url("/article"))
    assert result.outcome is PageOutcome.READ
    assert [(asked.path, asked.host.split(":")[0]) for asked in web.asked] == [
        ("/robots.txt", "127.0.0.1"),
        ("/article", "127.0.0.1"),
        ("/robots.txt", "localhost"),
        ("/there", "localhost"),
    ]
    assert set(hosts.known) == {web.url(""), web.url("", "localhost")}


async def test_a_crawl_delay_is_kept_and_does_not_stop_a_redirect() -> None:
    robots = make_robots("User-agent: *\nCrawl-delay: 90\n")
    moved = Answer(301, (("Location", "/there"),), body=b"")
    async with open_all(**{"robots.txt": robots, "moved": moved, "there": ARTICLE}) as (web, hosts, reader):
        assert (await reader.read_page(web.url("/moved"))).outcome is PageOutcome.READ
        early = await reader.read_page(web.url("/article"))
        assert (early.outcome, early.retry_after) == (PageOutcome.FAILED, timedelta(seconds=90))
        hosts.now += timedelta(seconds=90)
        assert (await reader.read_page(web.url("/article"))).outcome is PageOutcome.READ
    assert web.paths == ["/robots.txt", "/moved", "/there", "/article"]


# ------------------------------------------------------------------------------------------ paywalls


@pytest.mark.parametrize("status", [401, 402, 403])
async def test_a_host_that_wants_money_or_forbids_us_is_left_alone_for_a_day(status: int) -> None:
    async with open_all(paid=Answer(status, body=b"")) as (web, hosts, reader):
        result = await reader.read_page(web.url("/paid"))
        asked = len(web.paths)
        hosts.now += 23 * HOUR
        early = await reader.read_page(web.url("/article"))
        assert len(web.paths) == asked
        hosts.now += HOUR
        later = await reader.read_page(web.url("/article"))
    assert (result.outcome, early.outcome, later.outcome) == (
        PageOutcome.PAYWALL,
        PageOutcome.FAILED,
        PageOutcome.READ,
    )


async def test_pages_that_are_forbidden_do_not_put_the_feeds_of_the_host_to_sleep() -> None:
    forbidden = Answer(403, body=b"")
    hosts = Hosts()
    async with (
        open_web({"article": forbidden, "robots.txt": forbidden}) as web,
        open_fetcher(SETTINGS) as fetcher,
    ):
        with open_page_reader(fetcher, hosts, hosts.read_clock) as reader:
            await reader.read_page(web.url("/article"))
        assert fetcher._turns.get_sleep("127.0.0.1") == 0  # noqa: SLF001  # nothing else tells it without waiting


async def test_whatever_happens_to_a_page_is_a_value() -> None:
    async with open_all() as (_, _, reader):
        for url in (
            "http://",
            "https://[broken",
            "gopher://127.0.0.1/",
            "http://127.0.0.1:1/article",
            "\x00",
        ):
            assert (await reader.read_page(url)).outcome in {PageOutcome.REFUSED, PageOutcome.FAILED}


async def test_pages_of_one_host_wait_for_their_turn() -> None:
    async with open_all(replace(SETTINGS, host_parallel=1)) as (web, _, reader):
        await asyncio.gather(*(reader.read_page(web.url("/article")) for _ in range(3)))
    assert web.most_at_once == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.example/x?y", "https://a.example"),
        ("http://a.example:80/", "http://a.example"),
        ("https://a.example:8443/", "https://a.example:8443"),
        ("http://[2001:db8::1]:81/", "http://[2001:db8::1]:81"),
        ("ftp://a.example/", None),
        ("https:///x", None),
        ("https://[x", None),
    ],
)
async def test_a_host_is_scheme_name_and_port(url: str, host: str | None) -> None:
    assert name_host(url) == host
