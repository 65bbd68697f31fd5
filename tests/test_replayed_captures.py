"""Real captures, served again with other guids, dates and links: an old story is never told as new."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bridge import CLOSES, load_bridge
from watcher.feeds.parse import parse_feed
from watcher.ingest import Ingest
from watcher.model import Entry, Feed, Fetched
from watcher.store import queries
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from watcher.model import FeedState, FetchResult

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=20)
EVERY = 12  # of the captures
OLD_STORY = Entry(
    guid="4711",
    link="https://post.example/2026/bridge-closed",
    title=CLOSES,
    summary="The board met on Monday and had the gates shut by the evening, its secretary told the paper.",
    published_at=NOW - timedelta(days=40),
)
ELSEWHERE = "https://moved.example"


def track(link: str) -> str:
    address, mark, fragment = link.partition("#")
    return f"{address}{'&' if '?' in address else '?'}utm_source=rss&fbclid=x{mark}{fragment}"


def pass_through_amp(link: str) -> str:
    scheme, _, rest = link.partition("://")
    return f"https://www.google.com/amp/{'s/' if scheme == 'https' else ''}{rest}"


def redate(entry: Entry, number: int) -> Entry:
    return replace(entry, guid=f"rotated {number}", published_at=LATER - timedelta(minutes=1))


ROTATIONS: dict[str, Callable[[Entry, int], Entry]] = {
    "other guids": lambda entry, n: replace(entry, guid=f"rotated {n}"),
    "other guids and dates": redate,
    "tracking": lambda entry, n: redate(replace(entry, link=entry.link and track(entry.link)), n),
    "AMP": lambda entry, n: redate(replace(entry, link=entry.link and pass_through_amp(entry.link)), n),
    "a feed proxy": lambda entry, n: redate(
        replace(entry, link=f"https://feedproxy.example/~r/{n}", original_link=entry.link), n
    ),
    "other links": lambda entry, n: replace(entry, link=f"{ELSEWHERE}/{n}", original_link=None),
    "other guids, dates and links": lambda entry, n: redate(
        replace(entry, link=f"{ELSEWHERE}/{n}", original_link=None), n
    ),
}


def write_feed(entries: Sequence[Entry]) -> bytes:
    """Write entries as a JSON Feed, which needs no escaping."""
    items = [
        {
            "id": entry.guid,
            "url": entry.original_link or entry.link,
            "title": entry.title,
            "summary": entry.summary,
            "content_text": entry.content,
            "date_published": entry.published_at.isoformat() if entry.published_at else None,
        }
        for entry in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def is_known_by_its_words(entry: Entry) -> bool:
    """Nobody could know an entry again that has other addresses, and hardly a word of its own."""
    return len(entry.summary or "") + len(entry.content or "") > 200 and bool(entry.title)


def list_captures(shared: Path) -> list[tuple[Entry, ...]]:
    manifest = (shared / "feeds" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    files = [item["file"] for item in map(json.loads, manifest) if item["kind"] == "realworld"]
    captures = []
    for file in files[::EVERY]:
        body = (shared / "feeds" / file).read_bytes()
        entries = parse_feed(body, None, "https://example.org/feed").entries
        chosen = {(entry.title, entry.link): entry for entry in entries if is_known_by_its_words(entry)}
        captures.append((*chosen.values(), OLD_STORY))
    return captures


class Replayer:
    """Answers with the captures as they are, then as they were rotated."""

    def __init__(self, captures: Sequence[Sequence[Entry]]) -> None:
        self.bodies = [write_feed(entries) for entries in captures]

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        assert now.tzinfo is not None
        return Fetched(state.feed.url, self.bodies[int(state.feed.url.rpartition("/")[2])])


@pytest.mark.parametrize("rotation", ROTATIONS)
async def test_an_old_story_is_never_told_as_new(rotation: str, shared: Path, tmp_path: Path) -> None:
    captures = list_captures(shared)
    replayer = Replayer(captures)
    clock = NOW
    config = load_bridge(tmp_path)
    feeds = tuple(Feed(f"https://feeds.example/{n}", "post.example") for n in range(len(captures)))
    config = replace(config, feeds=feeds)
    with closing(open_store(tmp_path / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        ingest = Ingest(config, store, replayer, read_clock=lambda: clock, draw_jitter=lambda: 0.0)
        with closing(ingest):
            first = await ingest.poll_due(clock)
            told = [item.notification.headline for item in queries.list_deliveries(store.connection)]
            rotate = ROTATIONS[rotation]
            replayer.bodies = [
                write_feed([rotate(entry, number) for number, entry in enumerate(entries)])
                for entries in captures
            ]
            clock = LATER
            second = await ingest.poll_due(clock)
        assert first.feed_count == second.feed_count == len(captures) > 20
        assert first.article_count > 100
        assert (second.article_count, second.changes) == (0, ())
        assert told == ["Already so before Watcher looked: bridge-closed is REPORTED"]
        assert len(queries.list_deliveries(store.connection)) == 1
