"""Readers of what is no feed: JSON by paths, pages by selectors, news sitemaps."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from watcher.config import load_config
from watcher.feeds.identity import make_articles
from watcher.feeds.readers import parse_body
from watcher.model import Entry, Feed, FeedHealth, FeedKind, Recipe

if TYPE_CHECKING:
    from watcher.model import Article, ParsedFeed

URL = "https://example.org/desk/list"
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
MARCH_4 = datetime(2026, 3, 4, tzinfo=UTC)
API = Feed(
    URL,
    "example.org",
    kind=FeedKind.JSON,
    recipe=Recipe(
        "not_null(results, count == `0` && `[]`)",
        "title || subject",
        "url",
        "number",
        "day",
        "join('; ', leads)",
    ),
)
PAGE = Feed(
    URL,
    "example.org",
    kind=FeedKind.PAGE,
    recipe=Recipe("a[href*='/news/']", "h2, h3, span[class*='title']", "", "", "time", "p"),
)
SITEMAP = Feed(URL, "example.org", kind=FeedKind.SITEMAP)
NEWS = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def read(feed: Feed, text: str) -> ParsedFeed:
    return parse_body(feed, text.encode(), None, URL)


def make_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Newsroom</title>{head}</head><body>{body}</body></html>"


def make_sitemap(*urls: str) -> str:
    return f"<?xml version='1.0'?><urlset {NEWS}>{''.join(f'<url>{url}</url>' for url in urls)}</urlset>"


def make_news(title: str, day: str = "2026-03-04") -> str:
    return (
        f"<n:news><n:publication><n:name>The Example</n:name></n:publication><n:title>{title}</n:title>"
        f"<n:publication_date>{day}</n:publication_date><n:keywords>order, ban</n:keywords></n:news>"
    )


@pytest.mark.parametrize(
    ("feed", "text", "entries"),
    [
        pytest.param(
            API,
            '{"results": [{"title": "A <i>notice</i> ", "url": "/d/1", "number": 20260411,'
            ' "day": "2026-03-04", "leads": ["One.", "Two."]}]}',
            [Entry("20260411", "https://example.org/d/1", "A notice", "One.; Two.", published_at=MARCH_4)],
            id="every part of an entry of an API",
        ),
        pytest.param(
            API,
            '{"results": [{"title": null, "subject": "B", "day": 1772582400}, {"url": "/untitled"}, 7]}',
            [Entry(title="B", published_at=MARCH_4)],
            id="an API's title falls back, its epoch is a date, and what has no title is left out",
        ),
        pytest.param(
            API,
            '{"results": [{"title": "C", "leads": 3, "url": "javascript:alert(1)", "number": true}]}',
            [Entry(title="C")],
            id="a path that fails, or finds what cannot be, costs its part alone",
        ),
        pytest.param(
            replace(API, recipe=Recipe("@", "t")),
            '[{"t": "D"}]',
            [Entry(title="D")],
            id="an API whose document is the list",
        ),
        pytest.param(
            PAGE,
            make_page(
                '<a href="/news/">All news</a>'
                '<a href="/news/a"><img><time datetime="2026-03-04">Wednesday</time><h2>A <b>thing</b></h2>'
                "<p>It did.</p></a>"
                '<a href="/news/b#top"><span class="x_title_y">B</span><time>Mar 4, 2026</time></a>'
            ),
            [
                Entry(
                    link="https://example.org/news/a",
                    title="A thing",
                    summary="It did.",
                    published_at=MARCH_4,
                ),
                Entry(link="https://example.org/news/b#top", title="B", published_at=MARCH_4),
            ],
            id="every part of an entry of a page, dates in attributes and in texts",
        ),
        pytest.param(
            PAGE,
            make_page(
                '<a href="/news/a"><img></a><a href="/news/a"><h2>A</h2><script>alert()</script></a>'
                '<a href="/news/a"><h3>Read more</h3></a>'
            ),
            [Entry(link="https://example.org/news/a", title="A")],
            id="a link that stands on a page several times is one entry",
        ),
        pytest.param(
            replace(PAGE, recipe=Recipe("li")),
            make_page('<ul><li><a href="a">A</a> at noon<li>no link', '<base href="https://cdn.example.org/x/">'),
            [Entry(link="https://cdn.example.org/x/a", title="A"), Entry(title="no link")],
            id="a page's base counts, and the text of the link is the title where none is named",
        ),
        pytest.param(
            SITEMAP,
            make_sitemap(
                f"<loc>/a?b=1&c=2</loc><lastmod>2026-03-05</lastmod>{make_news('A &amp; B')}",
                "<loc>https://example.org/no-news</loc><lastmod>2026-03-05</lastmod>",
                f"<loc>https://example.org/c</loc>{make_news('C', 'some day')}",
            ),
            [
                Entry(link="https://example.org/a?b=1&c=2", title="A & B", published_at=MARCH_4),
                Entry(link="https://example.org/c", title="C"),
            ],
            id="news of a sitemap, unescaped ampersands mended, no date but that of publication",
        ),
        pytest.param(
            SITEMAP,
            make_sitemap(f"<loc>https://example.org/a</loc>{make_news('A')}") [:-9] + "<url><loc>https://exam",
            [Entry(link="https://example.org/a", title="A", published_at=MARCH_4)],
            id="the entries before the damage of a sitemap",
        ),
    ],
)  # fmt: skip
def test_a_source_is_read_into_entries(feed: Feed, text: str, entries: list[Entry]) -> None:
    parsed = read(feed, text)
    assert parsed.error is None
    assert list(parsed.entries) == entries


CHALLENGE = "<!DOCTYPE html><title>Request Access</title>"


@pytest.mark.parametrize(
    ("feed", "text", "health", "words"),
    [
        (API, CHALLENGE, FeedHealth.BLOCKED, "a web page, not JSON: 'Request Access'"),
        (API, "", FeedHealth.UNREADABLE, "the body is empty"),
        (API, '{"results": [', FeedHealth.UNREADABLE, "no JSON"),
        (API, '{"detail": "throttled"}', FeedHealth.UNREADABLE, "an object with the keys detail"),
        (API, "[1, 2]", FeedHealth.UNREADABLE, "the answer is a list of 2"),
        (API, '{"results": [{"name": "A"}]}', FeedHealth.UNREADABLE, "no text in any of 1 entries"),
        (API, '{"results": []}', FeedHealth.EMPTY, None),
        (API, '{"description": "nothing found", "count": 0}', FeedHealth.EMPTY, None),
        (API, '{"results": [{"title": "A", "day": "soon"}]}', FeedHealth.UNDATED, None),
        (replace(API, recipe=Recipe("results", "t")), '{"results": [{"t": "A"}]}', FeedHealth.OK, None),
        (PAGE, CHALLENGE, FeedHealth.UNREADABLE, "the page 'Request Access' has nothing that fits"),
        (PAGE, make_page('<a href="/news/a">A</a>'), FeedHealth.UNREADABLE, "1 entries by selectors.entries"),
        (PAGE, make_page('<a href="/news/a"><h2>A</h2></a>'), FeedHealth.UNDATED, None),
        (replace(PAGE, recipe=Recipe("a")), make_page('<a href="/a">A</a>'), FeedHealth.OK, None),
        (SITEMAP, CHALLENGE, FeedHealth.BLOCKED, "a web page, not a sitemap"),
        (SITEMAP, "<rss/>", FeedHealth.UNREADABLE, "its root is <rss>"),
        (SITEMAP, "<urlset/>", FeedHealth.EMPTY, None),
        (SITEMAP, make_sitemap("<loc>/a</loc>"), FeedHealth.UNREADABLE, "none of its 1 addresses has a news"),
        (
            SITEMAP,
            "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>",
            FeedHealth.UNREADABLE,
            "an index of sitemaps: watch one of those it names, such as https://example.org/s1.xml",
        ),
    ],
)  # fmt: skip
def test_what_is_none_of_its_kind_is_told_with_what_it_is(
    feed: Feed, text: str, health: FeedHealth, words: str | None
) -> None:
    parsed = read(feed, text)
    assert parsed.health is health
    assert (parsed.error is None) == (words is None)
    assert (words or "") in (parsed.error or "")


def test_a_large_page_is_read_apart_and_reads_the_same() -> None:
    small = make_page('<a href="/news/a"><h2>A</h2><time>4 March 2026</time></a>')
    large = small.replace("</body>", f"<p>{'filler ' * 20_000}</p></body>")
    assert read(PAGE, large).entries == read(PAGE, small).entries != ()


def list_keys(feed: Feed, text: str) -> list[str]:
    return [article.key for article in make_articles(read(feed, text), feed, NOW)]


@pytest.mark.parametrize(
    ("feed", "before", "after"),
    [
        pytest.param(
            API,
            '{"results": [{"title": "A", "url": "/d/1", "number": "n1", "day": "2026-03-04"}]}',
            '{"results": [{"title": "Z", "url": "/d/9", "number": "n9"}, {"title": "A, corrected",'
            ' "url": "/d/1?utm_source=x", "number": "n1", "day": "2026-03-05"}]}',
            id="an API's entry by its id",
        ),
        pytest.param(
            PAGE,
            make_page('<a href="/news/a"><h2>A</h2><time>4 March 2026</time></a>'),
            make_page('<a href="/news/z"><h2>Z</h2></a><a href="/news/a?utm_id=x"><h3>A, corrected</h3></a>'),
            id="a page's entry by its link",
        ),
        pytest.param(
            SITEMAP,
            make_sitemap(f"<loc>https://example.org/a</loc>{make_news('A')}"),
            make_sitemap(
                f"<loc>https://example.org/z</loc>{make_news('Z')}",
                f"<loc>https://example.org/a#x</loc>{make_news('A, corrected', '2026-03-06')}",
            ),
            id="a sitemap's entry by its address",
        ),
    ],
)  # fmt: skip
def test_an_entry_keeps_its_key_when_others_come_and_its_title_changes(
    feed: Feed, before: str, after: str
) -> None:
    [key] = list_keys(feed, before)
    assert list_keys(feed, after)[1] == key


# ------------------------------------------------------------------------------- what is shipped

REGISTER = {
    "count": 1,
    "results": [
        {
            "title": "Invoking an Invented Act ",
            "type": "Presidential Document",
            "abstract": None,
            "document_number": "2026-00001",
            "html_url": "https://www.federalregister.gov/documents/2026/03/04/2026-00001/invoking",
            "publication_date": "2026-03-04",
        }
    ],
}
INSPECTION = {
    "count": 1,
    "results": [
        {
            "title": None,
            "toc_doc": "Invented Rule",
            "document_number": "2026-00002",
            "html_url": None,
            "pdf_url": "https://public-inspection.federalregister.gov/2026-00002.pdf",
            "filed_at": "2026-03-04T08:45:00.000-05:00",
            "publication_date": "2026-03-06",
        }
    ],
}
DOCKETS = {
    "count": 1,
    "results": [
        {
            "id": 5,
            "absolute_url": "/docket/1/2/invented-v-example/",
            "entry_date_filed": "2026-03-04",
            "short_description": "",
            "description": "ORDER granting stay",
        }
    ],
}
NEWSROOM = make_page(
    '<a href="/news">Newsroom</a><a href="/news/statement"><h4 class="a__title">A statement</h4>'
    '<div><time class="b">Mar 4, 2026</time></div></a>'
)


@pytest.mark.parametrize(
    ("path", "body", "article"),
    [
        (
            "/api/v1/documents.json",
            json.dumps(REGISTER),
            ("Invoking an Invented Act", MARCH_4, "https://www.federalregister.gov/documents/2026/03/04/2026-00001/invoking"),
        ),
        (
            "/api/v1/public-inspection-documents/current.json",
            json.dumps(INSPECTION),
            (
                "Invented Rule",
                datetime(2026, 3, 4, 13, 45, tzinfo=UTC),
                "https://public-inspection.federalregister.gov/2026-00002.pdf",
            ),
        ),
        (
            "/api/rest/v4/search/",
            json.dumps(DOCKETS),
            ("ORDER granting stay", MARCH_4, "https://www.courtlistener.com/docket/1/2/invented-v-example/"),
        ),
        ("anthropic.com/news", NEWSROOM, ("A statement", MARCH_4, "https://www.anthropic.com/news/statement")),
    ],
)  # fmt: skip
def test_each_shipped_source_that_is_no_feed_reads_what_its_publisher_sends(
    path: str, body: str, article: tuple[str, datetime, str]
) -> None:
    shipped = load_config(REPOSITORY / "signals.toml")
    [feed] = [one for one in shipped.feeds if path in one.url and one.kind is not FeedKind.FEED]
    found: tuple[Article, ...] = make_articles(parse_body(feed, body.encode(), None, feed.url), feed, NOW)
    assert [(one.title, one.published_at, one.url) for one in found] == [article]


def test_the_shipped_register_is_empty_where_it_finds_nothing() -> None:
    shipped = load_config(REPOSITORY / "signals.toml")
    feed = next(one for one in shipped.feeds if "/documents.json" in one.url)
    parsed = parse_body(feed, b'{"description": "Documents matching nothing", "count": 0}', None, feed.url)
    assert parsed.health is FeedHealth.EMPTY
