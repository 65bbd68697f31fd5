"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF: well-formed XML -> entries.

libxml2's push parser hands each entry over when its end tag has been read, and the entry is freed at once:
what stands before a damage is kept, a truncated last entry is never seen, and memory does not grow with
the feed.  Entities stay inside the document, nothing is fetched, and libxml2 bounds their growth.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from watcher.feeds.bodies import ENTRY_LIMIT
from watcher.feeds.links import is_address, join_link
from watcher.feeds.mending import UNDECLARED
from watcher.feeds.plaintext import clean_text, strip_markup
from watcher.model import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_CHUNK: Final = 65_536
_DENSITY_LIMIT: Final = 250_000  # tags and attributes inside one entry, or before the first

_PROLOG: Final = 10_000  # bytes in which the root must begin
_ROOT_TAG: Final = re.compile(rb"<(?:rss|feed|channel)(?=\s)[^<>]{0,4000}>", re.IGNORECASE)
_HOME: Final = re.compile(rb"""\sxmlns\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""")
_ENTRY_TAGS: Final = tuple(f"{{*}}{name}" for name in ("item", "entry", "Item", "Entry", "ITEM", "ENTRY"))
_ENTRY_NAMES: Final = frozenset({"item", "entry"})

_VOCABULARIES: Final = {  # namespace, without scheme, trailing mark and case -> the prefix it goes by here
    "": "",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns": "",
    "purl.org/net/rss1.1": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss/rss.html": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/rss/1.0/modules/dcterms": "dcterms",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "www.w3.org/1999/xhtml": "xhtml",
    "search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "example.com/dtds/podcast-1.0.dtd": "itunes",
    "www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.pheedo.com/namespace/pheedo": "pheedo",
    "prismstandard.org/namespaces/1.2/basic": "prism",
    "prismstandard.org/namespaces/basic/2.0": "prism",
    "prismstandard.org/namespaces/basic/2.1": "prism",
    "prismstandard.org/namespaces/basic/3.0": "prism",
}
_PREFIXES: Final = frozenset(_VOCABULARIES.values())
_SAME_AS_NONE: Final = frozenset({"atom", "rss", "rss2"})

_FIELDS: Final = {  # (vocabulary, local name) -> field and rank: the lowest rank that says something wins
    ("", "title"): ("title", 0),
    ("dc", "title"): ("title", 1),
    ("itunes", "title"): ("title", 2),
    ("media", "title"): ("title", 3),
    ("", "guid"): ("guid", 0),
    ("", "id"): ("guid", 1),
    ("dc", "identifier"): ("guid", 2),
    ("", "description"): ("summary", 0),
    ("", "summary"): ("summary", 0),
    ("", "abstract"): ("summary", 0),
    ("dc", "description"): ("summary", 1),
    ("itunes", "summary"): ("summary", 2),
    ("googleplay", "description"): ("summary", 3),
    ("itunes", "subtitle"): ("summary", 4),
    ("media", "description"): ("summary", 5),
    ("content", "encoded"): ("content", 0),
    ("", "content"): ("content", 1),
    ("xhtml", "body"): ("content", 2),
    ("xhtml", "div"): ("content", 2),
    ("", "body"): ("content", 3),
    ("", "fullitem"): ("content", 3),
    ("", "pubdate"): ("published", 0),
    ("", "published"): ("published", 0),
    ("", "issued"): ("published", 1),
    ("dcterms", "issued"): ("published", 2),
    ("dc", "date"): ("published", 3),
    ("", "created"): ("published", 4),
    ("dcterms", "created"): ("published", 4),
    ("prism", "publicationdate"): ("published", 5),
    ("", "updated"): ("updated", 0),
    ("", "modified"): ("updated", 0),
    ("dcterms", "modified"): ("updated", 1),
    ("", "lastbuilddate"): ("updated", 2),
    ("", "date"): ("updated", 3),
    ("", "link"): ("link", 0),
    ("", "enclosure"): ("link", 0),
    ("", "source"): ("source", 0),
    ("feedburner", "origlink"): ("original", 0),
    ("pheedo", "origlink"): ("original", 1),
}
_DATES: Final = ("published", "updated")
_SECOND_SUMMARY: Final = 9  # the rank of a second description, which is the content if nothing else is
_ATOM: Final = frozenset({"www.w3.org/2005/atom", "purl.org/atom/ns"})
_ALTERNATE: Final = frozenset({"", "alternate", "http://www.iana.org/assignments/relation/alternate"})
_SECOND: Final = {
    "self": 0,
    "related": 0,
    "via": 0,
    "enclosure": 2,
}  # rank; relations of others' making are 1


class Reading(NamedTuple):
    """What one pass over a document found.

    `fault` is None when the document is well-formed; `is_cut` says that it ends before its root does,
    `is_excessive` that reading was stopped because it is bigger than any feed.
    """

    entries: list[Entry]
    feed: Channel
    fault: str | None = None
    is_cut: bool = False
    is_excessive: bool = False


@dataclass(slots=True)
class Channel:
    """What a document says about the feed as a whole."""

    root: str = ""
    title: str | None = None
    link: str | None = None
    hub: str | None = None
    topic: str | None = None
    interval: timedelta | None = None
    extra: dict[str, str] = field(default_factory=dict)


def read_xml(body: bytes, base: str | None, read_date: Callable[[str], datetime | None]) -> Reading:
    """Read UTF-8 XML up to its first fault."""
    body = _drop_strange_home(body)
    parser = etree.XMLPullParser(
        events=("end",),
        tag=_ENTRY_TAGS,
        base_url=base,
        encoding="utf-8",
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader = _EntryReader(base, read_date, uses_bases=b"xml:base" in body)
    root = None
    fault: str | None = None
    is_cut = is_excessive = False
    try:
        is_excessive = _feed_chunks(parser, body, reader)
        if not is_excessive:
            is_cut = True
            root = parser.close()
            is_cut = False
        reader.take(parser.read_events())
    except etree.XMLSyntaxError as error:
        fault = clean_text(str(error))
        reader.take(_read_rest(parser))
    root = reader.root if root is None else root
    channel = _read_channel(root) if root is not None else Channel()
    return Reading(reader.entries, channel, fault, is_cut, is_excessive)


def _drop_strange_home(body: bytes) -> bytes:
    """Take a default namespace that nobody knows off the root: its elements mean what they do without it."""
    root = _ROOT_TAG.search(body, 0, _PROLOG)
    found = _HOME.search(body, *root.span()) if root else None
    home = (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""
    if found is None or _fold_namespace(home) in _VOCABULARIES:
        return body
    return body[: found.start()] + body[found.end() :]


def _feed_chunks(parser: Any, body: bytes, reader: _EntryReader) -> bool:
    """Push the body through; true when reading was stopped because there is no end of it."""
    density = 0
    for start in range(0, len(body), _CHUNK):
        chunk = body[start : start + _CHUNK]
        before = reader.count
        parser.feed(chunk)
        reader.take(parser.read_events())
        density = _count_markup(chunk) + (density if reader.count == before else 0)
        if density > _DENSITY_LIMIT or reader.count >= ENTRY_LIMIT:
            return True
    return False


def _count_markup(chunk: bytes) -> int:
    return chunk.count(b"<") + chunk.count(b'="') + chunk.count(b"='")


def _read_rest(parser: Any) -> Iterator[tuple[str, Any]]:
    try:
        yield from parser.read_events()
    except etree.XMLSyntaxError:
        return


class _EntryReader:
    """Turns entry elements into entries as they are completed."""

    def __init__(
        self, base: str | None, read_date: Callable[[str], datetime | None], *, uses_bases: bool
    ) -> None:
        self.entries: list[Entry] = []
        self.count = 0
        self.root: Any = None
        self._base = base
        self._read_date = read_date
        self._uses_bases = uses_bases

    def take(self, events: Any) -> None:
        for _, element in events:
            if self.root is None:
                self.root = element.getroottree().getroot()
            if self.count >= ENTRY_LIMIT or not _is_entry(element):
                continue
            self.count += 1
            self.entries.append(self._read(element))
            element.clear(keep_tail=False)

    def _read(self, element: Any) -> Entry:
        found: dict[str, tuple[int, Any]] = {}
        dates: list[tuple[str, int, Any]] = []
        links = _Links()
        for child in _list_children(element):
            place = _find_field(child.tag)
            if place is None:
                continue
            name, rank = place
            if name == "link":
                links.add(child)
                continue
            if not _says_something(child):
                continue
            if name in _DATES:
                dates.append((name, rank, child))
            elif name not in found or rank < found[name][0]:
                found[name] = (rank, child)
            elif name == "summary" and rank == 0 and "content" not in found:
                found["content"] = (_SECOND_SUMMARY, child)
        published_at = self._read_dates(dates, element)
        return self._build(element, {name: child for name, (_, child) in found.items()}, links, published_at)

    def _build(
        self, element: Any, found: dict[str, Any], links: _Links, published_at: datetime | None
    ) -> Entry:
        guid_element = found.get("guid")
        base = self._find_base(element)
        guid = _read_guid(guid_element, self._find_base(guid_element, base)) or _get_about(element)
        link = self._choose_link(element, guid_element, guid, links)
        source = found.get("source")
        return Entry(
            guid=guid,
            link=join_link(self._find_base(links.element, base), link),
            title=_read_text(found.get("title")),
            summary=_read_text(found.get("summary")),
            content=_read_text(found.get("content")),
            published_at=published_at,
            original_link=join_link(base, _read_plain(found.get("original"))),
            source_url=join_link(base, source.get("url")) if source is not None else None,
            source_title=_read_source_title(source),
        )

    def _choose_link(self, element: Any, guid_element: Any, guid: str | None, links: _Links) -> str | None:
        if links.best is not None:
            return links.best
        if guid and is_address(guid) and (guid_element is None or not _is_opaque(guid_element)):
            return guid
        return element.get("HREF") or element.get("href") or links.second

    def _read_dates(self, dates: list[tuple[str, int, Any]], element: Any) -> datetime | None:
        """Read the best date that can be; of two alike the last: a tool wrote it that forgot the first."""
        dates.reverse()
        for _, _, child in sorted(dates, key=itemgetter(0, 1)):
            text = _read_plain(child)
            at = self._read_date(text) if text else None
            if at is not None:
                return at
        modified = element.get("LASTMOD") or element.get("lastmod")
        return self._read_date(modified) if modified else None

    def _find_base(self, element: Any, otherwise: str | None = None) -> str | None:
        if not self._uses_bases or element is None:
            return otherwise or self._base
        try:
            return element.base or otherwise or self._base
        except ValueError:
            return otherwise or self._base


def _list_children(element: Any) -> Iterator[Any]:
    """List what stands in an entry; what media:group holds counts as standing in the entry itself."""
    for child in element:
        yield child
        if isinstance(child.tag, str) and _split_tag(child.tag) == ("media", "group"):
            yield from child


def _read_guid(element: Any, base: str | None) -> str | None:
    """Read an identifier; Atom's are addresses, and may be relative."""
    guid = _read_plain(element)
    if guid and _is_atom(element.tag) and guid.startswith("/"):
        return join_link(base, guid)
    return guid


def _get_about(element: Any) -> str | None:
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or element.get("rdf:about")
    return clean_text(about) or None if about else None


def _is_opaque(element: Any) -> bool:
    """Say whether a guid is said to be no address; what is neither yes nor no is taken for no."""
    return str(element.get("isPermaLink", "true")).strip().lower() not in {"true", "yes", "1", ""}


class _Links:
    """The links of an entry: the first that leads to the article itself, and the best of the others.

    Where none leads to the article, one to what it is about is better than none, and at last its recording.
    """

    def __init__(self) -> None:
        self.best: str | None = None
        self.second: str | None = None
        self.element: Any = None
        self._rank = self._second_rank = 9

    def add(self, element: Any) -> None:
        if _split_tag(element.tag)[1] == "enclosure":
            self._offer_second(2, element.get("url") or "")
            return
        href = element.get("href")
        rel = (element.get("rel") or "").strip().lower()
        if rel in _ALTERNATE:
            if href is None or not (rel or _is_atom(element.tag)):
                self._offer(0, href or element.text or "", element)
            else:
                kind = (element.get("type") or "").lower()
                self._offer(1 if "html" in kind else 3 if kind else 2, href, element)
        elif href and (rel in _SECOND or is_address(rel)):
            self._offer_second(_SECOND.get(rel, 1), href)

    def _offer(self, rank: int, href: str, element: Any) -> None:
        href = href.strip()
        if href and (rank < self._rank or rank == self._rank == 0):
            self.best, self.element, self._rank = href, element, rank

    def _offer_second(self, rank: int, href: str) -> None:
        if href.strip() and rank < self._second_rank:
            self.second, self._second_rank = href.strip(), rank


# -------------------------------------------------------------------------------------------- names


@lru_cache(maxsize=4096)
def _split_tag(tag: str) -> tuple[str, str]:
    """Split a tag into the prefix its vocabulary goes by here ("?" for a foreign one) and its local name."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if namespace.startswith(UNDECLARED):
        prefix = namespace.removeprefix(UNDECLARED).lower()
        if prefix in _SAME_AS_NONE:
            return "", local.lower()
        return prefix if prefix in _PREFIXES else "?", local.lower()
    return _VOCABULARIES.get(_fold_namespace(namespace), "?"), local.lower()


def _fold_namespace(namespace: str) -> str:
    return namespace.strip().lower().removeprefix("http://").removeprefix("https://").rstrip("/#")


def _find_field(tag: Any) -> tuple[str, int] | None:
    return _FIELDS.get(_split_tag(tag)) if isinstance(tag, str) else None


def _is_entry(element: Any) -> bool:
    """An entry belongs to a feed's vocabulary and stands in no other entry."""
    vocabulary, _ = _split_tag(element.tag)
    if vocabulary == "?":  # a feed in a namespace of its own is one from its root on
        root = element.getroottree().getroot()
        if etree.QName(root).namespace != etree.QName(element).namespace:
            return False
    return not any(
        isinstance(above.tag, str)
        and (
            _split_tag(above.tag)[1] in _ENTRY_NAMES
            or _split_tag(above.tag)[0] not in {"", "rdf", vocabulary}
        )
        for above in element.iterancestors()
    )


# --------------------------------------------------------------------------------------------- text


def _says_something(element: Any) -> bool:
    return bool(len(element)) or bool(element.text and not element.text.isspace()) or bool(element.get("src"))


def _read_plain(element: Any) -> str | None:
    """The characters of an element, as they are."""
    if element is None:
        return None
    text = clean_text(element.text or "" if not len(element) else "".join(element.itertext()))
    return text or None


def _read_text(element: Any) -> str | None:
    """The text of an element without markup, whichever way that is written; "" if it is markup only."""
    if element is None:
        return None
    if len(element):
        # XHTML, or HTML that was not escaped: libxml2 writes it out, the HTML parser reads it
        parts = (etree.tostring(child, encoding="unicode") for child in element)
        return strip_markup(html.escape(element.text or "", quote=False) + "".join(parts))
    text = element.text or ""
    if _is_atom(element.tag):
        kind = (element.get("type") or "text").strip().lower()
        mode = (element.get("mode") or "").strip().lower()
        if mode == "base64" or (
            not mode and "/" in kind and not kind.startswith("text/") and "ml" not in kind
        ):
            return _read_base64(text)
        if kind in {"text", "text/plain"} and mode != "escaped" and "</" not in text:
            return clean_text(text)
    return strip_markup(text)


def _is_atom(tag: str) -> bool:
    return tag.startswith("{") and _fold_namespace(tag[1:].partition("}")[0]) in _ATOM


def _read_base64(text: str) -> str:
    try:
        return strip_markup(base64.b64decode("".join(text.split()), validate=True).decode())
    except (binascii.Error, ValueError):
        return strip_markup(text)


def _read_source_title(source: Any) -> str | None:
    if source is None:
        return None
    if len(source):
        source = next((child for child in source if _find_field(child.tag) == ("title", 0)), None)
    return _read_text(source)


# ---------------------------------------------------------------------------------- the feed itself

_PERIODS: Final = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def _read_channel(root: Any) -> Channel:
    """Read what stands beside the entries; they have been emptied by now."""
    channel = Channel(root=_split_tag(root.tag)[1])
    period: str | None = None
    frequency = 1
    for element in _list_channel_elements(root):
        vocabulary, name = _split_tag(element.tag)
        if vocabulary == "" and name == "title":
            channel.title = channel.title or _read_text(element)
        elif vocabulary == "" and name == "link":
            _read_channel_link(channel, element)
        elif vocabulary == "" and name == "ttl":
            channel.interval = _read_ttl(element.text)
        elif vocabulary == "sy" and name == "updateperiod":
            period = (element.text or "").strip().lower()
        elif vocabulary == "sy" and name == "updatefrequency":
            frequency = _read_count(element.text) or 1
    if channel.interval is None and period in _PERIODS:
        channel.interval = _PERIODS[period] / frequency
    return channel


def _list_channel_elements(root: Any) -> Iterator[Any]:
    for element in root:
        if not isinstance(element.tag, str):
            continue
        vocabulary, name = _split_tag(element.tag)
        if vocabulary == "" and name == "channel":
            yield from (child for child in element if isinstance(child.tag, str))
        elif name not in _ENTRY_NAMES:
            yield element


def _read_channel_link(channel: Channel, element: Any) -> None:
    href = element.get("href")
    if href is None:
        channel.link = channel.link or (element.text or "").strip() or None
        return
    rel = (element.get("rel") or "").strip().lower()
    if rel == "hub":
        channel.hub = channel.hub or href.strip()
    elif rel == "self":
        channel.topic = channel.topic or href.strip()
    elif rel in _ALTERNATE:
        channel.link = channel.link or href.strip()


def _read_ttl(text: str | None) -> timedelta | None:
    minutes = _read_count(text)
    return timedelta(minutes=min(minutes, 525_600)) if minutes else None


def _read_count(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
