"""One polite conditional GET: FeedState -> FetchResult.  See docs/feeds.md for the rules of manners."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from watcher.model import FeedState, FetchResult, FetchSettings


class Fetcher:
    """Fetches feeds, keeping its manners towards each host; made by open_fetcher."""

    async def fetch_feed(self, state: FeedState, now: datetime) -> FetchResult:
        """Ask for a feed once, conditionally; every outcome is a value, nothing is raised.

        It waits until the host's turn comes.  Validators in the result are to be stored together with
        the entries they vouch for.
        """
        raise NotImplementedError


@asynccontextmanager
async def open_fetcher(settings: FetchSettings) -> AsyncIterator[Fetcher]:
    """Open the connection pool; leaving the block closes it."""
    raise NotImplementedError
    yield
