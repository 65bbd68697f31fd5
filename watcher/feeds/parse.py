"""Bytes -> ParsedFeed, whatever the bytes are.

The ladder, first rung that reads the document whole:
    1. JSON Feed, when it begins like JSON
    2. libxml2, strictly: almost every feed (see xmlfeed)
    3. the same after mending what breaks feeds most (see mending)
    4. what can be had of a damaged document: the entries before the damage, or what feedparser makes of
       it (see loose), whichever is more

Nothing is raised, no file and no address is opened, and the work on one body is bounded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from watcher.feeds.dates import DateReader
from watcher.feeds.encoding import decode_body
from watcher.feeds.jsonfeed import list_items, load_json, read_item, salvage_items
from watcher.feeds.links import join_link
from watcher.feeds.loose import read_loosely
from watcher.feeds.mending import mend
from watcher.feeds.plaintext import drop_breaks, strip_markup
from watcher.feeds.unpacking import GZIP_MAGIC, TooLargeError, unpack_unsaid
from watcher.feeds.xmlfeed import Reading, read_xml
from watcher.model import Entry, FeedHealth, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_SIZE_LIMIT: Final = 20_000_000  # bytes; a fetch stops earlier
_FORMATS: Final = {
    "rss": "rss",
    "channel": "rss",
    "rdf": "rdf",
    "feed": "atom",
    "item": "rss",
    "entry": "atom",
}
_PAGE: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_PAGE_TITLE: Final = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)


def parse_feed(body: bytes, content_type: str | None = None, url: str | None = None) -> ParsedFeed:
    """Read a feed of any format and encoding; never raises, opens no file and no address.

    `content_type` is the header as the server sent it, `url` the final address, against which relative
    links are resolved.  What cannot be read is a ParsedFeed with `error` and its `health`.
    """
    if body.startswith(GZIP_MAGIC):
        try:
            body = unpack_unsaid(body, _SIZE_LIMIT)
        except TooLargeError:
            return _refuse(FeedHealth.TOO_LARGE, "the compressed body grows beyond the limit")
    if len(body) > _SIZE_LIMIT:
        return _refuse(FeedHealth.TOO_LARGE, f"{len(body):,} bytes; the limit is {_SIZE_LIMIT:,}")
    text = decode_body(body, content_type).lstrip(b"\0 \t\r\n\x0b\x0c")
    if not text:
        return _refuse(FeedHealth.UNREADABLE, "the body is empty")
    if text.startswith((b"{", b"[")):
        return _read_json_feed(text, url)
    if _PAGE.match(text):
        return _refuse_page(text)
    return _read_xml_feed(text, url)


def _refuse(health: FeedHealth, error: str) -> ParsedFeed:
    return ParsedFeed(health=health, error=error)


def _refuse_page(text: bytes) -> ParsedFeed:
    title = _PAGE_TITLE.search(text, 0, 100_000)
    said = strip_markup(title.group(1).decode("utf-8", "replace"))[:80] if title else ""
    return _refuse(
        FeedHealth.BLOCKED, f"a web page, not a feed: {said!r}" if said else "a web page, not a feed"
    )


def _judge(parsed: ParsedFeed) -> ParsedFeed:
    if not parsed.entries:
        return replace(parsed, health=FeedHealth.EMPTY)
    if all(entry.published_at is None for entry in parsed.entries):
        return replace(parsed, health=FeedHealth.UNDATED)
    return parsed


# ---------------------------------------------------------------------------------------------- JSON


def _read_json_feed(text: bytes, url: str | None) -> ParsedFeed:
    document = load_json(text)
    is_damaged = document is None
    items = salvage_items(text) if document is None else list_items(document)
    if items is None or (is_damaged and not items):
        return _refuse(FeedHealth.UNREADABLE, "begins like JSON, but is no JSON Feed")
    document = document or {}
    read_date = DateReader().read
    base = url or _get_text(document, "feed_url") or _get_text(document, "home_page_url")
    title = _get_text(document, "title")
    return _judge(
        ParsedFeed(
            entries=tuple(read_item(item, base, read_date) for item in items),
            title=strip_markup(title) if title else None,
            format="json",
            hub=_find_hub(document),
            is_damaged=is_damaged,
        )
    )


def _get_text(document: dict[str, Any], key: str) -> str | None:
    value = document.get(key)
    return value if isinstance(value, str) else None


def _find_hub(document: dict[str, Any]) -> str | None:
    hubs = document.get("hubs")
    if not isinstance(hubs, list):
        return None
    return next((_get_text(hub, "url") for hub in hubs if isinstance(hub, dict)), None)


# ----------------------------------------------------------------------------------------------- XML


def _read_xml_feed(text: bytes, url: str | None) -> ParsedFeed:
    read_date = DateReader().read
    first = read_xml(text, url, read_date)
    if first.fault is None:
        return _finish(first, url)
    mended = mend(text)
    second = read_xml(mended, url, read_date)
    if second.fault is None:
        return _finish(second, url)
    return _salvage(mended, url, read_date, second)


def _salvage(
    mended: bytes, url: str | None, read_date: Callable[[str], datetime | None], strict: Reading
) -> ParsedFeed:
    """Take the most that can be had of a damaged document, but never an entry that was cut short."""
    entries = strict.entries
    if not (strict.is_cut and entries):
        others = read_loosely(mended, url, read_date)
        whole = others[:-1] if _ends_inside_entry(mended) else others
        entries = whole if len(whole) > len(entries) else entries
    if not entries:
        return _refuse(FeedHealth.UNREADABLE, f"not a feed that can be read: {strict.fault}")
    return replace(_finish(Reading(entries, strict.feed), url), is_damaged=True)


_OPENING: Final = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSING: Final = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)


def _ends_inside_entry(body: bytes) -> bool:
    opened = max((match.start() for match in _OPENING.finditer(body)), default=-1)
    return opened >= 0 and _CLOSING.search(body, opened) is None


def _finish(reading: Reading, url: str | None) -> ParsedFeed:
    channel = reading.feed
    entries = reading.entries
    if not entries and channel.root not in _FORMATS:
        if channel.root == "html":
            return _refuse(FeedHealth.BLOCKED, "a web page, not a feed")
        return _refuse(
            FeedHealth.UNREADABLE, f"an XML document, but not a feed: its root is <{channel.root[:40]}>"
        )
    if url is None and channel.link:
        entries = [_resolve(entry, join_link(None, channel.link)) for entry in entries]
    return _judge(
        ParsedFeed(
            entries=tuple(entries),
            title=drop_breaks(channel.title) if channel.title else None,
            format=_FORMATS.get(channel.root, "rss"),
            interval=channel.interval,
            hub=join_link(url, channel.hub),
            is_damaged=reading.is_excessive,
        )
    )


def _resolve(entry: Entry, base: str | None) -> Entry:
    joined = join_link(base, entry.link)
    return entry if joined == entry.link else replace(entry, link=joined)
