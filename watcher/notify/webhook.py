"""A webhook: JSON in the envelope of CloudEvents, signed as Standard Webhooks are.

Sources: CloudEvents 1.0.2, structured mode of the HTTP binding (Content-Type `application/cloudevents+json`);
Standard Webhooks 1.0 (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`: HMAC-SHA256 over
`id.timestamp.body`, base64 after `v1,`; any 2xx is a success).  docs/alerts.md shows how to verify one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.errors import DeliveryError
from watcher.model import Receipt
from watcher.notify.posting import TOTAL_TIMEOUT, Poster, name_receiver
from watcher.notify.redaction import Redaction, webhook_secrets
from watcher.notify.render import render_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from watcher.model import Delivery

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
KEY_PREFIX = "whsec_"
KEY_SIZES = range(24, 65)
"""Bytes that a key of Standard Webhooks may have."""


class WebhookSender:
    """Posts signed events to one address.

    `key` is `whsec_` and 24 to 64 bytes in base64; `read_clock` stamps each attempt, so that a receiver can
    refuse an old one; `timeout` is in seconds.  Raises DeliveryError (permanent) where address or key
    cannot be used.
    """

    interval = timedelta(0)

    def __init__(
        self, url: str, key: str, *, read_clock: Callable[[], datetime], timeout: float = TOTAL_TIMEOUT
    ) -> None:
        self._key = _read_key(key)
        self._poster = Poster(
            url,
            Redaction([*webhook_secrets(url), key, key.removeprefix(KEY_PREFIX)]),
            remedy="the webhook's url is no https address (http is for this machine alone)",
            timeout=timeout,
        )
        self._url = url
        self._read_clock = read_clock
        self.receiver = name_receiver(url)

    async def send(self, delivery: Delivery) -> Receipt:
        event = render_event(delivery)
        body = json.dumps(event, ensure_ascii=False).encode()
        stamp = str(int(self._read_clock().timestamp()))
        headers = {
            "Content-Type": CONTENT_TYPE,
            "User-Agent": "watcher",
            "webhook-id": event["id"],
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{sign(self._key, event['id'], stamp, body)}",
        }
        answer = await self._poster.post(self._url, body, headers)
        if not 200 <= answer.code < 300:
            remedy = "the receiver wants no more: remove the channel" if answer.code == 410 else None
            raise self._poster.make_refusal(answer, remedy)
        return Receipt(f"{self._poster.host} answered {answer.code}")

    async def close(self) -> None:
        await self._poster.close()


def sign(key: bytes, id_: str, stamp: str, body: bytes) -> str:
    """Sign an attempt: base64 of the HMAC."""
    digest = hmac.digest(key, b".".join((id_.encode(), stamp.encode(), body)), hashlib.sha256)
    return base64.b64encode(digest).decode()


def _read_key(key: str) -> bytes:
    try:
        decoded = base64.b64decode(key.removeprefix(KEY_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    if not key.startswith(KEY_PREFIX) or len(decoded) not in KEY_SIZES:
        raise DeliveryError(
            'the webhook\'s key is not "whsec_" and 24 to 64 bytes in base64: make one with'
            ' `echo "whsec_$(openssl rand -base64 32)"` and give it to the receiver too',
            permanent=True,
        )
    return decoded
