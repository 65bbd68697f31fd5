"""The outbox: what is to be told waits here as rows until each channel has taken it.

A notification and its deliveries are written in the transaction of the status change that caused
them.  A delivery then goes

    pending --claim--> leased --settle--> sent | pending again, at a later instant | dead
       ^                  |
       +-- lease ran out -+   (the process died while sending: it is sent again)

so each message is sent at least once, and twice only when the process died between send and settle.
Of one thread (an episode of a signal) and channel only the earliest unsettled delivery can be claimed:
messages of an episode never overtake each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from watcher.model import Delivery, Notification, Receipt
    from watcher.store.writer import Store


class Outbox:
    """The deliveries of a store; every method is one transaction, or part of the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_notification(
        self,
        notification: Notification,
        channels: Iterable[str],
        now: datetime,
        *,
        change_id: int | None = None,
    ) -> tuple[int, ...]:
        """Enqueue a notification, one delivery for each channel id; delivery ids.

        A notification whose key is already known is not added again: the answer is then empty.
        """
        raise NotImplementedError

    def claim_deliveries(
        self, now: datetime, lease: timedelta, limit: int, *, channel: str | None = None
    ) -> tuple[Delivery, ...]:
        """Take due deliveries, oldest first, and count the attempt before anything is sent.

        They come back leased until `now + lease`, `claimed_at` now, with `accepted` and `follows` filled in.  With `channel`, only that
        channel's: call once a channel, so that a slow one never delays another.
        """
        raise NotImplementedError

    def list_due_channels(self, now: datetime) -> tuple[str, ...]:
        """Ids of channels that have something to claim."""
        raise NotImplementedError

    def get_next_attempt_at(self) -> datetime | None:
        """When the next delivery falls due, leases that may run out included; None when all is settled."""
        raise NotImplementedError

    def settle_sent(self, delivery: Delivery, receipt: Receipt, now: datetime) -> bool:
        """The channel took it.  False when it was settled otherwise meanwhile; the receipt is kept anyway."""
        raise NotImplementedError

    def settle_retry(
        self,
        delivery: Delivery,
        error: str,
        next_attempt_at: datetime,
        *,
        holds_channel: bool = False,
        accepted: tuple[str, ...] = (),
    ) -> bool:
        """Not now: pending again from `next_attempt_at`.  False when the lease had run out.

        `holds_channel`: the receiver named that instant itself, so nothing of this channel is claimed, nor
        its channel listed as due, before it; kept in the row, so that it outlives the process.  `accepted`
        are recipients who have the message now; they are added to those the delivery already carries.
        """
        raise NotImplementedError

    def settle_dead(self, delivery: Delivery, error: str, now: datetime) -> bool:
        """Given up; a human must look.  False when the lease had run out."""
        raise NotImplementedError

    def retry_delivery(self, delivery_id: int, now: datetime) -> bool:
        """Make a dead, dropped or waiting delivery due now, attempts counted anew; False when there is none."""
        raise NotImplementedError

    def drop_delivery(self, delivery_id: int, now: datetime, note: str) -> bool:
        """A person gives a pending or dead delivery up; False when there is none."""
        raise NotImplementedError
