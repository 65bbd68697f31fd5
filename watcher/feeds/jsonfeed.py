"""JSON Feed 1 and 1.1 -> entries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from watcher.feeds.links import join_link
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_DENSITY_LIMIT: Final = 1_500_000  # objects, arrays and members in one document


def load_json(body: bytes) -> dict[str, Any] | None:
    """Read a document as a JSON object; None when it is none, or denser than memory allows."""
    if body.count(b"{") + body.count(b"[") > _DENSITY_LIMIT // 3 or body.count(b",") > _DENSITY_LIMIT:
        return None
    try:
        document = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


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
    published = _get_text(item, "date_published") or _get_text(item, "date_modified")
    return Entry(
        guid=_get_text(item, "id"),
        link=join_link(base, _get_text(item, "url") or _get_text(item, "external_url")),
        title=strip_markup(title) if title else None,
        summary=strip_markup(summary) if summary else None,
        content=content,
        published_at=read_date(published) if published else None,
    )


def _get_text(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    if not isinstance(value, str):
        return None
    return value.strip() or None
