"""Requests to the hubs of WebSub."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from watcher.feeds.addresses import ATTEMPT, AddressPolicy, Attempt
from watcher.feeds.fetch import make_user_agent
from watcher.feeds.plaintext import clean_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from watcher.model import FetchSettings

_TIMEOUT: Final = 20.0  # seconds; some hubs verify the intent before they answer
_PIECE: Final = 6  # characters of a secret that are too many to be shown
_ANSWER_LIMIT: Final = 300  # bytes of an answer that are shown


class HubAnswer(NamedTuple):
    """Whether a hub took a request, and what it said; `detail` is fit to be shown."""

    is_accepted: bool
    detail: str


class HubClient:
    """Asks hubs; made by open_hub_client.  The addresses it may contact are those of feeds."""

    def __init__(self, session: aiohttp.ClientSession, policy: AddressPolicy) -> None:
        self._session = session
        self._policy = policy

    async def ask(self, hub: str, fields: Mapping[str, str]) -> HubAnswer:
        """Send a request to a hub; what goes wrong is an answer, and holds nothing of the fields."""
        fault = self._policy.find_fault(hub)
        if fault is not None:
            return HubAnswer(False, fault)
        attempt = Attempt(is_host_allowed=self._policy.allows_host(urlsplit(hub).hostname or ""))
        token = ATTEMPT.set(attempt)
        try:
            async with (
                asyncio.timeout(_TIMEOUT),
                self._session.post(hub, data=dict(fields), allow_redirects=False) as response,
            ):
                said = clean_text((await response.content.read(_ANSWER_LIMIT)).decode("utf-8", "replace"))
                if 200 <= response.status < 300:
                    return HubAnswer(True, "")
                if _repeats(said, (fields.get("hub.secret", ""), fields["hub.callback"].rpartition("/")[2])):
                    said = ""
                return HubAnswer(False, f"{response.status}: {said}" if said else f"{response.status}")
        except TimeoutError:
            return HubAnswer(False, f"no answer within {_TIMEOUT:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if attempt.refused:
                return HubAnswer(
                    False, f"{attempt.refused[0]} is not a public address; allow_addresses could allow it"
                )
            return HubAnswer(False, clean_text(str(error))[:200] or type(error).__name__)
        finally:
            ATTEMPT.reset(token)


def _repeats(said: str, secrets: Iterable[str]) -> bool:
    """Say whether an answer holds a piece of what nobody else may know."""
    return any(
        secret[start : start + _PIECE] in said
        for secret in secrets
        for start in range(max(0, len(secret) - _PIECE + 1))
    )


@asynccontextmanager
async def open_hub_client(settings: FetchSettings) -> AsyncIterator[HubClient]:
    """Open the connections to hubs; leaving the block closes them."""
    policy = AddressPolicy(settings.allow_addresses)
    connector = aiohttp.TCPConnector(
        limit=4, ssl=ssl.create_default_context(), socket_factory=policy.make_socket
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": make_user_agent(settings.contact)},
        trust_env=False,
    ) as session:
        yield HubClient(session, policy)
