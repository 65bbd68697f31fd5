"""What every reader does first and last: open a body, refuse what is none of its own, judge what it held."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from watcher.feeds.encoding import decode_body
from watcher.feeds.plaintext import strip_markup
from watcher.feeds.unpacking import GZIP_MAGIC, TooLargeError, unpack_unsaid
from watcher.model import FeedHealth, ParsedFeed

ENTRY_LIMIT: Final = 10_000  # the first ones; nobody's news has more

_SIZE_LIMIT: Final = 20_000_000  # bytes; a fetch stops earlier
_PAGE: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_PAGE_TITLE: Final = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)


def open_body(body: bytes, content_type: str | None) -> bytes | ParsedFeed:
    """Unpack a body and decode it to UTF-8 without a leading mark; a ParsedFeed says why that cannot be."""
    if body.startswith(GZIP_MAGIC):
        try:
            body = unpack_unsaid(body, _SIZE_LIMIT)
        except TooLargeError:
            return refuse(FeedHealth.TOO_LARGE, "the compressed body grows beyond the limit")
    if len(body) > _SIZE_LIMIT:
        return refuse(FeedHealth.TOO_LARGE, f"{len(body):,} bytes; the limit is {_SIZE_LIMIT:,}")
    text = decode_body(body, content_type).lstrip(b"\0 \t\r\n\x0b\x0c")
    return text or refuse(FeedHealth.UNREADABLE, "the body is empty")


def refuse(health: FeedHealth, error: str) -> ParsedFeed:
    """Answer that nothing could be read, and why."""
    return ParsedFeed(health=health, error=error)


def is_page(text: bytes) -> bool:
    """Say whether a decoded body begins as a web page does."""
    return _PAGE.match(text) is not None


def refuse_page(text: bytes, wanted: str) -> ParsedFeed:
    """Answer that a web page came where `wanted` ("a feed") should be, with the title of the page."""
    said = find_page_title(text)
    return refuse(
        FeedHealth.BLOCKED, f"a web page, not {wanted}: {said!r}" if said else f"a web page, not {wanted}"
    )


def find_page_title(text: bytes) -> str:
    """The title of a web page, shortened; "" where it has none."""
    title = _PAGE_TITLE.search(text, 0, 100_000)
    return strip_markup(title.group(1).decode("utf-8", "replace"))[:80] if title else ""


def judge_entries(parsed: ParsedFeed, *, should_be_dated: bool = True) -> ParsedFeed:
    """Give what could be read its health: whether it has entries, and whether any of them has a date."""
    if not parsed.entries:
        return replace(parsed, health=FeedHealth.EMPTY)
    if should_be_dated and all(entry.published_at is None for entry in parsed.entries):
        return replace(parsed, health=FeedHealth.UNDATED)
    return parsed
