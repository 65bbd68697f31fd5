"""Whether the host of a channel takes connections; nothing is said to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from watcher.model import ConsoleChannel, MailChannel, SlackBotChannel, SlackChannel, WebhookChannel

if TYPE_CHECKING:
    from collections.abc import Callable

    from watcher.model import Channel, SecretReference

_TIMEOUT = 10.0  # seconds
_PORTS = {"https": 443, "http": 80}


class Place(NamedTuple):
    """Where a channel connects to."""

    host: str
    port: int


def find_place(channel: Channel, read: Callable[[SecretReference], str]) -> Place | None:
    """Find where a channel connects to; None where that is not known, or it is this process.

    `read` gives a secret.  Raises ValueError, which never holds the secret, where it is no address.
    """
    if isinstance(channel, MailChannel):
        return Place(channel.host, channel.port)
    if isinstance(channel, SlackBotChannel):
        return Place("slack.com", 443)
    if isinstance(channel, SlackChannel):
        return _read_place(read(channel.webhook))
    if isinstance(channel, WebhookChannel):
        return _read_place(read(channel.url))
    return None


def needs_no_reach(channel: Channel) -> bool:
    """Whether a channel stays within this process."""
    return isinstance(channel, ConsoleChannel)


def _read_place(address: str) -> Place:
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        parts, port = urlsplit(""), None
    if not parts.hostname or port is None:
        raise ValueError("its secret is no http:// or https:// address")
    return Place(parts.hostname, port)


async def find_trouble(place: Place) -> str:
    """Connect once; "" where that works, else what went wrong."""
    name = f"{place.host}:{place.port}"
    try:
        async with asyncio.timeout(_TIMEOUT):
            _, writer = await asyncio.open_connection(place.host, place.port)
    except TimeoutError:
        return f"{name} does not answer within {_TIMEOUT:g} s"
    except OSError as error:
        return f"{name} cannot be reached ({error.strerror or error})"
    except UnicodeError:
        return f"{name} is no host name"
    writer.close()
    return ""
