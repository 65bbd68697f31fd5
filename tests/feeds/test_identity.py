"""Which entry is which article: keys from poll to poll and feed to feed, outlets, texts, dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watcher.feeds.identity import make_articles
from watcher.feeds.parse import parse_feed
from watcher.model import Article, Entry, Feed, ParsedFeed

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
FEED = Feed(url="https://example.org/feed", outlet="example.org")
OTHER = Feed(url="https://planet.example/all", outlet="planet.example")
GOOGLE = Feed(url="https://news.google.com/rss/search?q=x", outlet="news.google.com")
ENTRY = Entry(
    guid="4711",
    link="https://example.org/2026/court-stays-order",
    title="Court stays the order against Example Inc.",
    summary="A judge said so.",
    published_at=NOW - timedelta(hours=1),
)


def make(*entries: Entry, feed: Feed = FEED) -> tuple[Article, ...]:
    return make_articles(ParsedFeed(entries=entries), feed, NOW)


def make_one(entry: Entry, feed: Feed = FEED) -> Article:
    (article,) = make(entry, feed=feed)
    return article


def list_keys(article: Article) -> set[str]:
    return {article.key, *article.aliases}


def are_one(one: Entry, other: Entry, other_feed: Feed = FEED) -> bool:
    return bool(list_keys(make_one(one)) & list_keys(make_one(other, other_feed)))


@pytest.mark.parametrize(
    ("changed", "feed"),
    [
        (replace(ENTRY, title="Court stays order; appeal expected"), FEED),
        (replace(ENTRY, guid="9999"), FEED),
        (replace(ENTRY, guid=None), FEED),
        (replace(ENTRY, guid="9999", published_at=NOW), FEED),
        (replace(ENTRY, link="https://example.org/moved/1"), FEED),
        (replace(ENTRY, guid="9999", link="https://example.org/moved/1"), FEED),
        (replace(ENTRY, guid="1", title="Example wins in court today, judge says"), OTHER),
        (replace(ENTRY, guid=None, link=f"{ENTRY.link}?utm_source=rss&fbclid=x#top"), OTHER),
        (replace(ENTRY, guid=None, link="http://www.example.org/2026/court-stays-order/amp"), OTHER),
        (
            replace(
                ENTRY, guid=None, link="https://www.google.com/amp/s/example.org/2026/court-stays-order"
            ),
            OTHER,
        ),
        (
            replace(
                ENTRY,
                guid=None,
                link="https://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2f2026%2fcourt-stays-order",
            ),
            OTHER,
        ),
        (
            replace(ENTRY, guid=None, link="https://feedproxy.example/~3/x", original_link=ENTRY.link),
            OTHER,
        ),
    ],
    ids=[
        "new title", "new guid", "no guid any more", "new guid and date", "new link", "new guid and link",
        "another feed", "tracking", "AMP path", "AMP cache", "click counter", "feed proxy",
    ],
)  # fmt: skip
def test_the_same_article_shares_a_key(changed: Entry, feed: Feed) -> None:
    assert are_one(ENTRY, changed, feed)


@pytest.mark.parametrize(
    ("other", "feed"),
    [
        (
            replace(
                ENTRY,
                guid="4712",
                link="https://example.org/2",
                title="Another order, another court, another day",
            ),
            FEED,
        ),
        (
            replace(
                ENTRY, link="https://planet.example/1", title="Bare guids mean nothing elsewhere, do they"
            ),
            OTHER,
        ),
        (Entry(guid="5", link="https://example.org/", title="A front page is nobody's address, is it"), FEED),
    ],
)
def test_different_articles_share_none(other: Entry, feed: Feed) -> None:
    assert not are_one(ENTRY, other, feed)


WORDS = "The board met on Monday and had the gates shut by the evening, as its secretary told the paper."


def test_an_article_that_changed_guid_link_and_date_is_known_by_its_words() -> None:
    one = replace(ENTRY, summary=WORDS)
    other = replace(one, guid="9999", link="https://example.org/moved/1", published_at=NOW)
    assert are_one(one, replace(other, published_at=NOW - timedelta(days=9)))
    assert not are_one(one, replace(other, summary=f"{WORDS} It did so again.", published_at=None))
    assert not are_one(one, other, OTHER), "the same words elsewhere are another outlet's report"


def test_words_that_several_entries_share_name_none_of_them() -> None:
    one, two = make(
        replace(ENTRY, guid="a", link="https://example.org/a", title="Notice", summary=WORDS),
        replace(ENTRY, guid="b", link="https://example.org/b", title="Notice", summary=WORDS),
    )
    assert not list_keys(one) & list_keys(two)


@pytest.mark.parametrize("field", ["guid", "link"])
def test_entries_that_one_page_has_all_are_told_by_their_fragments(field: str) -> None:
    page = "https://example.org/now.html"
    entries = [replace(ENTRY, guid=None, link=None, title=f"Piece {n} of many on a page") for n in range(3)]
    placed = [replace(entry, **{field: f"{page}#{n}"}) for n, entry in enumerate(entries)]  # type: ignore[arg-type]  # one of two texts
    keys = [article.key for article in make(*placed)]
    assert keys == [f"{field}:{page}#{n}" for n in range(3)]


@pytest.mark.parametrize("field", ["guid", "link", "title", "summary", "content", "source_url"])
def test_half_a_surrogate_pair_is_put_away_and_the_key_stays_the_same(field: str) -> None:
    broken = "https://example.org/?q=\ud800" if field in {"link", "source_url"} else "half \ud800 a pair"
    entry = replace(ENTRY, **{field: broken})  # type: ignore[arg-type]  # one of six texts
    article = make_one(entry)
    assert list_keys(article) == list_keys(make_one(entry))
    for text in (article.key, article.title, article.summary, article.text, article.url or ""):
        text.encode()


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/caf\u00e9?q=\u00fc",
        "https://example.org/%E9?q=%FC",
        "https://example.org/a b",
        "https://example.org/\u202e/x",
        "https://ex\u00e4mple.org/1",
        "https://[::1/x",
        "https://example.org:port/x",
        "https://example.org/?a=1;b=2&a=1&&=",
    ],
)
def test_an_odd_address_gives_the_same_key_each_time(link: str) -> None:
    entry = replace(ENTRY, guid=None, link=link)
    assert list_keys(make_one(entry)) == list_keys(make_one(replace(entry, summary="other")))


def test_standing_heads_of_one_day_stay_apart() -> None:
    briefing = replace(ENTRY, title="Daily briefing")
    assert not are_one(briefing, replace(briefing, guid="2", link="https://example.org/briefing-2"))


def test_a_guid_that_several_entries_share_names_none_of_them() -> None:
    articles = make(
        replace(ENTRY, guid="same", link="https://example.org/a", title="First"),
        replace(ENTRY, guid="same", link="https://example.org/b", title="Second"),
    )
    assert [article.key for article in articles] == [
        "link:https://example.org/a",
        "link:https://example.org/b",
    ]


def test_a_link_that_several_entries_share_names_none_of_them() -> None:
    one, two = make(
        replace(ENTRY, guid=None, link="https://example.org/live", title="Judge enters the room"),
        replace(ENTRY, guid=None, link="https://example.org/live", title="Judge leaves the room"),
    )
    assert not list_keys(one) & list_keys(two)


def test_an_entry_twice_in_a_document_is_one_article() -> None:
    assert len(make(ENTRY, ENTRY)) == 1


def test_an_entry_without_anything_is_no_article() -> None:
    assert make(Entry()) == ()


def test_an_entry_without_guid_and_link_is_known_by_title_and_day() -> None:
    bare = Entry(title="Notice", published_at=NOW)
    assert make_one(bare).key == make_one(replace(bare, summary="more")).key
    assert make_one(bare).key != make_one(replace(bare, published_at=NOW - timedelta(days=2))).key


def test_the_key_of_an_overlong_guid_is_short() -> None:
    article = make_one(replace(ENTRY, guid="https://example.org/" + "g" * 100_000))
    assert all(len(key) < 250 for key in list_keys(article))


# ------------------------------------------------------------------------------------ aggregators


def test_an_aggregated_article_is_credited_to_its_publisher() -> None:
    entry = Entry(
        guid="CBMi",
        link="https://news.google.com/rss/articles/CBMi?oc=5",
        title="Court stays order - The Example Post",
        summary="Court stays order The Example Post Other headline Other paper",
        source_url="https://www.example-post.com",
        source_title="The Example Post",
    )
    article = make_one(entry, GOOGLE)
    assert (article.outlet, article.title) == ("example-post.com", "Court stays order")
    assert article.summary == ""  # it holds the headlines of others


HEADLINE = Entry(
    guid="CBMi1",
    link="https://news.google.com/rss/articles/CBMi1?oc=5",
    title="Court stays the order against Example Inc. - The Example Post",
    published_at=NOW - timedelta(days=9),
    source_url="https://www.example-post.com",
    source_title="The Example Post",
)
AGAIN = replace(HEADLINE, guid="CBMi2", link="https://news.google.com/rss/articles/CBMi2?oc=5")


@pytest.mark.parametrize(
    ("again", "is_same"),
    [
        (AGAIN, True),
        (replace(AGAIN, published_at=NOW - timedelta(days=8)), True),
        (replace(AGAIN, published_at=NOW - timedelta(days=6)), True),
        (replace(AGAIN, published_at=NOW - timedelta(days=11)), True),
        (replace(AGAIN, published_at=NOW - timedelta(days=5)), False),
        (replace(AGAIN, published_at=NOW), False),
        (replace(AGAIN, published_at=datetime.min.replace(tzinfo=UTC)), False),
        (replace(AGAIN, published_at=None), False),
        (replace(AGAIN, source_url="https://other-post.example"), False),
        (replace(AGAIN, title="Court stays the other order against Example Inc. - The Example Post"), False),
    ],
    ids=["same day", "next day", "third day", "two days before", "fourth day", "much later", "first of days",
         "undated", "another publisher", "other words"],
)  # fmt: skip
def test_a_headline_of_an_aggregator_stays_the_same_for_three_days_whatever_else_changes(
    again: Entry,
    is_same: bool,  # noqa: FBT001
) -> None:
    assert bool(list_keys(make_one(HEADLINE, GOOGLE)) & list_keys(make_one(again, GOOGLE))) == is_same


def test_a_standing_head_of_an_aggregator_is_new_each_day() -> None:
    head = replace(HEADLINE, title="Morning briefing - The Example Post")
    later = replace(head, guid="2", link="https://news.google.com/2", published_at=NOW - timedelta(days=8))
    assert not list_keys(make_one(head, GOOGLE)) & list_keys(make_one(later, GOOGLE))


def test_outside_aggregators_a_title_of_another_day_is_another_article() -> None:
    document = replace(ENTRY, summary=None, title="Notice of a proposed collection; request for comment")
    later = replace(document, guid="2", link="https://example.org/2", published_at=NOW - timedelta(days=1))
    assert not are_one(document, later)


def test_a_title_keeps_its_dash_where_it_is_not_the_publisher() -> None:
    entry = Entry(guid="1", title="Court - at last", source_url="https://a.example", source_title="A")
    assert make_one(entry, GOOGLE).title == "Court - at last"


def test_a_source_element_outside_aggregators_changes_no_outlet() -> None:
    assert make_one(replace(ENTRY, source_url="https://elsewhere.example/feed")).outlet == "example.org"


# ------------------------------------------------------------------------------------ dates, texts


@pytest.mark.parametrize(
    ("published_at", "expected", "is_clamped"),
    [
        (NOW - timedelta(days=1), NOW - timedelta(days=1), False),
        (NOW + timedelta(minutes=59), NOW + timedelta(minutes=59), False),
        (NOW + timedelta(minutes=61), NOW, True),
        (datetime(9999, 12, 31, tzinfo=UTC), NOW, True),
        (datetime(1970, 1, 1, tzinfo=UTC), None, False),
        (None, None, False),
    ],
)
def test_a_date_from_the_future_is_clamped_and_flagged_and_an_absurd_one_dropped(
    published_at: datetime | None,
    expected: datetime | None,
    is_clamped: bool,  # noqa: FBT001
) -> None:
    article = make_one(replace(ENTRY, published_at=published_at))
    assert (article.published_at, article.is_date_clamped) == (expected, is_clamped)


LONG = "\n".join(f"Paragraph {n} says something about the matter. " * 5 for n in range(30))


@pytest.mark.parametrize(
    ("summary", "content", "expected"),
    [
        ("Short.", None, ("Short.", "")),
        ("Short.", "Whole text.", ("Short.", "Whole text.")),
        ("Same.", "Same.", ("Same.", "")),
        (None, "Whole text.", ("Whole text.", "")),
        (None, None, ("", "")),
    ],
)
def test_summary_and_text_are_told_apart(
    summary: str | None, content: str | None, expected: tuple[str, str]
) -> None:
    article = make_one(replace(ENTRY, summary=summary, content=content))
    assert (article.summary, article.text) == expected


@pytest.mark.parametrize("field", ["summary", "content"])
def test_a_long_description_is_the_text_and_its_beginning_the_summary(field: str) -> None:
    entry = replace(ENTRY, **{"summary": None, field: LONG})  # type: ignore[arg-type]  # one of two texts
    article = make_one(entry)
    assert article.text == LONG
    assert article.summary.startswith("Paragraph 0")
    assert len(article.summary) <= 1_200


def test_lengths_are_capped() -> None:
    article = make_one(replace(ENTRY, title="t" * 10_000, summary="s" * 10_000, content="c " * 1_000_000))
    assert (len(article.title), len(article.text)) == (500, 100_000)
    assert len(article.summary) <= 5_000


def test_a_block_is_a_line_of_its_own() -> None:
    body = (
        b"<rss><channel><item><title>T</title><link>https://example.org/1</link>"
        b"<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item></channel></rss>"
    )
    (article,) = make_articles(parse_feed(body), FEED, NOW)
    assert article.summary == "One.\nTwo."


def test_only_an_address_of_the_web_is_the_url() -> None:
    assert make_one(replace(ENTRY, link="urn:uuid:1")).url is None
