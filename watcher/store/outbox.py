"""The outbox: what is to be told waits here as rows until each channel has taken it.

A notification and its deliveries are written in the transaction of the status change that caused
them.  A delivery then goes

    pending --claim--> leased --settle--> sent | pending again, at a later instant | dead
       ^                  |
       +-- lease ran out -+   (the process died while sending: it is sent again)

so each message is sent at least once, and twice only when the process died between send and settle.
Of one thread (an episode of a signal) and channel only one delivery can be claimed at a time:
messages of an episode never overtake each other.  Those that still wait when a later one may go are merged
into it: see core.merging, which chooses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from watcher.core.merging import Waiting, choose_claims, merge_notifications
from watcher.core.routing import plan_channels
from watcher.core.troubles import StuckChannel
from watcher.model import NotificationKind, SentMessage, Urgency
from watcher.store.columns import to_instant, to_instant_or_none, to_json, to_microseconds
from watcher.store.records import (
    DELIVERY_SELECT,
    delivery_from_row,
    notification_from_row,
    notification_to_columns,
    quiet_hours_from_text,
)
from watcher.store.wrapping import select, wrapped_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from watcher.core.merging import Claim
    from watcher.model import Decision, Delivery, Notification, Plan, Receipt
    from watcher.store.writer import Store


# Channels that may have something to send: whether they do is core.merging's to say.  Nothing of a channel is
# due before the instant that its receiver itself named.  "state IN ('pending', 'leased')" stands in these
# words as that is what the index of unsettled deliveries holds: the many settled ones are never looked at.
_DUE_CHANNELS = """
SELECT DISTINCT channel FROM deliveries AS due INDEXED BY deliveries_unsettled
WHERE state IN ('pending', 'leased')
  AND ((state = 'pending' AND next_attempt_at <= :now) OR (state = 'leased' AND lease_until <= :now))
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS holder
    WHERE holder.channel = due.channel AND holder.state IN ('pending', 'leased')
      AND holder.holds_channel AND holder.next_attempt_at > :now
  )
ORDER BY channel
"""
_WAITING = """
SELECT deliveries.id, deliveries.thread, kind, urgency, next_attempt_at, lease_until, quiet_hours
FROM deliveries INDEXED BY deliveries_unsettled
JOIN notifications ON notifications.id = notification_id
WHERE channel = ? AND state IN ('pending', 'leased') ORDER BY deliveries.id
"""
_CLAIM = """
UPDATE deliveries
SET state = 'leased', lease_until = :lease_until, claimed_at = :now, attempt_count = attempt_count + 1,
  holds_channel = 0
WHERE id = :id
"""
_MERGE = """
UPDATE deliveries
SET state = 'merged', merged_into = :into, settled_at = :now, holds_channel = 0
WHERE id = :id
"""
_LISTED_FOLLOWS = 20  # messages of a thread that a delivery names: more are of no use to any channel


class Outbox:
    """The deliveries of a store; every method is one transaction, or part of the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_notification(
        self, notification: Notification, channels: Iterable[str], now: datetime
    ) -> tuple[int, ...]:
        """Enqueue a notification for these channels, due at once; delivery ids, as add_decision has them."""
        return self._add(notification, plan_channels(channels, now), now, None)

    def add_decision(
        self, decision: Decision, now: datetime, *, change_id: int | None = None
    ) -> tuple[int, ...]:
        """Enqueue what was decided, one delivery for each channel; delivery ids.

        A notification whose key is already known is not added again: the answer is then empty.
        """
        plans = decision.plans or plan_channels(decision.channels, now)
        return self._add(decision.notification, plans, now, change_id)

    def _add(
        self, notification: Notification, plans: Iterable[Plan], now: datetime, change_id: int | None
    ) -> tuple[int, ...]:
        with self._store.transaction():
            known = self._store.connection.execute(
                "SELECT 1 FROM notifications WHERE key = ?", [notification.key]
            ).fetchone()
            if known is not None:
                return ()
            notification_id = self._store.insert(
                "notifications", {**notification_to_columns(notification), "change_id": change_id}
            )
            return tuple(
                self._store.insert(
                    "deliveries",
                    {
                        "notification_id": notification_id,
                        "channel": plan.channel,
                        "thread": notification.thread,
                        "state": "pending",
                        "created_at": to_microseconds(now),
                        "next_attempt_at": to_microseconds(plan.due_at),
                        "reasons": to_json(plan.reasons),
                        "quiet_hours": None if plan.quiet_hours is None else str(plan.quiet_hours),
                    },
                )
                for plan in plans
            )

    def claim_deliveries(
        self, now: datetime, lease: timedelta, limit: int, *, channel: str | None = None
    ) -> tuple[Delivery, ...]:
        """Take due deliveries, oldest first, and count the attempt before anything is sent.

        They come back leased until `now + lease`, with `follows` filled in, and tell what they took over.
        With `channel`, only that channel's: call once a channel, so that a slow one never delays another.
        """
        with self._store.transaction():
            due = [one for one in self.list_due_channels(now) if channel in {None, one}]
            claims = [claim for one in due for claim in choose_claims(self._list_waiting(one), now)]
            chosen = sorted(claims, key=lambda claim: min((*claim.taken_over, claim.id)))[:limit]
            for claim in chosen:
                self._claim(claim, now, lease)
            return tuple(self._get_delivery(claim.id) for claim in chosen)

    def _list_waiting(self, channel: str) -> tuple[Waiting, ...]:
        rows = select(self._store.connection, _WAITING, [channel])
        return tuple(
            Waiting(
                id=row["id"],
                thread=row["thread"],
                kind=NotificationKind(row["kind"]),
                urgency=Urgency(row["urgency"]),
                due_at=to_instant(row["next_attempt_at"]),
                lease_until=to_instant_or_none(row["lease_until"]),
                quiet_hours=quiet_hours_from_text(row["quiet_hours"]),
            )
            for row in rows
        )

    def _claim(self, claim: Claim, now: datetime, lease: timedelta) -> None:
        at = to_microseconds(now)
        for id_ in claim.taken_over:
            # The channel has failed since the first attempt for any of them.
            self._store.db.execute(
                "UPDATE deliveries"
                " SET failing_since = coalesce(min(failing_since, earlier.since), earlier.since)"
                " FROM (SELECT failing_since AS since FROM deliveries WHERE id = ?) AS earlier"
                " WHERE id = ? AND earlier.since IS NOT NULL",
                [id_, claim.id],
            )
            # What an earlier one had taken over goes along with it.
            self._store.db.execute(
                "UPDATE deliveries SET merged_into = ? WHERE state = 'merged' AND merged_into = ?",
                [claim.id, id_],
            )
            self._store.db.execute(_MERGE, {"id": id_, "into": claim.id, "now": at})
        self._store.db.execute(
            _CLAIM, {"id": claim.id, "now": at, "lease_until": to_microseconds(now + lease)}
        )

    def _get_delivery(self, delivery_id: int) -> Delivery:
        connection = self._store.connection
        (row,) = select(connection, f"{DELIVERY_SELECT} WHERE deliveries.id = ?", [delivery_id])
        sent = select(
            connection,
            """
            SELECT key, headline, settled_at, receipt, conversation
            FROM deliveries JOIN notifications ON notifications.id = notification_id
            WHERE state = 'sent' AND channel = ? AND deliveries.thread = ? AND deliveries.id < ?
            ORDER BY deliveries.id DESC LIMIT ?
            """,
            [row["channel"], row["thread"], delivery_id, _LISTED_FOLLOWS],
        )
        follows = tuple(
            SentMessage(
                key=message["key"],
                headline=message["headline"],
                sent_at=to_instant(message["settled_at"]),
                receipt=message["receipt"],
                conversation=message["conversation"],
            )
            for message in reversed(sent)
        )
        delivery = delivery_from_row(row, follows)
        merged = select(
            connection,
            f"{DELIVERY_SELECT} WHERE state = 'merged' AND merged_into = ? ORDER BY deliveries.id",
            [delivery_id],
        )
        taken_over = [notification_from_row(one) for one in merged]
        return replace(delivery, notification=merge_notifications(taken_over, delivery.notification))

    def list_due_channels(self, now: datetime) -> tuple[str, ...]:
        """Ids of channels that may have something to claim."""
        with wrapped_errors(self._store.path):
            rows = self._store.connection.execute(_DUE_CHANNELS, {"now": to_microseconds(now)}).fetchall()
        return tuple(channel for (channel,) in rows)

    def list_stuck_channels(self) -> tuple[StuckChannel, ...]:
        """Channels with messages tried in vain; of each, the one that failed first speaks for it."""
        rows = select(
            self._store.connection,
            # Beside a lone min(), SQLite takes bare columns from the row that has it.
            """
            SELECT channel, count(*) AS waiting_count, min(failing_since) AS failing_since, claimed_at,
              total(holds_channel) AS held_count, attempt_count, error
            FROM deliveries INDEXED BY deliveries_unsettled
            WHERE state IN ('pending', 'leased')
            GROUP BY channel HAVING failing_since IS NOT NULL ORDER BY channel
            """,
        )
        return tuple(
            StuckChannel(
                channel=row["channel"],
                waiting_count=row["waiting_count"],
                attempt_count=row["attempt_count"],
                failing_since=to_instant(row["failing_since"]),
                tried_at=to_instant(row["claimed_at"]),
                is_held=bool(row["held_count"]),
                error=row["error"] or "",
            )
            for row in rows
        )

    def settle_sent(self, delivery: Delivery, receipt: Receipt, now: datetime) -> bool:
        """The channel took it, which no later settlement undoes.

        False when the lease had run out and somebody else claimed or settled it meanwhile: the receiver
        may get, or has got, the message twice.  It is recorded as sent all the same.
        """
        with self._store.transaction():
            was_ours = self._holds(delivery)
            self._store.db.execute(
                "UPDATE deliveries SET state = 'sent', lease_until = NULL, settled_at = ?, receipt = ?,"
                " conversation = ?, error = NULL WHERE id = ? AND state != 'sent'",
                [to_microseconds(now), receipt.detail, receipt.conversation, delivery.id],
            )
        return was_ours

    def settle_retry(
        self,
        delivery: Delivery,
        error: str,
        next_attempt_at: datetime,
        *,
        accepted: Sequence[str] = (),
        holds_channel: bool = False,
    ) -> bool:
        """Not now: pending again from `next_attempt_at`.  False when the claim is no longer ours.

        `accepted` are the recipients that have it already, those of earlier attempts included.
        `holds_channel`: the receiver named that instant itself, so nothing of the channel is due before it.
        """
        with self._store.transaction():
            was_ours = self._holds(delivery)
            if was_ours:
                self._store.db.execute(
                    "UPDATE deliveries SET state = 'pending', lease_until = NULL, next_attempt_at = ?,"
                    " error = ?, accepted = ?, holds_channel = ?,"
                    " failing_since = coalesce(failing_since, claimed_at) WHERE id = ?",
                    [
                        to_microseconds(next_attempt_at),
                        error,
                        to_json(accepted),
                        int(holds_channel),
                        delivery.id,
                    ],
                )
        return was_ours

    def settle_dead(self, delivery: Delivery, error: str, now: datetime) -> bool:
        """Given up; a human must look.  False when the claim is no longer ours."""
        with self._store.transaction():
            was_ours = self._holds(delivery)
            if was_ours:
                self._store.db.execute(
                    "UPDATE deliveries SET state = 'dead', lease_until = NULL, settled_at = ?, error = ?"
                    " WHERE id = ?",
                    [to_microseconds(now), error, delivery.id],
                )
        return was_ours

    def _holds(self, delivery: Delivery) -> bool:
        """Whether the claim that made `delivery` still stands; each claim has its own attempt count."""
        row = self._store.connection.execute(
            "SELECT 1 FROM deliveries WHERE id = ? AND state = 'leased' AND attempt_count = ?",
            [delivery.id, delivery.attempt_count],
        ).fetchone()
        return row is not None

    def retry_delivery(self, delivery_id: int, now: datetime) -> bool:
        """Make a waiting, dead or dropped delivery due now, attempts counted anew, quiet hours or not.

        False when there is none such.
        """
        with self._store.transaction():
            cursor = self._store.db.execute(
                "UPDATE deliveries SET state = 'pending', attempt_count = 0, next_attempt_at = ?,"
                " settled_at = NULL, holds_channel = 0, quiet_hours = NULL, failing_since = NULL"
                " WHERE id = ? AND state IN ('pending', 'dead', 'dropped')",
                [to_microseconds(now), delivery_id],
            )
        return cursor.rowcount == 1

    def drop_delivery(self, delivery_id: int, now: datetime, note: str) -> bool:
        """A person gives a pending or dead delivery up; False when there is none."""
        with self._store.transaction():
            cursor = self._store.db.execute(
                "UPDATE deliveries SET state = 'dropped', settled_at = ?, error = ?"
                " WHERE id = ? AND state IN ('pending', 'dead')",
                [to_microseconds(now), note, delivery_id],
            )
        return cursor.rowcount == 1
