"""Which feeds a web page offers, from the page itself: nothing is guessed, and nothing more is asked for.

What the page declares (`<link rel="alternate">` with the type of a feed) counts; only where it declares none
do links whose address looks like a feed's.  Like every page, a large one is read in a process of its own.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from watcher.feeds.apart import answer_apart, ask_apart
from watcher.feeds.bodies import open_body
from watcher.feeds.links import join_link
from watcher.feeds.plaintext import strip_markup
from watcher.model import ParsedFeed

_SMALL: Final = 32_768  # bytes: the worst of this size is read in a tenth of a second
_LINK_LIMIT: Final = 20_000  # links of a page that are looked at
_OFFER_LIMIT: Final = 50
_TEXT_LIMIT: Final = 200  # characters
_TYPES: Final = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/rdf+xml": "RDF",
    "application/feed+json": "JSON Feed",
}
_LOOKS_LIKE_FEED: Final = re.compile(
    r"/(?:feed|feeds|rss|atom)/?$|\.(?:rss|atom|rdf)$|(?:^|/)(?:rss|atom|feed|index)\.xml$|/feed\.json$",
    re.IGNORECASE,
)


class Offer(NamedTuple):
    """A feed that a page offers; `format` is "" where only its address speaks for it."""

    url: str
    title: str
    format: str


def find_feeds(body: bytes, content_type: str | None, url: str) -> tuple[Offer, ...]:
    """List the feeds that the page at `url` offers, each once, in the order of the page; never raises."""
    text = open_body(body, content_type)
    if isinstance(text, ParsedFeed):
        return ()
    found: Any = _find_links(text) if len(text) <= _SMALL else ask_apart("watcher.feeds.discovery", text)
    if not isinstance(found, dict):
        return ()
    base = join_link(url, found["base"]) or url
    return _make_offers(found["declared"], base) or _make_offers(found["linked"], base)


def _make_offers(links: list[list[str]], base: str) -> tuple[Offer, ...]:
    offers: dict[str, Offer] = {}
    for href, title, format_ in links:
        link = join_link(base, href)
        if link is not None:
            offers.setdefault(link, Offer(link, strip_markup(title)[:_TEXT_LIMIT], format_))
    return tuple(offers.values())[:_OFFER_LIMIT]


def _find_links(text: bytes) -> dict[str, object]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return {"base": None, "declared": [], "linked": []}
    declared, linked = [], []
    for element, _ in zip(root.iter("link", "a"), range(_LINK_LIMIT), strict=False):
        href = element.get("href") or ""
        if element.tag == "link" and _is_declared(element):
            format_ = _TYPES.get(_get_type(element), "")
            declared.append([href, element.get("title") or "", format_])
        elif element.tag == "a" and _looks_like_feed(href):
            linked.append([href, "".join(element.itertext())[:_TEXT_LIMIT], ""])
    return {"base": root.xpath("string(//base/@href)") or None, "declared": declared, "linked": linked}


def _is_declared(element: Any) -> bool:
    relations = (element.get("rel") or "").lower().split()
    return bool(element.get("href")) and (
        "feed" in relations or ("alternate" in relations and _get_type(element) in _TYPES)
    )


def _get_type(element: Any) -> str:
    return (element.get("type") or "").partition(";")[0].strip().lower()


def _looks_like_feed(href: str) -> bool:
    try:
        return _LOOKS_LIKE_FEED.search(urlsplit(href.strip()).path) is not None
    except ValueError:
        return False


if __name__ == "__main__":
    answer_apart(_find_links)
