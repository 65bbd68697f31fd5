"""One way to read the body of a feed, whatever kind it is of.

    FEED     parse      RSS, RDF, Atom, JSON Feed: says itself what is what
    JSON     json_api   by the paths of its recipe
    PAGE     page       by the CSS selectors of its recipe
    SITEMAP  sitemap    a news sitemap

Each reader keeps the promise of parse_feed: nothing is raised, nothing is opened, the work is bounded, and
what cannot be read is a ParsedFeed with `error` and `health`.  So identity, health, cadence and coverage need
not know the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher.feeds.bodies import open_body
from watcher.feeds.parse import parse_feed
from watcher.model import FeedKind, ParsedFeed

if TYPE_CHECKING:
    from watcher.model import Feed


def parse_body(
    feed: Feed, body: bytes, content_type: str | None = None, url: str | None = None
) -> ParsedFeed:
    """Read what was fetched for `feed`.

    `content_type` is the header as the server sent it, `url` the final address, against which relative
    links are resolved.
    """
    if feed.kind is FeedKind.FEED:
        return parse_feed(body, content_type, url)
    text = open_body(body, content_type)
    if isinstance(text, ParsedFeed):
        return text
    if feed.kind is FeedKind.SITEMAP:
        from watcher.feeds.sitemap import read_sitemap  # noqa: PLC0415  # few feeds are of this kind

        return read_sitemap(text, url)
    if feed.recipe is None:
        raise ValueError(f"{feed.url}: the kind {feed.kind} needs a recipe")  # the schema sees to it
    if feed.kind is FeedKind.JSON:
        from watcher.feeds.json_api import read_json_api  # noqa: PLC0415  # the same

        return read_json_api(text, feed.recipe, url)
    from watcher.feeds.page import read_page  # noqa: PLC0415  # the same

    return read_page(text, feed.recipe, url)
