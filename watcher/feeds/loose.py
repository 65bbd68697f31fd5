"""What feedparser makes of a damaged feed: better than any strict parser, at a price that must be bounded.

An author's address of 32 KB costs it seconds, 100,000 attributes minutes, and it raises what it likes.
So all but small bodies are read in a process of their own (see apart); a body that costs too much yields no
entries.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from watcher.feeds.apart import answer_apart, ask_apart
from watcher.feeds.links import is_address, join_link
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_SMALL: Final = 8_192  # bytes: feedparser's worst is below half a second
_LARGE: Final = 3_000_000  # bytes: feedparser could not finish in time
_CPU_SECONDS: Final = 0.8  # two passes of our own came before

_PLAIN_FIELDS: Final = ("id", "link", "published", "updated", "created", "feedburner_origlink")


def read_loosely(body: bytes, base: str | None, read_date: Callable[[str], datetime | None]) -> list[Entry]:
    """Read what can be had of a damaged feed in UTF-8; an empty list when that costs too much."""
    if len(body) <= _SMALL:
        found = _parse(body)
    elif len(body) <= _LARGE:
        answer = ask_apart("watcher.feeds.loose", body)
        found = answer if isinstance(answer, list) else []
    else:
        found = []
    return [_make_entry(entry, base, read_date) for entry in found]


def _parse(body: bytes) -> list[dict[str, Any]]:
    """Let feedparser read a body; what it raises means that it read nothing."""
    import feedparser  # noqa: PLC0415  # slow to import, and most feeds never need it

    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        return [_extract(entry) for entry in parsed.entries]
    except Exception:  # noqa: BLE001  # feedparser raises nearly anything on hostile input
        return []


def _extract(entry: Any) -> dict[str, Any]:
    fields = {name: entry[name] for name in _PLAIN_FIELDS if isinstance(entry.get(name), str)}
    fields["is_link"] = bool(entry.get("guidislink"))
    for name in ("title", "summary"):
        if isinstance(entry.get(name), str):
            fields[name] = entry[name]
    contents = [content.get("value") for content in entry.get("content") or ()]
    fields["content"] = next((content for content in contents if isinstance(content, str)), None)
    source = entry.get("source")
    if source:
        fields["source_url"] = source.get("href") or source.get("link")
        fields["source_title"] = source.get("title")
    return fields


def _make_entry(
    fields: dict[str, Any], base: str | None, read_date: Callable[[str], datetime | None]
) -> Entry:
    guid = _get_text(fields, "id")
    link = _get_text(fields, "link")
    if link == guid and link and not is_address(link):
        link = None  # feedparser takes any id for a link
    if link is None and guid and fields.get("is_link") and is_address(guid):
        link = guid
    dates = (_get_text(fields, name) for name in ("published", "updated", "created"))
    instants = (read_date(text) for text in dates if text)
    return Entry(
        guid=clean_text(guid) if guid else None,
        link=join_link(base, link),
        title=_strip(fields, "title"),
        summary=_strip(fields, "summary"),
        content=_strip(fields, "content"),
        published_at=next((at for at in instants if at is not None), None),
        original_link=join_link(base, _get_text(fields, "feedburner_origlink")),
        source_url=join_link(base, _get_text(fields, "source_url")),
        source_title=_strip(fields, "source_title"),
    )


def _get_text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _strip(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return strip_markup(value) if isinstance(value, str) else None


if __name__ == "__main__":
    answer_apart(_parse, cpu_seconds=_CPU_SECONDS)
