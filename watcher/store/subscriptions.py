"""Subscriptions at hubs: one row for each feed that offers a hub, whether or not hubs can reach us.

    offered --ask--> asked --the hub verifies--> active --renewed, or its lease ends--> offered ...
       ^               |                            |
       +--- a week ----+---- denied <---------------+      leaving --the hub verifies--> no row

Only `ask` and `leave` are our own steps; everything else follows from what a hub or a feed says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.model import Subscription, SubscriptionState
from watcher.store.columns import to_instant, to_instant_or_none, to_microseconds, to_microseconds_or_none
from watcher.store.wrapping import select

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from typing import Any

    from watcher.store.writer import Store

_SELECT = "SELECT subscriptions.*, feeds.url FROM subscriptions JOIN feeds ON feeds.id = feed_id"
_COLUMNS = (
    "hub",
    "topic",
    "state",
    "next_at",
    "callback",
    "token",
    "secret",
    "lease_until",
    "failure_count",
    "pushed_at",
    "detail",
)
_RECORD = f"""
INSERT INTO subscriptions (feed_id, {", ".join(_COLUMNS)})
SELECT id, {", ".join(f":{name}" for name in _COLUMNS)} FROM feeds WHERE url = :feed_url
ON CONFLICT (feed_id) DO UPDATE SET {", ".join(f"{name} = :{name}" for name in _COLUMNS)}
"""
_UNWANTED = "feed_id IN (SELECT id FROM feeds WHERE NOT is_configured OR NOT is_enabled)"


class Subscriptions:
    """The subscriptions of a store; every method is one transaction, or part of the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, feed_url: str) -> Subscription | None:
        """Get the subscription of a feed."""
        return self._find("feeds.url = ?", feed_url)

    def get_by_token(self, token: str) -> Subscription | None:
        """Get the subscription whose callback ends in this token."""
        return self._find("token = ?", token)

    def _find(self, condition: str, value: str) -> Subscription | None:
        rows = select(self._store.connection, f"{_SELECT} WHERE {condition}", [value])
        return _from_row(rows[0]) if rows else None

    def list_due(self, callback: str, now: datetime, *, limit: int) -> tuple[Subscription, ...]:
        """List those whose hub is to be asked, and those that a hub would bring to another callback."""
        rows = select(
            self._store.connection,
            f"""
            {_SELECT} WHERE next_at <= :now OR (state IN ('asked', 'active') AND callback <> :callback)
            ORDER BY next_at, feed_id LIMIT :limit
            """,
            {"now": to_microseconds(now), "callback": callback, "limit": limit},
        )
        return tuple(_from_row(row) for row in rows)

    def record(self, subscription: Subscription) -> None:
        """Write the whole row of a feed's subscription."""
        with self._store.transaction():
            self._store.db.execute(_RECORD, _to_columns(subscription))

    def remove(self, feed_url: str) -> None:
        """Forget a feed's subscription, its secret with it."""
        with self._store.transaction():
            self._store.db.execute(
                "DELETE FROM subscriptions WHERE feed_id = (SELECT id FROM feeds WHERE url = ?)", [feed_url]
            )

    def record_offer(self, feed_url: str, hub: str | None, topic: str | None, now: datetime) -> None:
        """Note what a feed that was just read offers; one that offers nothing any more is left."""
        known = self.get(feed_url)
        if hub is None or topic is None:
            if known is not None and known.state is not SubscriptionState.LEAVING:
                self._leave(known, now)
        elif known is None or (known.hub, known.topic) != (hub, topic):
            # A subscription at another hub ends with its lease: nobody knows its token any more.
            self.record(Subscription(feed_url, hub, topic, SubscriptionState.OFFERED, now))
        elif known.state is SubscriptionState.LEAVING:
            self.record(replace(known, state=SubscriptionState.OFFERED, next_at=now, failure_count=0))

    def leave_unwanted(self, now: datetime) -> None:
        """Begin to leave the hubs of feeds that signals.toml no longer has, or has disabled."""
        rows = select(
            self._store.connection, f"{_SELECT} WHERE state <> 'leaving' AND subscriptions.{_UNWANTED}"
        )
        for row in rows:
            self._leave(_from_row(row), now)

    def _leave(self, subscription: Subscription, now: datetime) -> None:
        if subscription.state in {SubscriptionState.ASKED, SubscriptionState.ACTIVE}:
            self.record(replace(subscription, state=SubscriptionState.LEAVING, next_at=now, failure_count=0))
        else:
            self.remove(subscription.feed_url)

    def end_leases(self, now: datetime) -> tuple[Subscription, ...]:
        """Take back to `offered` what was not renewed in time, and answer what that was."""
        rows = select(
            self._store.connection,
            f"{_SELECT} WHERE state = 'active' AND lease_until <= ?",
            [to_microseconds(now)],
        )
        ended = tuple(_from_row(row) for row in rows)
        for subscription in ended:
            self.record(
                replace(subscription, state=SubscriptionState.OFFERED, lease_until=None, pushed_at=None)
            )
        return ended

    def is_pushed(self, feed_url: str, now: datetime) -> bool:
        """Say whether a hub has shown that it pushes a feed, and still owes it."""
        known = self.get(feed_url)
        return (
            known is not None
            and known.state is SubscriptionState.ACTIVE
            and known.pushed_at is not None
            and known.lease_until is not None
            and known.lease_until > now
        )

    def note_push(self, feed_url: str, at: datetime | None) -> None:
        """Note that a hub pushed a feed, or with None that it did not push what a poll found."""
        with self._store.transaction():
            self._store.db.execute(
                """
                UPDATE subscriptions SET pushed_at = ?
                WHERE feed_id = (SELECT id FROM feeds WHERE url = ?)
                """,
                [to_microseconds_or_none(at), feed_url],
            )


def _from_row(row: sqlite3.Row) -> Subscription:
    return Subscription(
        feed_url=row["url"],
        hub=row["hub"],
        topic=row["topic"],
        state=SubscriptionState(row["state"]),
        next_at=to_instant(row["next_at"]),
        callback=row["callback"],
        token=row["token"],
        secret=row["secret"],
        lease_until=to_instant_or_none(row["lease_until"]),
        failure_count=row["failure_count"],
        pushed_at=to_instant_or_none(row["pushed_at"]),
        detail=row["detail"],
    )


def _to_columns(subscription: Subscription) -> dict[str, Any]:
    return {
        "feed_url": subscription.feed_url,
        "hub": subscription.hub,
        "topic": subscription.topic,
        "state": subscription.state.value,
        "next_at": to_microseconds(subscription.next_at),
        "callback": subscription.callback,
        "token": subscription.token,
        "secret": subscription.secret,
        "lease_until": to_microseconds_or_none(subscription.lease_until),
        "failure_count": subscription.failure_count,
        "pushed_at": to_microseconds_or_none(subscription.pushed_at),
        "detail": subscription.detail,
    }
