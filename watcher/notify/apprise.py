"""Everything else, through Apprise: Discord, Teams, Telegram, ntfy, PagerDuty and the like.

Apprise says only whether a service took a message; why not is in what it logs, which names the code of HTTP
as `error=404`.  It does not tell Retry-After.  Its calls block, so each runs in a thread of its own, which
our time limit leaves behind and Apprise's own end.  Importing Apprise takes a third of a second, so this
module is imported only where such a channel is used.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType, PersistentStoreMode

from watcher.errors import DeliveryError
from watcher.model import Receipt, Urgency
from watcher.notify.posting import is_permanent, name_receiver
from watcher.notify.redaction import RedactingFilter, Redaction, apprise_secrets
from watcher.notify.render import render_short

if TYPE_CHECKING:
    from watcher.model import Delivery

TOTAL_TIMEOUT = 45.0
"""Seconds for all of a message: Apprise takes four to connect and four between two reads of an answer."""

DEDUPLICATION_LIMIT = 255
"""Characters in a deduplication key of PagerDuty, the strictest of those that have one."""

_CODE = re.compile(r"\berror=([0-9]{3})\b")
_LOGGERS = ("apprise", "urllib3.connectionpool")
_TYPES = {
    Urgency.HIGH: NotifyType.FAILURE,
    Urgency.NORMAL: NotifyType.WARNING,
    Urgency.LOW: NotifyType.INFO,
    Urgency.DIGEST: NotifyType.INFO,
}


class AppriseSender:
    """Sends to the service of one Apprise URL.

    `timeout` is in seconds.  Raises DeliveryError (permanent) when Apprise cannot read the address.
    """

    interval = timedelta(seconds=1)

    def __init__(self, url: str, *, timeout: float = TOTAL_TIMEOUT) -> None:
        self._url = url
        self._timeout = timeout
        self._redaction = Redaction(apprise_secrets(url))
        self._filter = RedactingFilter(self._redaction)
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self._filter)
        try:
            self._service = str(open_service(url, "").service_name)
        except DeliveryError:
            self._remove_filters()
            raise
        self.receiver = name_receiver(url)
        self._running: threading.Thread | None = None

    async def send(self, delivery: Delivery) -> Receipt:
        if self._running is not None and self._running.is_alive():
            raise self._make_error("an earlier message is still on its way")
        service = open_service(self._url, delivery.notification.thread)
        title, body = render_short(delivery, int(service.body_maxlen))
        arguments = {
            "title": title,
            "body": body,
            "body_format": NotifyFormat.TEXT,
            "notify_type": _TYPES[delivery.notification.urgency],
        }
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._run(service, arguments)
        except TimeoutError:
            raise self._make_error(f"no answer within {self._timeout:g} s") from None
        except Exception as error:  # noqa: BLE001  # a plugin may raise anything; its text may hold the address
            raise self._make_error(f"{type(error).__name__}: {error}") from None
        if not result:
            raise self._word_failure(result)
        return Receipt(f"{self._service} took it")

    async def close(self) -> None:
        self._remove_filters()

    def _remove_filters(self) -> None:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self._filter)

    async def _run(self, service: Any, arguments: dict[str, Any]) -> Any:
        """Notify in a daemon thread: one that hangs must not keep the process from ending."""
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Any] = loop.create_future()

        def settle(value: object, error: Exception | None) -> None:
            self._running = None  # its work is done, though the thread itself may take a moment to end
            if outcome.done():  # our time limit left it behind
                return
            if error is not None:
                outcome.set_exception(error)
            else:
                outcome.set_result(value)

        def notify() -> None:
            value, failure = None, None
            try:
                services = Apprise(asset=service.asset)
                services.add(service)
                value = services.notify(**arguments)
            except Exception as error:  # noqa: BLE001  # it is raised again where it is awaited
                failure = error
            try:
                loop.call_soon_threadsafe(settle, value, failure)
            except RuntimeError:  # the loop was closed meanwhile: nobody waits any more
                return

        self._running = threading.Thread(target=notify, name="apprise", daemon=True)
        self._running.start()
        return await outcome

    def _word_failure(self, result: Any) -> DeliveryError:
        said = [str(entry.message) for service in result for entry in service.logs()]
        codes = [int(code) for line in said for code in _CODE.findall(line)]
        return self._make_error(
            " ".join(said) or "it did not say why", permanent=bool(codes) and all(map(is_permanent, codes))
        )

    def _make_error(self, reason: str, *, permanent: bool = False) -> DeliveryError:
        text = self._redaction.clean(f"{self._service} did not take the message: {reason}")
        return DeliveryError(text, permanent=permanent)


def open_service(url: str, thread: str) -> Any:
    """Open what an Apprise URL leads to; where it knows deduplication keys, a thread has one.

    Raises DeliveryError (permanent) when Apprise cannot read the address.
    """
    asset = AppriseAsset(
        app_id="Watcher",
        app_desc="Watcher",
        app_url="",
        storage_mode=PersistentStoreMode.MEMORY,
        http_redirects=False,
        allow_templates=False,
    )
    service: Any = Apprise.instantiate(url, asset=asset)
    if service is None:
        raise DeliveryError(
            "Apprise cannot read the address: see its page of services for how one is written", permanent=True
        )
    if getattr(service, "dedup", "") is None:  # it knows such keys, and the address names none
        service.dedup = thread[-DEDUPLICATION_LIMIT:]
    return service
