"""The heartbeat out: a monitor elsewhere hears from us while polls succeed, and alarms when it does not.

The ping is a GET, which is what every such monitor takes: healthchecks.io (https://healthchecks.io/docs/http_api/)
answers 200 and `OK`, and of an address it does not know 200 and `OK (not found)`; the push monitor of Uptime
Kuma answers 200, or 404.  Redirects are not followed, and no proxy of the environment is asked: the address
alone lets anybody ping, so it goes to the host that it names and stands in no log, error or row.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from watcher.core.heartbeat import is_ping_due, judge_pulse
from watcher.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.store.writer import Store

TIMEOUT = 10.0
"""Seconds from connecting to the last byte of the answer that is read."""

RETRY_AFTER = timedelta(minutes=1)
"""A ping that was not taken is tried again so soon, or at the next turn where that is sooner."""

_ANSWER_SIZE = 200  # bytes that are read of an answer
_REFUSALS = ("OK (not found)", "OK (rate limited)")  # what healthchecks.io says with a 200

logger = logging.getLogger("watcher")


class Heartbeat:
    """Pings one monitor; what goes wrong is logged once until it changes, and never raised.

    Raises InputError, which does not hold the address, where that is none.  `timeout` is in seconds.
    """

    def __init__(
        self,
        address: str,
        store: Store,
        *,
        every: timedelta,
        tells_failure: bool = False,
        timeout: float = TIMEOUT,
    ) -> None:
        self._address = _check_address(address)
        self._store = store
        self._every = every
        self._tells_failure = tells_failure
        self._timeout = timeout
        self._pinged_at: datetime | None = None
        self._told = ""

    async def beat(self, now: datetime) -> bool:
        """Ping where it is time and polls succeed; whether a ping was taken."""
        if not is_ping_due(self._pinged_at, self._every, now):
            return False
        pulse = judge_pulse(self._store.list_feed_states(), now)
        if not pulse.is_well:
            self._tell(f"withheld: {pulse.reason}")
            return False
        fault = await self._ask(self._address)
        if fault is not None:
            self._pinged_at = now - max(self._every - RETRY_AFTER, timedelta(0))
            self._tell(f"not taken: {fault}")
            return False
        self._pinged_at = now
        self._tell("")
        return True

    async def tell_failure(self) -> None:
        """Say that we end by a failure, where that is wanted: `/fail`, as healthchecks.io has it."""
        if not self._tells_failure:
            return
        parts = urlsplit(self._address)
        fault = await self._ask(parts._replace(path=f"{parts.path.rstrip('/')}/fail").geturl())
        if fault is not None:
            self._tell(f"the failure was not told: {fault}")

    async def _ask(self, address: str) -> str | None:
        """Ask once; what is wrong, in words that hold nothing of the address or the answer."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._get(address)
        except TimeoutError:
            return f"no answer within {self._timeout:g} s"
        except ssl.CertificateError:
            return "its certificate does not hold"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return type(error).__name__

    async def _get(self, address: str) -> str | None:
        async with (
            aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": "watcher"}, trust_env=False
            ) as session,
            session.get(address, allow_redirects=False) as response,
        ):
            if not 200 <= response.status < 300:
                return f"it answered {response.status}"
            said = (await response.content.read(_ANSWER_SIZE)).decode("utf-8", "replace").strip()
            return f"it answered {said}" if said in _REFUSALS else None

    def _tell(self, told: str) -> None:
        """Log how it is, where that differs from what was logged last."""
        if told == self._told:
            return
        if told:
            logger.warning("heartbeat %s", told)
        else:
            logger.info("heartbeat taken again")
        self._told = told


def _check_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        is_sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_sound = False
    if not is_sound or not address.isascii() or not address.isprintable() or " " in address:
        raise InputError("heartbeat.url: what stands there is no http:// or https:// address; mend it")
    return address
