"""The queue of pages that are to be read, and what is remembered of their hosts.

A row is added in the transaction that stores its article, and settled in the one that stores its text, so
that a restart neither forgets a page nor asks for one twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from watcher.model import PageHost, TextReason
from watcher.store.columns import (
    to_instant,
    to_instant_or_none,
    to_microseconds,
    to_microseconds_or_none,
    to_text,
)
from watcher.store.records import article_from_row
from watcher.store.wrapping import select, wrapped_errors

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import Article, PageResult
    from watcher.store.writer import Store


class DuePage(NamedTuple):
    """A page whose turn has come.  `outlet` is the article's, or that of the feed that brought it."""

    article_id: int
    article: Article
    outlet: str | None
    reason: TextReason
    queued_at: datetime
    attempt_count: int


class PageQueue:
    """Bound to a Store, and to its transactions; implements feeds.fulltext.PageMemory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_page(self, article_id: int, host: str, reason: TextReason, now: datetime) -> None:
        """Queue the page of a stored article; one that ever was queued stays as it is."""
        with self._store.transaction():
            self._store.db.execute(
                "INSERT INTO pages (article_id, host, reason, queued_at, next_attempt_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [article_id, to_text(host), reason.value, to_microseconds(now), to_microseconds(now)],
            )

    def list_due_pages(self, now: datetime, limit: int) -> tuple[DuePage, ...]:
        """Pages whose time has come, one of each host that does not rest, longest due first."""
        at = to_microseconds(now)
        with wrapped_errors(self._store.path):
            rows = select(
                self._store.connection,
                """
                SELECT articles.*, pages.reason AS page_reason, pages.queued_at, pages.attempt_count,
                  coalesce(articles.outlet, feeds.outlet) AS told_by, min(pages.next_attempt_at) AS due_at
                FROM pages JOIN articles ON articles.id = pages.article_id
                LEFT JOIN feeds ON feeds.id = articles.feed_id
                LEFT JOIN page_hosts ON page_hosts.host = pages.host
                WHERE pages.next_attempt_at <= ? AND coalesce(page_hosts.rests_until <= ?, 1)
                GROUP BY pages.host ORDER BY due_at, pages.article_id LIMIT ?
                """,
                [at, at, limit],
            )
        return tuple(
            DuePage(
                article_id=row["id"],
                article=article_from_row(row),
                outlet=row["told_by"],
                reason=TextReason(row["page_reason"]),
                queued_at=to_instant(row["queued_at"]),
                attempt_count=row["attempt_count"],
            )
            for row in rows
        )

    def give_up_pages(self, queued_before: datetime) -> None:
        """Ask no more for pages that have waited too long; why they waited stays."""
        with self._store.transaction():
            self._store.db.execute(
                "UPDATE pages SET next_attempt_at = NULL WHERE next_attempt_at IS NOT NULL AND queued_at < ?",
                [to_microseconds(queued_before)],
            )

    def settle_page(
        self, article_id: int, result: PageResult, next_attempt_at: datetime | None, now: datetime
    ) -> None:
        """Keep what came of an attempt; without `next_attempt_at` it was the last."""
        with self._store.transaction():
            self._store.db.execute(
                "UPDATE pages SET attempt_count = attempt_count + 1, next_attempt_at = ?, outcome = ?,"
                " detail = ?, asked_at = ? WHERE article_id = ?",
                [
                    to_microseconds_or_none(next_attempt_at),
                    result.outcome.value,
                    to_text(result.detail),
                    to_microseconds(now),
                    article_id,
                ],
            )

    def get_page_host(self, host: str) -> PageHost | None:
        """What is remembered of a host; None when none of its pages was ever asked for."""
        with wrapped_errors(self._store.path):
            rows = select(self._store.connection, "SELECT * FROM page_hosts WHERE host = ?", [to_text(host)])
        if not rows:
            return None
        (row,) = rows
        return PageHost(
            host=row["host"],
            robots=row["robots"],
            robots_until=to_instant_or_none(row["robots_until"]),
            rests_until=to_instant_or_none(row["rests_until"]),
            reason=row["reason"],
        )

    def record_page_host(self, host: PageHost) -> None:
        """Remember a host, in place of what was remembered of it."""
        with self._store.transaction():
            columns = {
                "host": to_text(host.host),
                "robots": to_text(host.robots),
                "robots_until": to_microseconds_or_none(host.robots_until),
                "rests_until": to_microseconds_or_none(host.rests_until),
                "reason": to_text(host.reason),
            }
            self._store.db.table("page_hosts").upsert(columns, pk="host")
