"""Deliver what waits in the outbox: claim (lease) -> send -> settle.

    outbox --claim--> Delivery --send--> Receipt | DeliveryError(permanent? retry_after?)
       ^                                                   |
       +------ settle: sent | try again at | dead ---------+

The claim is written before anything is sent and the settlement after, so a process that dies between
sends at most the message in hand twice and loses none.  Each channel is a lane of its own: a slow or
dead one never delays another.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.core.cadence import next_attempt_at
from watcher.errors import DeliveryError
from watcher.model import NotificationKind, Receipt
from watcher.store.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from watcher.model import Delivery, Notification
    from watcher.notify import Sender
    from watcher.store.writer import Store

LEASE = timedelta(minutes=2)
"""How long a claim stands; longer than any sender may take, so that only a dead process loses one."""

RECOVERY = timedelta(seconds=30)
"""After a temporary failure a channel rests, at most so long, before another of its messages is tried."""

_UNDELIVERED = "undelivered"  # begins the key of a notification for each channel that gave it up
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliverReport:
    """What one round did, in deliveries."""

    sent_count: int = 0
    retry_count: int = 0
    dead_count: int = 0


class Deliver:
    """Sends due deliveries.

    `clock` tells the time at which a message is claimed and settled (a lane may run for minutes),
    `draw_jitter` a share from 0 to 1, `sleep` waits between two messages of one channel, in seconds.
    `checkpoint` is called with a step's name between each two steps; tests kill the process there.
    """

    def __init__(
        self,
        store: Store,
        senders: Mapping[str, Sender],
        *,
        clock: Callable[[], datetime],
        draw_jitter: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        checkpoint: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._outbox = Outbox(store)
        self._senders = dict(senders)
        self._clock = clock
        self._draw_jitter = draw_jitter
        self._sleep = sleep
        self._checkpoint = checkpoint
        self._busy: set[str] = set()
        # These three by receiver, since two channels may lead to one.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sent_at: dict[str, datetime] = {}
        self._rests_until: dict[str, datetime] = {}

    async def deliver_due(self, now: datetime) -> DeliverReport:
        """Send what is due at `now` on every channel, and return when all lanes are done.

        Calls may overlap: a channel that an earlier call still works on is left to it.  So let the
        scheduler start a round while the last still runs, or a slow channel holds up the next round.
        Raises StoreError alone, after the other lanes are done.
        """
        counts: Counter[str] = Counter()
        await self._run_lanes(now, counts)
        if counts["dead"]:  # what one channel gave up, another may tell in the same round
            await self._run_lanes(now, counts)
        return DeliverReport(counts["sent"], counts["retry"], counts["dead"])

    def reconfigure(self, senders: Mapping[str, Sender]) -> None:
        """Use other senders from the next claim on; the caller closes the old ones."""
        self._senders = dict(senders)
        self._rests_until.clear()

    async def _run_lanes(self, now: datetime, counts: Counter[str]) -> None:
        channels = [one for one in self._outbox.list_due_channels(now) if self._is_free(one, now)]
        self._busy.update(channels)
        lanes = [self._run_lane(channel, counts) for channel in channels]
        for outcome in await asyncio.gather(*lanes, return_exceptions=True):
            if outcome is not None:
                raise outcome

    def _is_free(self, channel: str, now: datetime) -> bool:
        rest = self._rests_until.get(self._name_receiver(channel), now) - now
        is_resting = timedelta(0) < rest <= RECOVERY  # a longer one is of a clock that was set back
        return channel not in self._busy and not is_resting

    async def _run_lane(self, channel: str, counts: Counter[str]) -> None:
        """Send one channel's messages, one after the other, until none is due or one must wait."""
        try:
            outcome = "sent"
            while outcome != "retry":
                async with self._turns[self._name_receiver(channel)]:
                    await self._wait_turn(channel)
                    self._checkpoint("due")
                    claimed = self._outbox.claim_deliveries(self._clock(), LEASE, 1, channel=channel)
                    if not claimed:
                        return
                    self._checkpoint("claimed")
                    outcome = await self._deliver(claimed[0])
                self._checkpoint("settled")
                counts[outcome] += 1
        finally:
            self._busy.discard(channel)

    def _name_receiver(self, channel: str) -> str:
        sender = self._senders.get(channel)
        return channel if sender is None else sender.receiver

    async def _wait_turn(self, channel: str) -> None:
        """Keep the least distance between two messages; a clock that was set back does not stretch it."""
        sender, sent_at = self._senders.get(channel), self._sent_at.get(self._name_receiver(channel))
        if sender is None or sent_at is None:
            return
        wait = min(sent_at + sender.interval - self._clock(), sender.interval)
        if wait > timedelta(0):
            await self._sleep(wait.total_seconds())

    async def _deliver(self, delivery: Delivery) -> str:
        try:
            receipt = await self._send(delivery)
        except DeliveryError as error:
            self._checkpoint("failed")
            return self._settle_failure(delivery, error, self._clock())
        finally:
            self._sent_at[self._name_receiver(delivery.channel)] = self._clock()
        self._checkpoint("sent")
        self._outbox.settle_sent(delivery, receipt, self._clock())
        _log.info("delivery %d on %s: sent: %s", delivery.id, delivery.channel, receipt.detail)
        return "sent"

    async def _send(self, delivery: Delivery) -> Receipt:
        sender = self._senders.get(delivery.channel)
        if sender is None:
            raise DeliveryError(
                f"no route leads to a channel {delivery.channel} any more: add it to signals.toml and run"
                f" `watcher outbox retry {delivery.id}`, or `watcher outbox drop {delivery.id}`",
                permanent=True,
            )
        try:
            return await sender.send(delivery)
        except DeliveryError:
            raise
        except Exception as error:  # noqa: BLE001  # a fault in one channel's code must not stop the others
            # The text of a foreign error may hold a secret; its class and the lines it passed do not.
            frames = "".join(traceback.format_tb(error.__traceback__))
            _log.error(
                "delivery %d on %s: %s\n%s", delivery.id, delivery.channel, type(error).__name__, frames
            )
            raise DeliveryError(f"unexpected {type(error).__name__}", permanent=False) from None

    def _settle_failure(self, delivery: Delivery, error: DeliveryError, now: datetime) -> str:
        again_at = None
        if not error.permanent:
            again_at = next_attempt_at(delivery.attempt_count, error.retry_after, now, self._draw_jitter())
        if again_at is None:
            self._give_up(delivery, error, now)
            return "dead"
        self._outbox.settle_retry(
            delivery,
            str(error),
            again_at,
            accepted=(*delivery.accepted, *error.accepted),
            holds_channel=error.retry_after is not None,
        )
        self._rests_until[self._name_receiver(delivery.channel)] = min(again_at, now + RECOVERY)
        again = f"{again_at:%Y-%m-%d %H:%M:%S} UTC"
        _log.warning("delivery %d on %s: try again at %s: %s", delivery.id, delivery.channel, again, error)
        return "retry"

    def _give_up(self, delivery: Delivery, error: DeliveryError, now: datetime) -> None:
        """Park a message as dead, and have another channel tell it in the same transaction."""
        reason = str(error) if error.permanent else f"after {delivery.attempt_count} attempts: {error}"
        with self._store.transaction():
            if self._outbox.settle_dead(delivery, reason, now):
                self._tell_elsewhere(delivery, reason, now)
        _log.error("delivery %d on %s: given up: %s", delivery.id, delivery.channel, reason)

    def _tell_elsewhere(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Have the first channel tell it that has not given it up itself, so that this ends."""
        notification = make_undelivered(delivery, reason, now)
        others = [one for one in self._senders if f"{_UNDELIVERED}/{one}/" not in notification.key]
        if others:
            self._outbox.add_notification(notification, others[:1], now)


def make_undelivered(delivery: Delivery, reason: str, now: datetime) -> Notification:
    """Make the notification that tells what a channel gave up, with all it would have said."""
    original = delivery.notification
    remedy = f"Mend the channel, then `watcher outbox retry {delivery.id}`"
    told = f" What it was to tell: {original.reason}" if original.reason else ""
    return replace(
        original,
        key=f"{_UNDELIVERED}/{delivery.channel}/{original.key}",
        kind=NotificationKind.UNDELIVERED,
        headline=f"NOT DELIVERED by {delivery.channel}: {original.headline}",
        reason=f"{delivery.channel} gave this message up: {reason}. {remedy}.{told}",
        created_at=now,
    )
