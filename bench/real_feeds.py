"""Poll real feed files twice through the whole path, on loopback, and print what came of it.

    python bench/real_feeds.py FOLDER [--every N]

FOLDER holds feed files, in any depth (other suites' test data and captures of real feeds).  `poll_twice`
is what the tests use on a part of such a folder.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.bridge import load_bridge
from tests.publisher import Issue, Publisher
from watcher.feeds.fetch import open_fetcher
from watcher.feeds.identity import make_articles
from watcher.feeds.parse import parse_feed
from watcher.ingest import Ingest, PollReport
from watcher.model import Feed
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from watcher.config import Config

SUFFIXES = {".xml", ".rss", ".atom", ".rdf", ".json", ".feed", ".html", ".txt", ""}
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Round:
    """What one round of polling did."""

    report: PollReport
    answers: Counter[int]
    wall: float
    cpu: float


@dataclass(frozen=True)
class Outcome:
    """Both rounds; `unstored` are (file, title) of entries that were read and are not in the database.

    `readable` are the feeds that were read whole, hold an entry and were asked twice, `not_modified` those
    that answered 304; `article_counts` are the rows after each round.
    """

    rounds: tuple[Round, Round]
    readable: frozenset[str]
    unstored: tuple[tuple[str, str], ...]
    article_counts: tuple[int, int]
    not_modified: frozenset[str]
    damage: tuple[object, ...]


def list_files(folder: Path) -> list[Path]:
    """Feed files below a folder, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in SUFFIXES)


def poll_twice(files: Sequence[Path], state: Path) -> Outcome:
    """Serve `files`, poll all of them, let most of a day pass, poll again."""
    with Publisher() as publisher:
        urls = {f"{publisher.base}/{quote(str(number))}": path for number, path in enumerate(files)}
        for number, path in enumerate(files):
            publisher.feeds[f"/{number}"] = Issue(path.read_bytes(), content_type=None)
        return asyncio.run(_poll_twice(urls, _make_config(state, urls), state, publisher))


def _make_config(state: Path, urls: dict[str, Path]) -> Config:
    config = load_bridge(state)
    feeds = tuple(Feed(url, f"outlet{number}.example") for number, url in enumerate(urls))
    fetch = replace(config.settings.fetch, host_parallel=8)
    return replace(config, feeds=feeds, settings=replace(config.settings, fetch=fetch))


async def _poll_twice(urls: dict[str, Path], config: Config, state: Path, publisher: Publisher) -> Outcome:
    clock = NOW
    with closing(open_store(state / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        async with open_fetcher(config.settings.fetch) as fetcher:
            ingest = Ingest(config, store, fetcher, read_clock=lambda: clock, draw_jitter=lambda: 0.5)
            with closing(ingest):
                first = await _poll(ingest, clock, publisher)
                first_count = store.db.table("articles").count
                clock += timedelta(hours=23)  # less than a day: daily, all is fetched without validators
                second = await _poll(ingest, clock, publisher)
        readable: set[str] = set()
        unstored: list[tuple[str, str]] = []
        for (url, path), feed in zip(urls.items(), config.feeds, strict=True):
            parsed = parse_feed(path.read_bytes(), None, url)
            articles = make_articles(parsed, feed, NOW)
            known = store.find_articles([article.key for article in articles])
            unstored += [(path.name, article.title) for article in articles if article.key not in known]
            is_whole = bool(articles) and not parsed.is_damaged
            if is_whole and publisher.count_answers(f"/{url.rpartition('/')[2]}").total() > 1:
                readable.add(url)
        damage = [row for row in store.connection.execute("PRAGMA integrity_check") if row != ("ok",)]
        damage += store.connection.execute("PRAGMA foreign_key_check").fetchall()
        return Outcome(
            rounds=(first, second),
            readable=frozenset(readable),
            unstored=tuple(unstored),
            article_counts=(first_count, store.db.table("articles").count),
            not_modified=frozenset(
                f"{publisher.base}{path}" for path, status in publisher.requests if status == 304
            ),
            damage=tuple(damage),
        )


async def _poll(ingest: Ingest, now: datetime, publisher: Publisher) -> Round:
    before, wall, cpu = publisher.count_answers(), time.perf_counter(), time.process_time()
    report = await ingest.poll_due(now)
    return Round(
        report,
        publisher.count_answers() - before,
        time.perf_counter() - wall,
        time.process_time() - cpu,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take only every Nth file")
    arguments = parser.parse_args()
    files = list_files(arguments.folder)[:: arguments.every]
    with tempfile.TemporaryDirectory() as folder:
        outcome = poll_twice(files, Path(folder))
    for number, done in enumerate(outcome.rounds, start=1):
        health = ", ".join(f"{count} {kind}" for kind, count in sorted(done.report.health_counts.items()))
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(done.answers.items()))
        print(
            f"round {number}: {done.report.feed_count} feeds in {done.wall:.1f} s ({done.cpu:.1f} s of CPU)"
        )
        print(f"  answers: {answers}; health: {health}; new articles: {done.report.article_count:,}")
    first, second = outcome.article_counts
    print(f"feeds with entries that were asked twice: {len(outcome.readable):,} of {len(files):,}")
    print(f"of these answered 304 in round 2: {len(outcome.readable & outcome.not_modified):,}")
    print(f"articles after round 1: {first:,}; after round 2: {second:,}")
    print(f"entries read but not stored: {len(outcome.unstored)}; damage: {list(outcome.damage)}")


if __name__ == "__main__":
    main()
