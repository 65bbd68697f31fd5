"""One feed fetched at the wish of a person, with the manners of a poll; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.errors import WatcherError

SOME_OUTLET = "example.org"
"""Stands where it does not matter whose a feed is, or follows from what is found."""

if TYPE_CHECKING:
    from pathlib import Path

    from watcher.feeds.fetch import Fetcher
    from watcher.model import Feed, Fetched, FetchSettings


def load_fetch_settings(config: Path) -> FetchSettings:
    """The settings of signals.toml, or the usual ones where there is no such file."""
    from watcher.config import load_config
    from watcher.model import FetchSettings

    return load_config(config).settings.fetch if config.exists() else FetchSettings()


def name_feed(url: str) -> Feed:
    """A feed that signals.toml does not have; raises InputError where it could not have it."""
    from dataclasses import replace

    from watcher.config.load import read_feed

    return replace(read_feed({"url": url, "outlet": SOME_OUTLET}), outlet="")


async def fetch_once(fetcher: Fetcher, feed: Feed) -> Fetched:
    """Ask for a feed once; raises WatcherError that says what came instead of it."""
    from watcher.model import FeedState, Fetched
    from watcher.wiring import utc_now

    result = await fetcher.fetch_feed(FeedState(feed), utc_now())
    if not isinstance(result, Fetched):
        raise WatcherError(f"{feed.url}: {getattr(result, 'detail', 'not modified')}")
    return result
