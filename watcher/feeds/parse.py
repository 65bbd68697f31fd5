"""Bytes -> ParsedFeed, whatever the bytes are.

The ladder, first rung that reads the document whole:
    1. JSON Feed, or RSS in JSON, when it begins like JSON
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

from watcher.feeds.bodies import is_page, judge_entries, open_body, refuse, refuse_page
from watcher.feeds.dates import DateReader
from watcher.feeds.jsonfeed import find_channel, get_text, list_items, load_json, read_item, salvage_items
from watcher.feeds.links import join_link
from watcher.feeds.loose import read_loosely
from watcher.feeds.mending import mend
from watcher.feeds.plaintext import drop_breaks, strip_markup
from watcher.feeds.xmlfeed import Reading, read_xml
from watcher.model import Entry, FeedHealth, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_FORMATS: Final = {
    "rss": "rss",
    "channel": "rss",
    "rdf": "rdf",
    "feed": "atom",
    "item": "rss",
    "entry": "atom",
}


def parse_feed(body: bytes, content_type: str | None = None, url: str | None = None) -> ParsedFeed:
    """Read a feed of any format and encoding; never raises, opens no file and no address.

    `content_type` is the header as the server sent it, `url` the final address, against which relative
    links are resolved.  What cannot be read is a ParsedFeed with `error` and its `health`.
    """
    text = open_body(body, content_type)
    if isinstance(text, ParsedFeed):
        return text
    if text.startswith((b"{", b"[")):
        return _read_json_feed(text, url)
    if is_page(text):
        return refuse_page(text, "a feed")
    return _read_xml_feed(text, url)


# ---------------------------------------------------------------------------------------------- JSON


def _read_json_feed(text: bytes, url: str | None) -> ParsedFeed:
    found = load_json(text)
    is_damaged = not isinstance(found, dict)
    document: dict[str, Any] = found if isinstance(found, dict) else {}
    items = salvage_items(text) if is_damaged else list_items(document)
    if items is None or (is_damaged and not items):
        return refuse(FeedHealth.UNREADABLE, "begins like JSON, but is no JSON Feed")
    read_date = DateReader().read
    channel = find_channel(document)
    base = url or get_text(document, "feed_url", "home_page_url") or get_text(channel, "link")
    title = get_text(channel or document, "title")
    return judge_entries(
        ParsedFeed(
            entries=tuple(read_item(item, base, read_date) for item in items),
            title=strip_markup(title) if title else None,
            format="json",
            hub=join_link(url, _find_hub(document)),
            topic=join_link(url, get_text(document, "feed_url")),
            is_damaged=is_damaged,
        )
    )


def _find_hub(document: dict[str, Any]) -> str | None:
    hubs = document.get("hubs")
    if not isinstance(hubs, list):
        return None
    kinds = {"websub", "pubsubhubbub"}
    named = (hub for hub in hubs if isinstance(hub, dict) and str(hub.get("type")).lower() in kinds)
    return next((get_text(hub, "url") for hub in named), None)


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
        return refuse(FeedHealth.UNREADABLE, f"not a feed that can be read: {strict.fault}")
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
            return refuse(FeedHealth.BLOCKED, "a web page, not a feed")
        return refuse(
            FeedHealth.UNREADABLE, f"an XML document, but not a feed: its root is <{channel.root[:40]}>"
        )
    if url is None and channel.link:
        entries = [_resolve(entry, join_link(None, channel.link)) for entry in entries]
    return judge_entries(
        ParsedFeed(
            entries=tuple(entries),
            title=drop_breaks(channel.title) if channel.title else None,
            format=_FORMATS.get(channel.root, "rss"),
            interval=channel.interval,
            hub=join_link(url, channel.hub),
            topic=join_link(url, channel.topic),
            is_damaged=reading.is_excessive,
        )
    )


def _resolve(entry: Entry, base: str | None) -> Entry:
    joined = join_link(base, entry.link)
    return entry if joined == entry.link else replace(entry, link=joined)
