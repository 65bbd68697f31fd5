"""JSON Feed 1 and 1.1 -> entries.

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
    from collections.abc import Callable
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


_ITEMS: Final = re.compile(r'"items"\s*:\s*\[\s*')
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
    """List the items of a JSON Feed; None when the document is something else."""
    items = document.get("items")
    if isinstance(items, list):
        return [item for item in items if isinstance(item, dict)]
    return [] if "jsonfeed.org" in str(document.get("version"))[:80] else None


def read_item(item: dict[str, Any], base: str | None, read_date: Callable[[str], datetime | None]) -> Entry:
    """Turn one item into an entry."""
    text = _get_text(item, "content_text")
    markup = _get_text(item, "content_html")
    content = strip_markup(markup) if markup else clean_text(text) if text else None
    summary = _get_text(item, "summary")
    title = _get_text(item, "title")
    guid = _get_text(item, "id")
    dates = (_get_text(item, name) for name in ("date_published", "date_modified"))
    instants = (read_date(date) for date in dates if date)
    return Entry(
        guid=clean_text(guid) if guid else None,
        link=join_link(base, _find_link(item)),
        title=strip_markup(title) if title else None,
        summary=strip_markup(summary) if summary else None,
        content=content,
        published_at=next((at for at in instants if at is not None), None),
    )


def _find_link(item: dict[str, Any]) -> str | None:
    """The address of the item, of what it is about, or of its first recording."""
    for name in ("url", "external_url"):
        if link := _get_text(item, name):
            return link
    guid = _get_text(item, "id")
    if guid and is_address(guid):
        return guid
    attachments = item.get("attachments")
    found = attachments if isinstance(attachments, list) else []
    links = (_get_text(attachment, "url") for attachment in found if isinstance(attachment, dict))
    return next((link for link in links if link), None)


def _get_text(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    if not isinstance(value, str):
        return None
    return value.strip() or None
