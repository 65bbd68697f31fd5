"""Every SELECT a reader needs, beside those of the board; each is bounded by a limit.

A connection comes from `reader.open_reader`.  Instants are aware UTC datetimes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from watcher.model import (
        Article,
        Delivery,
        DeliveryState,
        Evidence,
        FeedState,
        Ruling,
        SignalStatus,
        Silence,
        Stance,
        StatusChange,
    )


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its row id and the URL of the feed that brought it (None when none did)."""

    id: int
    article: Article
    feed_url: str | None


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """Evidence with its row id, when it was recorded, and the versions that judged it."""

    id: int
    evidence: Evidence
    article_id: int
    recorded_at: datetime
    signal_version: str
    rules_version: str


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A line of the log of changes: the step, when we noticed it, and what was decided about telling it.

    `decision` is "told" or a SuppressedReason; `notification_key` is None unless it was told.
    """

    id: int
    change: StatusChange
    noticed_at: datetime
    decision: str
    decision_detail: str
    notification_key: str | None


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed's state with why it waits until `state.next_fetch_at`, and how many articles it brought."""

    state: FeedState
    wait_reason: str
    article_count: int


@dataclass(frozen=True, slots=True)
class JobError:
    """A job of the daemon that failed."""

    job: str
    at: datetime
    error: str


def get_status(connection: sqlite3.Connection, signal_id: str) -> SignalStatus | None:
    """The stored fold of a signal; None when there is no such signal."""
    raise NotImplementedError


def list_changes(
    connection: sqlite3.Connection,
    signal_id: str | None = None,
    *,
    since: datetime | None = None,
    limit: int = 100,
) -> tuple[StoredChange, ...]:
    """The log of changes, newest first."""
    raise NotImplementedError


def list_evidence(
    connection: sqlite3.Connection,
    *,
    signal_id: str | None = None,
    stance: Stance | None = None,
    since: datetime | None = None,
    outlet: str | None = None,
    article_id: int | None = None,
    limit: int = 100,
) -> tuple[StoredEvidence, ...]:
    """Evidence, newest first, narrowed by every filter given."""
    raise NotImplementedError


def get_article(connection: sqlite3.Connection, reference: str) -> StoredArticle | None:
    """An article by row id, key or URL, tried in this order."""
    raise NotImplementedError


def list_articles(
    connection: sqlite3.Connection, *, since: datetime | None = None, after_id: int = 0, limit: int = 1000
) -> tuple[StoredArticle, ...]:
    """Stored articles in the order they came, from after `after_id`: page by the last id."""
    raise NotImplementedError


def search_articles(
    connection: sqlite3.Connection, text: str, *, limit: int = 50
) -> tuple[StoredArticle, ...]:
    """Articles that hold every word of `text`, best first; no character of it is taken for syntax."""
    raise NotImplementedError


def list_feeds(connection: sqlite3.Connection, *, limit: int = 10_000) -> tuple[StoredFeed, ...]:
    """Configured feeds in the order of signals.toml."""
    raise NotImplementedError


def list_deliveries(
    connection: sqlite3.Connection,
    *,
    state: DeliveryState | None = None,
    channel: str | None = None,
    limit: int = 100,
) -> tuple[Delivery, ...]:
    """Deliveries, newest first."""
    raise NotImplementedError


def list_silences(
    connection: sqlite3.Connection, *, since: datetime, limit: int = 100
) -> tuple[Silence, ...]:
    """Silences that end after `since`, by their start."""
    raise NotImplementedError


def list_rulings(connection: sqlite3.Connection, signal_id: str, *, limit: int = 100) -> tuple[Ruling, ...]:
    """What people decided on a signal, oldest first."""
    raise NotImplementedError


def list_job_errors(connection: sqlite3.Connection, *, limit: int = 20) -> tuple[JobError, ...]:
    """Jobs of the daemon that failed, newest first."""
    raise NotImplementedError
