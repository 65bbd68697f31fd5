"""One look at each of many feeds: how it is now, without a memory of how it was."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from watcher.core.cadence import judge_health
from watcher.core.health_notices import REMEDIES
from watcher.feeds.fetch import open_fetcher
from watcher.feeds.readers import parse_body
from watcher.model import FeedState, Fetched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from watcher.feeds.fetch import Fetcher
    from watcher.model import Feed, FeedHealth, FetchSettings, HostSleep


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look at a feed found; `size` is in bytes, unpacked, and None where no body came."""

    feed: Feed
    health: FeedHealth
    detail: str
    remedy: str
    entry_count: int = 0
    newest_at: datetime | None = None
    size: int | None = None
    elapsed: timedelta = timedelta(0)


async def probe_feeds(
    feeds: Iterable[Feed],
    settings: FetchSettings,
    sleeps: Iterable[HostSleep],
    read_clock: Callable[[], datetime],
    note_done: Callable[[], None],
    *,
    headers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Ask each feed once, in its turn at its host; findings in the order of `feeds`.

    Hosts in `sleeps` are not asked.  `note_done` is called after each feed; `headers` are those
    that feeds, by URL, send with their secrets.
    """
    async with open_fetcher(settings, sleeps=sleeps, headers=headers) as fetcher:

        async def probe(feed: Feed) -> Finding:
            finding = await _probe_feed(fetcher, feed, read_clock)
            note_done()
            return finding

        return tuple(await asyncio.gather(*(probe(feed) for feed in feeds)))


async def _probe_feed(fetcher: Fetcher, feed: Feed, read_clock: Callable[[], datetime]) -> Finding:
    state = FeedState(feed)
    result = await fetcher.fetch_feed(state, read_clock())
    if not isinstance(result, Fetched):
        health, detail = judge_health(state, result, None, read_clock())
        return Finding(feed, health, detail, REMEDIES[health], elapsed=result.elapsed)
    parsed = await asyncio.to_thread(parse_body, feed, result.body, result.content_type, result.url)
    now = read_clock()
    health, detail = judge_health(state, result, parsed, now)
    dates = (entry.published_at for entry in parsed.entries)
    return Finding(
        feed=feed,
        health=health,
        detail=detail,
        remedy=REMEDIES[health],
        entry_count=len(parsed.entries),
        newest_at=max(
            (at for at in dates if at is not None and at <= now + timedelta(hours=1)), default=None
        ),
        size=len(result.body),
        elapsed=result.elapsed,
    )
