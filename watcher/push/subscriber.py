"""Our end of each subscription: asking hubs, telling whether we meant it, and taking in what they push.

    ask_due         -> POST to the hub: subscribe, renew or unsubscribe
    confirm_intent  <- GET of the hub: did you mean it?
    receive         <- POST of the hub: an article, into the transaction a poll would make

Polls go on below all this, only more rarely, so that nothing depends on a hub.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from watcher.core.leases import WANTED_LEASE, ask_again_at, ask_denied_at, read_lease, renew_at
from watcher.core.text import make_visible
from watcher.feeds.plaintext import clean_text
from watcher.feeds.unpacking import GarbledError, TooLargeError, Unpacker
from watcher.feeds.websub import is_signed, read_links
from watcher.model import Fetched, Subscription, SubscriptionState
from watcher.store.subscriptions import Subscriptions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Protocol

    from watcher.feeds.hubs import HubAnswer
    from watcher.store.writer import Store

    class Hubs(Protocol):
        """Sends a request to a hub; what goes wrong is an answer."""

        async def ask(self, hub: str, fields: Mapping[str, str]) -> HubAnswer: ...


_ROUND: Final = 20  # hubs asked in one round; the next comes within a minute
_LEAVING_TRIES: Final = 5
_DETAIL_LIMIT: Final = 200  # characters

TAKEN, UNKNOWN, GONE, TOO_LARGE, LATER = 202, 404, 410, 413, 503
"""What a hub is told: taken (or ignored), not ours, no longer ours, too large, to be sent again later."""

logger = logging.getLogger("watcher")


class Subscriber:
    """Keeps the subscriptions of one configuration.

    `take_in` gets a feed's address and what was pushed, and answers what is wrong with it, None when
    nothing is.  `draw_secret` gives 32 bytes of chance as letters that may stand in an address.
    """

    def __init__(
        self,
        store: Store,
        hubs: Hubs,
        callback: str,
        *,
        max_body: int,
        take_in: Callable[[str, Fetched], Awaitable[str | None]],
        read_clock: Callable[[], datetime],
        draw_jitter: Callable[[], float],
        draw_secret: Callable[[], str],
    ) -> None:
        self.max_body = max_body
        self._store = store
        self._subscriptions = Subscriptions(store)
        self._hubs = hubs
        self._callback = callback.rstrip("/")
        self._take_in = take_in
        self._read_clock = read_clock
        self._draw_jitter = draw_jitter
        self._draw_secret = draw_secret
        self._warned: set[str] = set()

    # ------------------------------------------------------------------------------------- asking

    async def ask_due(self, now: datetime) -> int:
        """Ask the hubs of whatever is due; how many were asked."""
        with self._store.transaction():
            self._subscriptions.leave_unwanted(now)
            for ended in self._subscriptions.end_leases(now):
                logger.warning("%s: its lease at %s ended and was not renewed", *_name(ended))
            due = self._subscriptions.list_due(self._callback, now, limit=_ROUND)
        await asyncio.gather(*(self._ask(subscription, now) for subscription in due))
        return len(due)

    async def _ask(self, subscription: Subscription, now: datetime) -> None:
        is_leaving = subscription.state is SubscriptionState.LEAVING
        if is_leaving and _is_hopeless(subscription, now):
            self._subscriptions.remove(subscription.feed_url)
            return
        # Written before the hub is asked: some verify the intent before they answer.
        asking = self._prepare(subscription, now)
        self._subscriptions.record(asking)
        fields = {
            "hub.mode": "unsubscribe" if is_leaving else "subscribe",
            "hub.topic": asking.topic,
            "hub.callback": f"{asking.callback}/{asking.token}",
        }
        if not is_leaving:
            fields["hub.lease_seconds"] = str(int(WANTED_LEASE.total_seconds()))
            fields["hub.secret"] = asking.secret or ""
        answer = await self._hubs.ask(asking.hub, fields)
        if not answer.is_accepted:
            self._note_failure(asking, answer.detail)

    def _prepare(self, subscription: Subscription, now: datetime) -> Subscription:
        """Count the attempt as vain until the hub comes back; a subscription made anew gets a new secret."""
        failure_count = subscription.failure_count + 1
        asking = replace(
            subscription,
            failure_count=failure_count,
            next_at=ask_again_at(failure_count, now, self._draw_jitter()),
        )
        if subscription.state is SubscriptionState.LEAVING:
            return asking
        asking = replace(asking, callback=self._callback)
        if subscription.state in {SubscriptionState.OFFERED, SubscriptionState.DENIED}:
            token, secret = self._draw_secret(), self._draw_secret()
            asking = replace(asking, state=SubscriptionState.ASKED, token=token, secret=secret)
        return asking

    def _note_failure(self, asked: Subscription, detail: str) -> None:
        now = self._subscriptions.get(asked.feed_url)
        if now is None or now.token != asked.token:
            return  # it has been forgotten or made anew meanwhile
        self._subscriptions.record(replace(now, detail=detail[:_DETAIL_LIMIT]))
        if asked.failure_count == 1:
            logger.warning("%s: %s does not take our request: %s", *_name(asked), make_visible(detail))

    # ---------------------------------------------------------------------------------- verifying

    def confirm_intent(self, token: str, query: Mapping[str, str]) -> str | None:
        """Answer a hub that asks whether we meant it: what to send back with 200, None for 404."""
        known = self._subscriptions.get_by_token(token)
        if known is None or query.get("hub.topic") != known.topic:
            return None
        mode = query.get("hub.mode")
        challenge = query.get("hub.challenge")
        if mode == "denied":
            self._note_denial(known, query.get("hub.reason", ""))
            return ""
        if not challenge:
            return None
        if mode == "subscribe" and known.state in {SubscriptionState.ASKED, SubscriptionState.ACTIVE}:
            self._note_lease(known, query.get("hub.lease_seconds"))
            return challenge
        if mode == "unsubscribe" and known.state is SubscriptionState.LEAVING:
            self._subscriptions.remove(known.feed_url)
            logger.info("%s: left %s", *_name(known))
            return challenge
        return None

    def _note_lease(self, known: Subscription, seconds: str | None) -> None:
        now = self._read_clock()
        lease = read_lease(seconds)
        self._subscriptions.record(
            replace(
                known,
                state=SubscriptionState.ACTIVE,
                lease_until=now + lease,
                next_at=renew_at(lease, now, self._draw_jitter()),
                failure_count=0,
                detail="",
            )
        )
        if known.state is not SubscriptionState.ACTIVE:
            logger.info("%s: %s pushes it from now on", *_name(known))

    def _note_denial(self, known: Subscription, reason: str) -> None:
        if known.state is SubscriptionState.LEAVING:
            self._subscriptions.remove(known.feed_url)
            return
        detail = clean_text(reason)[:_DETAIL_LIMIT]
        self._subscriptions.record(
            replace(
                known,
                state=SubscriptionState.DENIED,
                next_at=ask_denied_at(self._read_clock(), self._draw_jitter()),
                lease_until=None,
                pushed_at=None,
                detail=detail,
            )
        )
        logger.warning("%s: %s denies us: %s", *_name(known), make_visible(detail) or "no reason given")

    # ---------------------------------------------------------------------------------- receiving

    def knows(self, token: str) -> int:
        """Say, before its body is read, what a push is answered that cannot be ours; TAKEN when it can."""
        known = self._subscriptions.get_by_token(token)
        if known is None:
            return UNKNOWN
        is_owed = known.state in {SubscriptionState.ASKED, SubscriptionState.ACTIVE}
        return TAKEN if is_owed else GONE

    async def receive(self, token: str, headers: Mapping[str, str], links: Sequence[str], body: bytes) -> int:
        """Take in what a hub pushed; answers the status that the hub is told.

        What is not signed as agreed is acknowledged and ignored, as section 7.1 of WebSub asks, so that
        nobody can find out the secret by trying.
        """
        status = self.knows(token)
        known = self._subscriptions.get_by_token(token)
        if status != TAKEN or known is None:
            return status
        try:
            fault = _find_fault(known, headers, links, body)
            if fault is None:
                plain = _unpack(headers.get("content-encoding", ""), body, self.max_body)
                pushed = Fetched(known.topic, plain, headers.get("content-type"))
                fault = await self._take_in(known.feed_url, pushed)
        except TooLargeError:
            return TOO_LARGE
        except GarbledError as error:
            fault = f"cannot be unpacked: {error}"
        if fault is None:
            self._warned.discard(known.feed_url)
        elif known.feed_url not in self._warned:
            self._warned.add(known.feed_url)
            logger.warning("%s: what came as from %s was ignored: it %s", *_name(known), make_visible(fault))
        return TAKEN


def _find_fault(
    known: Subscription, headers: Mapping[str, str], links: Sequence[str], body: bytes
) -> str | None:
    signature = headers.get("x-hub-signature", "")
    if not known.secret or not is_signed(known.secret, signature, body):
        return "is not signed as agreed" if signature else "is not signed"
    if read_links(links, None).get("self", known.topic) != known.topic:
        return "names another topic"
    return None


def _unpack(content_encoding: str, body: bytes, limit: int) -> bytes:
    unpacker = Unpacker(content_encoding, limit)
    unpacker.feed(body)
    return unpacker.finish()


def _is_hopeless(subscription: Subscription, now: datetime) -> bool:
    is_over = subscription.lease_until is not None and subscription.lease_until <= now
    return is_over or subscription.failure_count >= _LEAVING_TRIES


def _name(subscription: Subscription) -> tuple[str, str]:
    return make_visible(subscription.feed_url), make_visible(subscription.hub)
