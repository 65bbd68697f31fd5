"""Any JSON -> entries, by the paths of a recipe.

The paths are JMESPath expressions (jmespath.org), so that a recipe can fall back (`title || subject`), filter
(`results[?type == 'Rule']`) and join (`join(', ', agencies[].name)`) without code of its own.  A path that
fails on one entry costs that entry the part, nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from watcher.feeds.bodies import is_page, judge_entries, refuse, refuse_page
from watcher.feeds.dates import DateReader
from watcher.feeds.jsonfeed import load_json_with_numbers
from watcher.feeds.links import join_link
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry, FeedHealth, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from watcher.model import Recipe

_ENTRY_LIMIT: Final = 2_000  # the first ones: each path costs its time, and no API answers with more
_KEYS_SHOWN: Final = 8


def read_json_api(text: bytes, recipe: Recipe, url: str | None) -> ParsedFeed:
    """Read decoded JSON; what has no entries where the recipe says is refused, with what is there instead."""
    if is_page(text):
        return refuse_page(text, "JSON")
    document = load_json_with_numbers(text)
    if document is None:
        return refuse(FeedHealth.UNREADABLE, "no JSON that can be read")
    found = _search(recipe.entries, document)
    if not isinstance(found, list):
        return refuse(
            FeedHealth.UNREADABLE,
            f"paths.entries ({recipe.entries}) finds no list; the answer is {_describe(document)}",
        )
    read_date = DateReader().read
    objects = [item for item in found[:_ENTRY_LIMIT] if isinstance(item, dict)]
    entries = [_read_entry(item, recipe, url, read_date) for item in objects]
    titled = tuple(entry for entry in entries if entry.title)
    if found and not titled:
        return refuse(
            FeedHealth.UNREADABLE,
            f"paths.title ({recipe.title}) finds no text in any of {len(found)} entries",
        )
    parsed = ParsedFeed(entries=titled, format="json", is_damaged=len(found) > _ENTRY_LIMIT)
    return judge_entries(parsed, should_be_dated=bool(recipe.published))


def _read_entry(
    item: dict[str, Any], recipe: Recipe, url: str | None, read_date: Callable[[str], datetime | None]
) -> Entry:
    title, summary = _find_text(recipe.title, item), _find_text(recipe.summary, item)
    id_ = _find_text(recipe.id, item)
    published = _find_text(recipe.published, item)
    return Entry(
        guid=clean_text(id_) if id_ else None,
        link=join_link(url, _find_text(recipe.link, item)),
        title=strip_markup(title) if title else None,
        summary=strip_markup(summary) if summary else None,
        published_at=read_date(published) if published else None,
    )


def _find_text(path: str, item: dict[str, Any]) -> str | None:
    """What a path finds, as text; None for anything else than text and numbers."""
    found = _search(path, item) if path else None
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return None
    return str(found).strip() or None


@lru_cache(maxsize=1024)
def _compile(path: str) -> Any:
    import jmespath  # noqa: PLC0415  # only feeds of this kind need it

    return jmespath.compile(path)


def _search(path: str, value: object) -> object:
    try:
        return _compile(path).search(value)
    except Exception:  # noqa: BLE001  # a function may be given anything, and raise anything
        return None


def _describe(document: object) -> str:
    """Say what came instead of what was expected, in the words of JSON."""
    if isinstance(document, dict):
        keys = ", ".join(clean_text(str(key))[:30] for key in list(document)[:_KEYS_SHOWN])
        return f"an object with the keys {keys}" if keys else "an object without keys"
    return f"a list of {len(document)}" if isinstance(document, list) else "a single value"
