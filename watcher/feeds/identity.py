"""Entries -> Articles: which entry is which article, from poll to poll and from feed to feed.

The ladder of keys.  An article is known by all rungs that it has: the first is its `key`, the others its
`aliases`, and the store maps them all onto one row.

    1. guid          within its feed, or anywhere when it is an address or a tag of its own.  Not when
                     several entries of the document share it.
    2. link          canonical: no tracking, no AMP, no feed proxy; so the same article is one in five feeds,
                     and stays one when a publisher gives it a new guid.  Not when it is a front page, nor
                     when entries with different titles share it.
    3. title + day   within its outlet: for publishers that change both, and for entries that have neither.
                     As an alias only where the title is too long to be a standing head ("Daily briefing").
                     What an aggregator brings is a headline and no more, and comes back with another id,
                     link and date: so the three days before count as well.  A headline that its publisher
                     prints again later than that is another article.
    4. words         title, summary and text, within its outlet, whatever the day: for publishers that change
                     guid, link and date at once.  What says nothing new in any word is no news.  Only an
                     alias, only of some length, and not when several entries of the document share it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from watcher.core.text import canonical_url, fold
from watcher.feeds.links import is_address
from watcher.feeds.plaintext import join_blocks
from watcher.model import Article, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.model import Feed, ParsedFeed

_TITLE_LIMIT: Final = 500  # characters, as all limits below
_SUMMARY_LIMIT: Final = 5_000
_LEAD_LIMIT: Final = 1_200  # a description longer than this is the text, and its beginning the summary
_TEXT_LIMIT: Final = 100_000
_URL_LIMIT: Final = 2_000

_FIRST_DAY: Final = datetime(1995, 1, 1, tzinfo=UTC)  # older dates are defaults of software, not of news
_CLOCK_SKEW: Final = timedelta(hours=1)
_DISTINCT_WORDS: Final = 5
_DISTINCT_LENGTH: Final = 25
_WORDS_LIMIT: Final = 2_000
_REDATED_DAYS: Final = 3  # how far aggregators move the date of a headline
_FEWEST_WORDS: Final = 60  # characters of summary and text that make an article known by its words

_AGGREGATORS: Final = frozenset({"news.google.com", "bing.com", "news.yahoo.com", "flipboard.com"})
_WRAPPERS: Final = (  # addresses that carry the real one: host, path, parameter
    (re.compile(r"(www\.)?google\.[a-z.]{2,6}"), "/url", ("url", "q")),
    (re.compile(r"(www\.)?bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"l\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"(www\.)?youtube\.com"), "/redirect", ("q",)),
)
_AMP_CACHES: Final = (
    re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/amp/(?P<secure>s/)?(?P<rest>.+)"),
    re.compile(r"https?://[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]/(?P<secure>s/)?(?P<rest>.+)"),
)


def make_articles(parsed: ParsedFeed, feed: Feed, now: datetime) -> tuple[Article, ...]:
    """Turn a feed's entries into articles, each with its stable key and its aliases, in feed order."""
    named = [_scrub(entry) for entry in parsed.entries if _name(entry)]
    shared = _find_shared(named)
    articles: dict[str, Article] = {}
    for entry in named:
        article = _make_article(entry, feed, shared, now)
        articles.setdefault(article.key, article)
    keys_of_words = {key: _make_words_key(article) for key, article in articles.items()}
    repeated = _list_repeated(keys_of_words.values())
    return tuple(
        replace(article, aliases=(*article.aliases, words_key))
        if (words_key := keys_of_words[key]) is not None and words_key not in repeated
        else article
        for key, article in articles.items()
    )


def _scrub(entry: Entry) -> Entry:
    """Put "?" for halves of surrogate pairs, which JSON can smuggle in and no address or database holds."""
    texts = {name: text for name in _TEXTS if (text := getattr(entry, name)) is not None}
    try:
        "".join(texts.values()).encode()
    except UnicodeEncodeError:
        clean = {name: text.encode("utf-8", "replace").decode() for name, text in texts.items()}
        return replace(entry, **clean)
    return entry


_TEXTS: Final = tuple(field.name for field in fields(Entry) if field.name != "published_at")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What several entries of one document have in common, and what therefore names none of them."""

    guids: frozenset[str]
    links: frozenset[str]


def _find_shared(entries: Iterable[Entry]) -> _Shared:
    """Find guids and links that stand beside more than one title."""
    guids = {(entry.guid, _name(entry)) for entry in entries if entry.guid}
    links = {
        (address, _name(entry))
        for entry in entries
        if (link := _find_link(entry))
        for address in (canonical_url(link), _keep_fragment(link))
    }
    return _Shared(_list_repeated(guid for guid, _ in guids), _list_repeated(link for link, _ in links))


def _keep_fragment(address: str) -> str:
    """The canonical address with its fragment: what tells the entries of a page that has them all."""
    fragment = address.partition("#")[2]
    return f"{canonical_url(address)}#{fragment}" if fragment else canonical_url(address)


def _list_repeated(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(value for value, count in Counter(values).items() if value and count > 1)


def _name(entry: Entry) -> str:
    """What an entry is called: its title, else how it begins, else where it leads; "" for an empty one."""
    return entry.title or (entry.summary or entry.content or "")[:120] or entry.link or entry.guid or ""


def _make_article(entry: Entry, feed: Feed, shared: _Shared, now: datetime) -> Article:
    link = _find_link(entry)
    publisher = _find_publisher(entry, feed, link)
    is_aggregated = publisher is not None
    title = " ".join(join_blocks(_name(entry)).split())
    if is_aggregated:
        title = _drop_publisher(title, entry.source_title)
    summary, text = ("", "") if is_aggregated else _choose_texts(entry)
    outlet = publisher or feed.outlet or _get_domain(link)
    published_at, is_clamped = _judge_date(entry.published_at, now)
    own_keys = _list_own_keys(entry, link, feed, shared)
    title_key = _make_title_key(title, outlet, entry.published_at)
    key, *aliases = [*own_keys, title_key] if not own_keys or _is_distinct(title) else own_keys
    if is_aggregated and _is_distinct(title) and entry.published_at is not None:
        aliases += _list_earlier_title_keys(title, outlet, entry.published_at)
    return Article(
        key=key,
        aliases=tuple(aliases),
        title=title[:_TITLE_LIMIT],
        summary=summary[:_SUMMARY_LIMIT],
        text=text[:_TEXT_LIMIT],
        url=link,
        outlet=outlet,
        published_at=published_at,
        is_date_clamped=is_clamped,
    )


# --------------------------------------------------------------------------------------------- keys


def _list_own_keys(entry: Entry, link: str | None, feed: Feed, shared: _Shared) -> list[str]:
    """Climb the first two rungs of the ladder."""
    keys: list[str] = []
    if entry.guid and entry.guid not in shared.guids:
        keys.append(_make_guid_key(entry.guid, feed))
    for address in (canonical_url(link), _keep_fragment(link)) if link else ():
        if address not in shared.links and not _is_front_page(address):
            return [*keys, f"link:{_shorten(address)}"]
    return keys


def _make_title_key(title: str, outlet: str | None, published_at: datetime | None) -> str:
    day = published_at.date().isoformat() if published_at else "undated"
    return "title:" + _hash(str(outlet), day, fold(title))


def _list_earlier_title_keys(title: str, outlet: str | None, published_at: datetime) -> list[str]:
    before = (timedelta(days=days) for days in range(1, _REDATED_DAYS + 1))
    first = datetime.min.replace(tzinfo=UTC)
    return [
        _make_title_key(title, outlet, published_at - span) for span in before if published_at - first > span
    ]


def _make_words_key(article: Article) -> str | None:
    words = f"{article.summary}\n{article.text[:_WORDS_LIMIT]}"
    if len(words) < _FEWEST_WORDS:
        return None
    return "words:" + _hash(str(article.outlet), article.title, words)


def _make_guid_key(guid: str, feed: Feed) -> str:
    """A guid that is an address means the same everywhere; a bare one means something in its feed only."""
    if is_address(guid):
        return f"guid:{_shorten(_keep_fragment(_unwrap(guid)))}"
    if guid.startswith(("tag:", "urn:uuid:")):
        return f"guid:{_shorten(guid)}"
    return "guid:" + _hash(feed.url, guid)


def _is_front_page(canonical: str) -> bool:
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query


def _is_distinct(title: str) -> bool:
    return len(title) >= _DISTINCT_LENGTH and len(title.split()) >= _DISTINCT_WORDS


def _shorten(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:150]}#{_hash(text)}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


# ----------------------------------------------------------------------------------- links, outlets


def _find_link(entry: Entry) -> str | None:
    """The article's own address: behind the feed proxy, the aggregator's click counter, the AMP cache."""
    for link in (entry.original_link, entry.link):
        if link and is_address(link) and len(link) <= _URL_LIMIT:
            return _unwrap(link)
    return None


@lru_cache(maxsize=1024)  # each of a feed's links is looked at twice
def _unwrap(link: str) -> str:
    for cache in _AMP_CACHES:
        match = cache.fullmatch(link)
        if match is not None:
            return f"http{'s' if match['secure'] else ''}://{match['rest']}"
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    for host, path, names in _WRAPPERS:
        if parts.path == path and host.fullmatch(parts.hostname or ""):
            query = parse_qs(parts.query)
            return next(
                (query[name][0] for name in names if name in query and is_address(query[name][0])), link
            )
    return link


def _get_domain(link: str | None) -> str | None:
    try:
        host = urlsplit(link or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _find_publisher(entry: Entry, feed: Feed, link: str | None) -> str | None:
    """The domain of who wrote it, where an aggregator only passes it on; else None."""
    if not {_get_domain(entry.link), _get_domain(feed.url), feed.outlet} & _AGGREGATORS:
        return None
    for address in (entry.source_url, link):
        domain = _get_domain(address)
        if domain is not None and domain not in _AGGREGATORS:
            return domain
    return None


def _drop_publisher(title: str, publisher: str | None) -> str:
    """Take off the name that aggregators put behind a title: "Court stays order - Example Post"."""
    suffix = f" - {publisher}" if publisher else ""
    if suffix and title.lower().endswith(suffix.lower()) and len(title) > len(suffix):
        return title[: -len(suffix)].rstrip()
    return title


# ------------------------------------------------------------------------------------ texts, dates


def _choose_texts(entry: Entry) -> tuple[str, str]:
    """Choose what is the summary and what the text; a feed may put either in either place."""
    summary, content = join_blocks(entry.summary or ""), join_blocks(entry.content or "")
    if summary == content:
        content = ""
    if summary and len(summary) <= _LEAD_LIMIT:
        return summary, content
    text = content if len(content) > len(summary) else summary
    if len(text) <= _LEAD_LIMIT:
        return text, ""
    return _cut_lead(text), text


def _cut_lead(text: str) -> str:
    """The first lines of a text, whole ones if they are not too long."""
    lead = text[:_LEAD_LIMIT]
    line_end, sentence_end = lead.rfind("\n"), lead.rfind(". ")
    if line_end > _LEAD_LIMIT // 4:
        return lead[:line_end]
    return lead[: sentence_end + 1] if sentence_end > 0 else lead


def _judge_date(at: datetime | None, now: datetime) -> tuple[datetime | None, bool]:
    """Trust no date before there were feeds; take one from the future for now, and flag it."""
    if at is None or at < _FIRST_DAY:
        return None, False
    return (now, True) if at > now + _CLOCK_SKEW else (at, False)
