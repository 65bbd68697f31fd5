"""Slack by incoming webhook: one POST a message.

Sources: Slack's documentation of incoming webhooks (success is 200 with the body `ok`) and of rate limits
(one message a second; 429 with Retry-After, and an app that carries on may be disabled).
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from watcher.errors import DeliveryError
from watcher.model import Receipt
from watcher.notify.hosts import is_loopback
from watcher.notify.redaction import RedactingFilter, Redaction, webhook_secrets
from watcher.notify.render import render_slack

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import Delivery

TOTAL_TIMEOUT = 30.0
ANSWER_SIZE = 2_000  # bytes of an answer that are read; Slack's are a word
_TEMPORARY = frozenset({408, 425, 429})
_REMEDIES = {
    "no_service": "the webhook was removed: make a new one and store its address",
    "no_team": "the workspace is gone: make a webhook in another",
    "invalid_token": "the webhook was revoked: make a new one and store its address",
    "channel_not_found": "the webhook's channel was deleted: make a webhook for another",
    "channel_is_archived": "the webhook's channel is archived: unarchive it or make a webhook for another",
    "action_prohibited": "an administrator forbids posting there",
    "posting_to_general_channel_denied": "only administrators may post there: use another channel",
    "user_not_found": "who made the webhook has left: make a new one",
}


class SlackSender:
    """Posts to one incoming webhook.

    `timeout` is in seconds, from connecting to the last byte of the answer.  Raises DeliveryError
    (permanent) when `webhook` cannot be one.
    """

    interval = timedelta(seconds=1)

    def __init__(self, webhook: str, *, timeout: float = TOTAL_TIMEOUT) -> None:
        self._redaction = Redaction(webhook_secrets(webhook))
        self._host = _check_webhook(webhook)
        self._webhook = webhook
        self._timeout = timeout
        # httpx logs every address it asks, at level INFO.
        self._filter = RedactingFilter(self._redaction)
        logging.getLogger("httpx").addFilter(self._filter)
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False)

    async def send(self, delivery: Delivery) -> Receipt:
        body = render_slack(delivery).to_json()
        try:
            async with asyncio.timeout(self._timeout):
                response, answer = await self._post(body)
        except (TimeoutError, httpx.TimeoutException):
            raise self._failure(f"no answer within {self._timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._failure(f"{type(error).__name__}: {error}") from None
        if response.status_code == httpx.codes.OK and answer == "ok":
            return Receipt(f"{self._host} answered 200 ok")
        raise self._refusal(response, answer)

    async def close(self) -> None:
        await self._client.aclose()
        logging.getLogger("httpx").removeFilter(self._filter)

    async def _post(self, body: dict[str, object]) -> tuple[httpx.Response, str]:
        async with self._client.stream("POST", self._webhook, json=body) as response:
            answer = b""
            async for chunk in response.aiter_bytes(ANSWER_SIZE):
                answer += chunk
                if len(answer) >= ANSWER_SIZE:
                    break
            return response, answer[:ANSWER_SIZE].decode(errors="replace").strip()

    def _refusal(self, response: httpx.Response, answer: str) -> DeliveryError:
        code = response.status_code
        remedy = _REMEDIES.get(answer)
        said = f"{code} {answer}".rstrip() + (f" ({remedy})" if remedy else "")
        return self._failure(
            f"it answered {said}",
            permanent=400 <= code < 500 and code not in _TEMPORARY,
            retry_after=read_retry_after(response.headers),
        )

    def _failure(
        self, reason: str, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> DeliveryError:
        """Word a failure; the cause is left out of the error, since its text may hold the address."""
        text = self._redaction.clean(f"{self._host} did not take the message: {reason}")
        return DeliveryError(text, permanent=permanent, retry_after=retry_after)


def read_retry_after(headers: httpx.Headers) -> timedelta | None:
    """Read Retry-After as a span, in seconds or as a date beside the answer's own Date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) <= 9:  # 31 years; more overflows a date
        return timedelta(seconds=int(value))
    until, sent_at = _read_date(value), _read_date(headers.get("date", ""))
    if until is None or sent_at is None:
        return None
    return max(until - sent_at, timedelta(0))


def _read_date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _check_webhook(webhook: str) -> str:
    """Return the host of a webhook; https is a must, save on this machine."""
    try:
        parts = urlsplit(webhook)
        host = parts.hostname or ""
        httpx.URL(webhook)
    except (ValueError, httpx.InvalidURL):
        host = ""
    is_safe = host and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
    if not is_safe:
        raise DeliveryError(
            "the webhook is no https address: copy it again from Slack's page of the app", permanent=True
        )
    return host
