"""One POST to a receiver of messages, and what its answer means for trying again.

| answer                                    | then                                           |
|-------------------------------------------|------------------------------------------------|
| none, or none in time; anything below 400 that is no success; 408, 425, 429, 5xx | try again |
| any other 4xx                             | permanent                                      |

Sources: RFC 9110, 15.5 and 10.2.3 (Retry-After); RFC 8470 (425).
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import ssl
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from watcher.errors import DeliveryError
from watcher.notify.hosts import is_loopback
from watcher.notify.redaction import RedactingFilter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from watcher.notify.redaction import Redaction

TOTAL_TIMEOUT = 30.0
"""Seconds from connecting to the last byte of the answer."""

_TEMPORARY = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said; `text` is the beginning of the body, `retry_after` what it asked for."""

    code: int
    text: str
    retry_after: timedelta | None


class Poster:
    """POSTs to one host; redirects are not followed, since they would lead a secret elsewhere.

    `address` must be https, save on this machine; else DeliveryError (permanent) says `remedy`.
    `answer_size` is how many bytes of an answer are read, `timeout` in seconds.
    """

    def __init__(
        self, address: str, redaction: Redaction, *, remedy: str, timeout: float, answer_size: int = 2_000
    ) -> None:
        self.host = _check_address(address, remedy)
        self._redaction = redaction
        self._timeout = timeout
        self._answer_size = answer_size
        # httpx logs every address it asks, at level INFO.
        self._filter = RedactingFilter(redaction)
        logging.getLogger("httpx").addFilter(self._filter)
        # The authorities that the operating system trusts, as everywhere here: httpx of itself has a list of
        # its own, to which no administrator can add one.
        self._client = httpx.AsyncClient(
            timeout=timeout, follow_redirects=False, verify=ssl.create_default_context()
        )

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; raises DeliveryError where no answer came."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._post(address, body, headers)
        except (TimeoutError, httpx.TimeoutException):
            raise self.make_error(f"no answer within {self._timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self.make_error(f"{type(error).__name__}: {error}") from None

    def make_refusal(self, answer: Answer, remedy: str | None = None) -> DeliveryError:
        """Word an answer that is no success."""
        said = f"{answer.code} {answer.text}".rstrip() + (f" ({remedy})" if remedy else "")
        return self.make_error(
            f"it answered {said}",
            permanent=is_permanent(answer.code),
            retry_after=answer.retry_after,
        )

    def make_error(
        self, reason: str, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> DeliveryError:
        """Word a failure; the cause is left out of the error, since its text may hold the address."""
        text = self._redaction.clean(f"{self.host} did not take the message: {reason}")
        return DeliveryError(text, permanent=permanent, retry_after=retry_after)

    async def close(self) -> None:
        await self._client.aclose()
        logging.getLogger("httpx").removeFilter(self._filter)

    async def _post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        async with self._client.stream("POST", address, content=body, headers=headers) as response:
            answer = b""
            async for chunk in response.aiter_bytes(self._answer_size):
                answer += chunk
                if len(answer) >= self._answer_size:
                    break
            text = answer[: self._answer_size].decode(errors="replace").strip()
            return Answer(response.status_code, text, _read_retry_after(response.headers))


def is_permanent(code: int) -> bool:
    """Say whether a code of HTTP tells that trying again cannot help."""
    return 400 <= code < 500 and code not in _TEMPORARY


def name_receiver(*parts: str) -> str:
    """Name a receiver by a digest, so that its address stays secret."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def _read_retry_after(headers: httpx.Headers) -> timedelta | None:
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


def _check_address(address: str, remedy: str) -> str:
    """Return the host of an address; https is a must, save on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        httpx.URL(address)
    except (ValueError, httpx.InvalidURL):
        host = ""
    is_safe = host and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
    if not is_safe:
        raise DeliveryError(remedy, permanent=True)
    return host
