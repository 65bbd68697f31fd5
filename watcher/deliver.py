"""Deliver what waits in the outbox: claim (lease) -> send -> settle.

    outbox --claim--> Delivery --send--> Receipt | DeliveryError(permanent? retry_after?)
       ^                                                   |
       +------ settle: sent | try again at | dead ---------+

The claim is written before anything is sent and the settlement after, so a process that dies between
sends at most the message in hand twice and loses none.  Each channel is a lane of its own: a slow or
dead one never delays another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from watcher.notify import Sender
    from watcher.store.writer import Store


@dataclass(frozen=True, slots=True)
class DeliverReport:
    """What one round did, in deliveries."""

    sent_count: int = 0
    retry_count: int = 0
    dead_count: int = 0


class Deliver:
    """Sends due deliveries.

    `clock` tells the time at which a message was settled (a lane may run for minutes), `draw_jitter` a
    share from 0 to 1, `sleep` waits between two messages of one channel, in seconds.  `checkpoint` is
    called with a step's name between each two steps; tests kill the process there.
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
        raise NotImplementedError

    async def deliver_due(self, now: datetime) -> DeliverReport:
        """Send what is due at `now` on every channel, and return when all lanes are done.

        Calls may overlap: a channel that an earlier call still works on is left to it.  So let the
        scheduler start a round while the last still runs, or a slow channel holds up the next round.
        """
        raise NotImplementedError

    def reconfigure(self, senders: Mapping[str, Sender]) -> None:
        """Use other senders from the next claim on; the caller closes the old ones."""
        raise NotImplementedError
