"""Entries -> Articles: which entry is which article, from poll to poll and from feed to feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.model import Article, Feed, ParsedFeed


def make_articles(parsed: ParsedFeed, feed: Feed, now: datetime) -> tuple[Article, ...]:
    """Turn a feed's entries into articles, each with its stable key and its aliases, in feed order."""
    raise NotImplementedError
