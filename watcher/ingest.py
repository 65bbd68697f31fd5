"""From due feeds to what must be told: fetch, parse, judge, then one transaction a feed.

list_due_feeds -> fetch_feed -> parse_feed, make_articles -> judge what is new
                                                                 |
    ONE transaction: feed row, articles, evidence, stories, status, changes, outbox
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from watcher.config import Config
    from watcher.model import FeedHealth, FeedState, FetchResult, StatusChange
    from watcher.store.writer import Store


class Fetcher(Protocol):
    """One polite conditional GET; the outcome is a value, nothing of the network is raised."""

    async def fetch_feed(self, state: FeedState) -> FetchResult: ...


@dataclass(frozen=True, slots=True)
class PollReport:
    """What a round of polling did; counts of feeds by health, and the steps it led to."""

    feed_count: int = 0
    article_count: int = 0
    evidence_count: int = 0
    health_counts: dict[FeedHealth, int] = field(default_factory=dict)
    changes: tuple[StatusChange, ...] = ()


class Ingest:
    """Polls what is due.  `read_clock` gives the instant at which a feed's answer is taken in.

    `draw_jitter` gives a share from 0 to 1.  `checkpoint` is called with a name between each two steps:
    a seam for tests that kill the process there.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        fetcher: Fetcher,
        *,
        read_clock: Callable[[], datetime],
        draw_jitter: Callable[[], float],
        checkpoint: Callable[[str], None] = lambda _: None,
    ) -> None:
        raise NotImplementedError

    async def poll_due(self, now: datetime) -> PollReport:
        """Poll every feed that is due; feeds of a call still running are left to it.  Raises only StoreError."""
        raise NotImplementedError

    def fold_all(self, now: datetime) -> tuple[StatusChange, ...]:
        """Fold every signal and judge its coverage, as time alone may change both."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the worker threads."""
        raise NotImplementedError
