"""JSON Feed 1 and 1.1, and RSS that was put into JSON -> entries.

RSS in JSON keeps the names that its elements have in XML (`rss`, `channel`, `item`, `pubDate`); converters
write an element with attributes as an object, its text under `#value`, `#text` or `$t`, and a single item
without an array around it.

A document that is broken somewhere is read item by item up to there, so that what stands before the damage
is kept and an item that was cut short is not.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from watcher.feeds.links import is_address, join_link
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_DENSITY_LIMIT: Final = 1_500_000  # objects, arrays and members in one document
_ITEM_LIMIT: Final = 10_000
_INTEGER_LIMIT: Final = 19  # digits: no id and no instant has more


def _read_integer(digits: str) -> int | str:
    return int(digits) if len(digits) < _INTEGER_LIMIT else digits


def _spell_number(digits: str) -> str:
    """Write an exponent out: an instant may come as 1.7724456E9."""
    return (
        digits
        if digits.isascii() and "e" not in digits.lower()
        else f"{float(digits):f}".rstrip("0").rstrip(".")
    )


_ITEMS: Final = re.compile(r'"items?"\s*:\s*\[\s*')
_GUIDS: Final = ("id", "guid")
_DATES: Final = ("date_published", "pubDate", "dc:date", "date_modified")
_TEXTS: Final = ("#value", "#text", "$t", "_")
_BETWEEN: Final = re.compile(r"\s*,\s*")
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=_spell_number, parse_constant=str, strict=False)
_NUMBER_DECODER: Final = json.JSONDecoder(parse_int=_read_integer, parse_constant=str, strict=False)


def load_json(body: bytes) -> Any | None:
    """Read JSON in UTF-8, its numbers as text; None when it is none, or denser than memory allows."""
    return _load(body, _DECODER)


def load_json_with_numbers(body: bytes) -> Any | None:
    """Read JSON as `load_json` does, but numbers as such: what paths compare them with."""
    return _load(body, _NUMBER_DECODER)


def _load(body: bytes, decoder: json.JSONDecoder) -> Any | None:
    if body.count(b"{") + body.count(b"[") > _DENSITY_LIMIT // 3 or body.count(b",") > _DENSITY_LIMIT:
        return None
    try:
        return decoder.decode(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def salvage_items(body: bytes) -> list[dict[str, Any]]:
    """List the items before the damage of a document that load_json could not read."""
    text = body.decode("utf-8", "replace")
    start = _ITEMS.search(text)
    items: list[dict[str, Any]] = []
    position: int | None = start.end() if start else None
    while position is not None and len(items) < _ITEM_LIMIT:
        try:
            item, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        if isinstance(item, dict):
            items.append(item)
        between = _BETWEEN.match(text, end)
        position = between.end() if between else None
    return items


def list_items(document: dict[str, Any]) -> list[dict[str, Any]] | None:
    """List the items of a JSON Feed or of RSS in JSON; None when the document is something else."""
    channel = find_channel(document)
    found = [holder.get(name) for holder in (document, channel) for name in ("items", "item")]
    items = next((items for items in found if isinstance(items, list)), None)
    if items is not None:
        return [item for item in items if isinstance(item, dict)]
    if channel:
        return [item for item in found if isinstance(item, dict)]
    return [] if "jsonfeed.org" in str(document.get("version"))[:80] else None


def find_channel(document: dict[str, Any]) -> dict[str, Any]:
    """The channel of RSS in JSON; empty in a JSON Feed."""
    rss = document.get("rss")
    channel = rss.get("channel") if isinstance(rss, dict) else None
    return channel if isinstance(channel, dict) else {}


def read_item(item: dict[str, Any], base: str | None, read_date: Callable[[str], datetime | None]) -> Entry:
    """Turn one item into an entry."""
    text = get_text(item, "content_text")
    markup = get_text(item, "content_html", "content:encoded")
    content = strip_markup(markup) if markup else clean_text(text) if text else None
    summary = get_text(item, "summary", "description")
    title = get_text(item, "title")
    guid = get_text(item, *_GUIDS)
    dates = (get_text(item, name) for name in _DATES)
    instants = (read_date(date) for date in dates if date)
    return Entry(
        guid=clean_text(guid) if guid else None,
        link=next(filter(None, (join_link(base, link) for link in _list_links(item, guid))), None),
        title=strip_markup(title) if title else None,
        summary=strip_markup(summary) if summary else None,
        content=content,
        published_at=next((at for at in instants if at is not None), None),
    )


def _list_links(item: dict[str, Any], guid: str | None) -> Iterator[str | None]:
    """List the addresses of the item, of what it is about, and of its recordings, in this order."""
    yield from (get_text(item, name) for name in ("url", "link", "external_url"))
    if guid and is_address(guid) and not _is_opaque(item.get("guid")):
        yield guid
    found = item.get("attachments")
    recordings = [*found, item.get("enclosure")] if isinstance(found, list) else [item.get("enclosure")]
    yield from (get_text(recording, "url") for recording in recordings if isinstance(recording, dict))


def _is_opaque(guid: object) -> bool:
    """Say whether a guid of RSS is said to be no address."""
    return isinstance(guid, dict) and any(
        str(value).lower() == "false" for name, value in guid.items() if "isPermaLink" in name
    )


def get_text(item: dict[str, Any], *names: str) -> str | None:
    """The first member of these names that is a text and not blank; None where there is none."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = next((value[key] for key in _TEXTS if key in value), None)
        if isinstance(value, str) and not value.isspace() and value:
            return value.strip()
    return None
