"""What a channel must offer, and which class serves which channel."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

from watcher.model import AppriseChannel, MailChannel, SlackBotChannel, SlackChannel, WebhookChannel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from watcher.model import Channel, Delivery, Receipt


class Sender(Protocol):
    """Sends messages to one channel.

    Obligations of whoever implements it:

    - `send` tries once.  It returns only when the receiver took responsibility for the message, and
      raises DeliveryError, and nothing else, when it did not or when that cannot be known.
    - It ends within a minute of wall time, whatever the receiver does.
    - `DeliveryError.permanent` is true only where trying again cannot help; `retry_after` is what the
      receiver asked for, unshortened; `accepted` are the recipients who got the message all the same, and
      a delivery's own `accepted` recipients are not sent to again.
    - The texts of receipt and error are one line, fit for a terminal, and carry no secret, even where the
      receiver's answer quotes one.
    - Sending a delivery again yields the same key (Message-ID and the like), so that a receiver can
      collapse repeats.
    - Calls of one sender do not overlap; senders of different channels run at the same time.
    - `close` lets go of connections and may be called twice; a closed sender is not used again.
    """

    interval: timedelta
    """The least time from the end of one message to the start of the next."""

    receiver: str
    """What that time is shared by: channels that lead to one receiver name it alike.  No secret."""

    async def send(self, delivery: Delivery) -> Receipt: ...

    async def close(self) -> None: ...


def open_sender(channel: Channel, secrets: Mapping[str, str], read_clock: Callable[[], datetime]) -> Sender:
    """Return the sender of a channel; nothing is connected yet.

    `secrets` holds what each reference of the channel points to, by the field's name.
    Raises DeliveryError (permanent) when the channel cannot be used as configured.
    """
    # Each channel's library is loaded only where the channel is used.
    if isinstance(channel, SlackChannel):
        from watcher.notify.slack import SlackSender  # noqa: PLC0415

        return SlackSender(secrets["webhook"])
    if isinstance(channel, SlackBotChannel):
        from watcher.notify.slack import SlackBotSender  # noqa: PLC0415

        return SlackBotSender(secrets["token"], channel.channel)
    if isinstance(channel, WebhookChannel):
        from watcher.notify.webhook import WebhookSender  # noqa: PLC0415

        return WebhookSender(secrets["url"], secrets["key"], read_clock=read_clock)
    if isinstance(channel, AppriseChannel):
        from watcher.notify.apprise import AppriseSender  # noqa: PLC0415

        return AppriseSender(secrets["url"])
    if isinstance(channel, MailChannel):
        from watcher.notify.mail import MailSender  # noqa: PLC0415

        return MailSender(channel, secrets.get("password"))
    from watcher.notify.console import ConsoleSender  # noqa: PLC0415

    return ConsoleSender(sys.stdout)
