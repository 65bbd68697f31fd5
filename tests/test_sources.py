"""Sources that are no feed, from the publisher to the alert: polled, judged and told as feeds are."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.publisher import Issue, Publisher
from watcher.config import load_config
from watcher.model import FeedHealth
from watcher.store import queries
from watcher.store.reader import open_reader
from watcher.wiring import DATABASE_NAME, build_runtime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from watcher.config import Config
    from watcher.ingest import PollReport

pytestmark = pytest.mark.anyio

START = datetime(2026, 3, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = "Harbour board opens its new hall to the public"
SALE = "Acme has sold its railway to Beta Holdings"
SETTINGS = """\
[watcher]
allow_addresses = ["127.0.0.1"]
host_spacing = "0s"
[outlets."example.org"]
name = "Example"
owner = "Example"
reliability = "B"
[entities.acme]
names = ["Acme"]
[entities.railway]
names = ["railway"]
[signals.sale]
proposition = "Acme has sold its railway"
actor = "acme"
object = "railway"
verbs = ["sell"]
"""
SOURCES = {
    "/api": 'kind = "json"\npaths = { entries = "list", title = "name", link = "url", published = "at" }',
    "/news": 'kind = "page"\nselectors = { entries = "li", title = "h2" }',
    "/map.xml": 'kind = "sitemap"',
}


def make_body(path: str, *titles: str) -> bytes:
    """A body of the kind that a path is of, its articles dated at START where that kind has dates."""
    day = START.date().isoformat()
    links = [f"/{abs(hash(title))}" for title in titles]
    if path == "/api":
        entries = [{"name": title, "url": link, "at": day} for title, link in zip(titles, links, strict=True)]
        return json.dumps({"list": entries}).encode()
    if path == "/news":
        items = [
            f"<li><a href='{link}'><h2>{title}</h2></a>" for title, link in zip(titles, links, strict=True)
        ]
        return f"<!doctype html><title>Newsroom</title><ul>{''.join(items)}</ul>".encode()
    urls = [
        f"<url><loc>https://example.org{link}</loc><n:news><n:title>{title}</n:title>"
        f"<n:publication_date>{day}</n:publication_date></n:news></url>"
        for title, link in zip(titles, links, strict=True)
    ]
    return (
        f"<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{''.join(urls)}</urlset>".encode()
    )


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        yield publisher


def write_config(folder: Path, publisher: Publisher, path: str, source: str) -> Config:
    file = folder / "signals.toml"
    feed = f'[[feeds]]\nurl = "{publisher.base}{path}"\noutlet = "example.org"\n{source}\n'
    file.write_text(SETTINGS + feed, encoding="utf-8")
    return load_config(file)


async def poll(config: Config, state: Path, now: datetime) -> PollReport:
    async with build_runtime(config, state, read_clock=lambda: now, environment={}) as runtime:
        return await runtime.ingest.poll_due(now)


def list_titles(state: Path) -> list[str]:
    with closing(open_reader(state / DATABASE_NAME)) as connection:
        return sorted(stored.article.title for stored in queries.list_articles(connection))


@pytest.mark.parametrize("path", SOURCES)
async def test_a_source_is_polled_conditionally_and_its_news_told_once(
    path: str, publisher: Publisher, tmp_path: Path
) -> None:
    config = write_config(tmp_path, publisher, path, SOURCES[path])
    publisher.feeds[path] = Issue(make_body(path, OLD), None)
    first = await poll(config, tmp_path, START)
    unchanged = await poll(config, tmp_path, START + DAY / 2)
    publisher.feeds[path] = Issue(make_body(path, SALE, OLD), None)
    news = await poll(config, tmp_path, START + DAY)
    assert first.health_counts == {FeedHealth.OK: 1}
    assert unchanged.health_counts == {FeedHealth.NOT_MODIFIED: 1}
    assert publisher.count_answers(path) == {200: 2, 304: 1}
    assert (first.article_count, unchanged.article_count, news.article_count) == (1, 0, 1)
    assert [(change.signal_id, change.is_baseline) for change in news.changes] == [("sale", False)]
    assert list_titles(tmp_path) == sorted([OLD, SALE])


async def test_a_page_that_is_read_otherwise_is_read_anew_and_what_it_shows_is_no_news(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.feeds["/news"] = Issue(make_body("/news", OLD) + b"<article><h3>" + SALE.encode(), None)
    config = write_config(tmp_path, publisher, "/news", SOURCES["/news"])
    await poll(config, tmp_path, START)
    changed = SOURCES["/news"].replace('"li", title = "h2"', '"article", title = "h3"')
    report = await poll(
        write_config(tmp_path, publisher, "/news", changed), tmp_path, START + timedelta(minutes=1)
    )
    assert publisher.count_answers() == Counter({200: 2})
    assert report.article_count == 1
    assert [change.is_baseline for change in report.changes] == [True]


async def test_a_page_that_no_longer_fits_is_told_and_its_articles_stay(
    publisher: Publisher, tmp_path: Path
) -> None:
    config = write_config(tmp_path, publisher, "/news", SOURCES["/news"])
    publisher.feeds["/news"] = Issue(make_body("/news", OLD), None)
    await poll(config, tmp_path, START)
    publisher.feeds["/news"] = Issue(b"<!doctype html><title>New look</title><main>", None)
    report = await poll(config, tmp_path, START + DAY)
    assert report.health_counts == {FeedHealth.UNREADABLE: 1}
    with closing(open_reader(tmp_path / DATABASE_NAME)) as connection:
        [feed] = queries.list_feeds(connection)
    assert feed.state.health_detail == "the page 'New look' has nothing that fits selectors.entries (li)"
    assert list_titles(tmp_path) == [OLD]
