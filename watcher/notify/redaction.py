"""Make a foreign text fit for errors, receipts and logs: no secret, one visible line, short."""

from __future__ import annotations

import base64
import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from watcher.notify.content import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

DETAIL_LIMIT = 300
PLACEHOLDER = "[secret]"
_SEGMENT_LENGTH = 6  # shorter parts of an address ("services") are no secret on their own
_PIECE_LENGTH = 4  # shorter parts of an Apprise URL are names of parameters and the like


class Redaction:
    """Knows the secrets of one channel, in every shape in which a receiver may quote them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """Take the secrets out, make the rest visible, and cut it."""
        return clip(self.redact(text), DETAIL_LIMIT)

    def redact(self, text: str) -> str:
        """Take the secrets out and leave the rest as it is."""
        for secret in self._secrets:
            text = text.replace(secret, PLACEHOLDER)
        return text


class RedactingFilter(logging.Filter):
    """Takes secrets out of log records; put on the logger of a library that logs addresses."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self._redaction.redact(record.getMessage())
        record.args = ()
        return True


def webhook_secrets(url: str) -> tuple[str, ...]:
    """List what of a webhook's address may be seen by nobody: all but scheme and host."""
    parts = urlsplit(url)
    segments = [part for part in parts.path.split("/") if len(part) >= _SEGMENT_LENGTH and part != "services"]
    return (url, parts.path.strip("/"), *segments, parts.query, parts.netloc.rpartition("@")[0])


def apprise_secrets(url: str) -> set[str]:
    """List what of an Apprise URL nobody may see; a host without a dot counts too: it may be a token."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return {url}
    login, _, place = parts.netloc.rpartition("@")
    pieces = [*login.split(":"), *parts.path.split("/"), *re.split("[&=]", parts.query)]
    if "." not in host and host != "localhost":
        pieces += [host, place, *place.split(":")]
    long = {piece for piece in pieces if len(piece) >= _PIECE_LENGTH}
    return {url, *long, *map(unquote, long)}


def login_secrets(username: str, password: str) -> tuple[str, ...]:
    """List the shapes of a password on the wire: plain, quoted, and as AUTH LOGIN and AUTH PLAIN send it."""
    plain = f"\0{username}\0{password}"
    encoded = (base64.b64encode(text.encode()).decode() for text in (password, plain))
    return (password, quote(password, safe=""), *encoded)
