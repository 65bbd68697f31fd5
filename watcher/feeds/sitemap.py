"""A news sitemap -> entries (sitemaps.org, with the news vocabulary of Google's).

Only entries with a news title are taken: an address alone says nothing to be judged.  `lastmod` is no date of
publication, and keywords are no sentence: both are left alone, since an old article that was touched is no
news, and a list of names would be read as saying something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from watcher.feeds.bodies import is_page, judge_entries, refuse, refuse_page
from watcher.feeds.dates import DateReader
from watcher.feeds.links import join_link
from watcher.feeds.mending import mend
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry, FeedHealth, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

_CHUNK: Final = 65_536
_ENTRY_LIMIT: Final = 10_000  # the first ones; news sitemaps have at most 1,000
_DENSITY_LIMIT: Final = 250_000  # tags and attributes inside one entry, or before the first
_INDEX_SHOWN: Final = 5


class _Outcome(NamedTuple):
    entries: list[Entry]
    address_count: int
    root: str
    children: list[str]
    publication: str | None
    fault: str | None


def read_sitemap(text: bytes, url: str | None) -> ParsedFeed:
    """Read a decoded sitemap: the entries before damage are kept; an index of sitemaps is refused."""
    if is_page(text):
        return refuse_page(text, "a sitemap")
    outcome = _read(text, url)
    if outcome.fault is not None:
        mended = _read(mend(text), url)
        outcome = mended if len(mended.entries) >= len(outcome.entries) else outcome
    if outcome.root == "sitemapindex" or outcome.children:
        named = " ".join(outcome.children[:_INDEX_SHOWN]) or "none"
        return refuse(
            FeedHealth.UNREADABLE, f"an index of sitemaps: watch one of those it names, such as {named}"
        )
    if not outcome.entries and outcome.address_count:
        return refuse(
            FeedHealth.UNREADABLE,
            f"none of its {outcome.address_count} addresses has a news:title, so that nothing can be judged",
        )
    if not outcome.entries and (outcome.fault is not None or outcome.root != "urlset"):
        found = outcome.fault or f"its root is <{clean_text(outcome.root)[:40]}>"
        return refuse(FeedHealth.UNREADABLE, f"not a sitemap that can be read: {found}")
    return judge_entries(
        ParsedFeed(
            entries=tuple(outcome.entries),
            title=outcome.publication,
            format="sitemap",
            is_damaged=outcome.fault is not None,
        )
    )


def _read(text: bytes, url: str | None) -> _Outcome:
    """Read up to the first fault, an entry at a time, so that memory stays that of one entry."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        encoding="utf-8",
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _SitemapReader(url, DateReader().read)
    fault: str | None = None
    try:
        density = 0
        for start in range(0, len(text), _CHUNK):
            chunk = text[start : start + _CHUNK]
            count = reader.count
            parser.feed(chunk)
            reader.take(parser.read_events())
            density = chunk.count(b"<") + chunk.count(b"=") + (density if reader.count == count else 0)
            if density > _DENSITY_LIMIT or reader.count >= _ENTRY_LIMIT:
                fault = "it is larger than any sitemap of news"
                break
        else:
            reader.root = _name(parser.close())
    except etree.XMLSyntaxError as error:
        fault = clean_text(str(error))
    return _Outcome(
        reader.entries, reader.address_count, reader.root, reader.children, reader.publication, fault
    )


class _SitemapReader:
    """Turns <url> elements into entries as they are completed."""

    def __init__(self, base: str | None, read_date: Callable[[str], datetime | None]) -> None:
        self.entries: list[Entry] = []
        self.children: list[str] = []
        self.address_count = 0
        self.root = ""
        self.publication: str | None = None
        self._base = base
        self._read_date = read_date

    @property
    def count(self) -> int:
        return self.address_count + len(self.children)

    def take(self, events: Iterable[tuple[str, Any]]) -> None:
        for _, element in events:
            if not self.root:
                self.root = _name(element.getroottree().getroot())
            if _name(element) == "sitemap":
                self._take_child(element)
            elif self.address_count < _ENTRY_LIMIT:
                self.address_count += 1
                self._take_address(element)
            element.clear(keep_tail=False)

    def _take_child(self, element: Any) -> None:
        link = join_link(self._base, _find_text(element, "loc"))
        if link and len(self.children) < _ENTRY_LIMIT:
            self.children.append(link[:200])

    def _take_address(self, element: Any) -> None:
        news = _find(element, "news")
        title = _find_text(news, "title") if news is not None else None
        if news is None or not title:
            return
        published = _find_text(news, "publication_date")
        publication = _find(news, "publication")
        if self.publication is None and publication is not None:
            self.publication = _find_text(publication, "name")
        self.entries.append(
            Entry(
                link=join_link(self._base, _find_text(element, "loc")),
                title=strip_markup(title),
                published_at=self._read_date(published) if published else None,
            )
        )


def _find(element: Any, name: str) -> Any | None:
    return next((child for child in element if _name(child) == name), None)


def _find_text(element: Any, name: str) -> str | None:
    found = _find(element, name)
    return clean_text(found.text or "") or None if found is not None else None


def _name(element: Any) -> str:
    """The local name of an element, whatever vocabulary or spelling of it the publisher declared."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
