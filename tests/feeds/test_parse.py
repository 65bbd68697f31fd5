"""Reading feeds: formats, encodings, text, links, health, damage."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from watcher.feeds.parse import parse_feed
from watcher.feeds.plaintext import drop_breaks, join_blocks, strip_markup
from watcher.model import Entry, FeedHealth, ParsedFeed

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DATE = "Mon, 02 Mar 2026 10:00:00 GMT"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def make_rss(items: str, channel: str = "<title>Example</title><link>https://example.org/</link>") -> str:
    return f'<rss version="2.0" {NAMESPACES}><channel>{channel}{items}</channel></rss>'


def make_item(**elements: str) -> str:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
    return f"<item>{inner}</item>"


def parse(text: str, url: str | None = None) -> ParsedFeed:
    return parse_feed(text.encode(), None, url)


def read_one(text: str, url: str | None = None) -> Entry:
    (entry,) = parse(text, url).entries
    return entry


def read_item(inner: str, url: str | None = None) -> Entry:
    return read_one(make_rss(f"<item>{inner}</item>"), url)


# -------------------------------------------------------------------------------------------- formats

EXPECTED = Entry(
    guid="https://example.org/1",
    link="https://example.org/1",
    title="Court stays order",
    summary="A & B",
    published_at=AT,
)
ONE_ENTRY = {
    "rss 2.0": make_rss(
        make_item(title="Court stays order", link="https://example.org/1", guid="https://example.org/1",
                  description="A &amp;amp; B", pubDate=DATE)
    ),
    "rss 0.91": "<rss version='0.91'><channel>" + make_item(
        title="Court stays order", link="https://example.org/1", guid="https://example.org/1",
        description="A &amp;amp; B", pubDate=DATE) + "</channel></rss>",
    "rss 1.0": f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        {NAMESPACES}><channel/><item rdf:about="https://example.org/1"><title>Court stays order</title>
        <link>https://example.org/1</link><description>A &amp; B</description>
        <dc:date>2026-03-02T10:00Z</dc:date></item></rdf:RDF>""",
    "atom 1.0": """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://example.org/1</id>
        <title type="html">Court &lt;b&gt;stays&lt;/b&gt; order</title><link href="https://example.org/1"/>
        <link rel="enclosure" href="https://example.org/sound.mp3"/><summary>A &amp; B</summary>
        <updated>2027-01-01T00:00:00Z</updated><published>2026-03-02T10:00:00Z</published></entry></feed>""",
    "atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>https://example.org/1</id>
        <title mode="escaped">Court stays order</title><link rel="alternate" type="text/html"
        href="https://example.org/1"/><summary>A &amp; B</summary>
        <issued>2026-03-02T10:00:00Z</issued></entry></feed>""",
    "json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "https://example.org/1", "url": "https://example.org/1", "title": "Court stays order",
         "summary": "A & B", "date_published": "2026-03-02T10:00:00Z"}]}),
    "cased oddly": "<RSS><Channel>" + make_item(
        Title="Court stays order", LINK="https://example.org/1", GUID="https://example.org/1",
        Description="A &amp;amp; B", PubDate=DATE) + "</Channel></RSS>",
    "prefix never declared": "<rss><channel><item><title>Court stays order</title><link>https://example.org/1</link>"
        "<guid>https://example.org/1</guid><dc:description>A &amp;amp; B</dc:description>"
        "<dc:date>2026-03-02T10:00Z</dc:date></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("text", ONE_ENTRY.values(), ids=ONE_ENTRY.keys())
def test_an_entry_reads_the_same_in_every_format(text: str) -> None:
    parsed = parse(text)
    assert parsed.entries == (EXPECTED,)
    assert parsed.health is FeedHealth.OK


def test_an_entry_inside_another_vocabulary_is_not_one_of_the_feed() -> None:
    foreign = "<x:box xmlns:x='urn:x'><x:entry><title>No</title></x:entry></x:box>"
    text = f"<feed xmlns='http://www.w3.org/2005/Atom'>{foreign}<entry><title>Yes</title></entry></feed>"
    assert [entry.title for entry in parse(text).entries] == ["Yes"]


def test_what_stands_only_in_modules_is_read_and_never_preferred() -> None:
    group = "<media:group><media:title>M</media:title><media:description>D</media:description></media:group>"
    assert read_item(group) == Entry(title="M", summary="D")
    assert read_item(f"{group}<title>T</title><description>S</description>").title == "T"


def test_the_feed_names_its_title_period_and_hub() -> None:
    channel = "<title>A &amp;amp; B</title><ttl>90</ttl><atom:link rel='hub' href='https://hub.example/'/>"
    parsed = parse(make_rss(make_item(title="T"), channel))
    assert (parsed.title, parsed.interval, parsed.hub) == (
        "A & B",
        timedelta(minutes=90),
        "https://hub.example/",
    )
    period = "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert parse(make_rss("", period)).interval == timedelta(hours=6)


def test_an_aggregator_names_the_publisher_of_each_entry() -> None:
    entry = read_item("<title>T - Post</title><source url='https://post.example'>Post</source>")
    assert (entry.source_url, entry.source_title) == ("https://post.example", "Post")


# -------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("AT&amp;T &lt;b&gt; bold", "AT&T <b> bold"),
        ("Hi <b>bold</b>", "Hi bold"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One.<br/>Two.", "One.\nTwo."),
        ("<p>One.</p>\n <p>Two.</p>", "One.\nTwo."),
        ("<script>alert(1)</script><style>p{}</style>seen", "seen"),
        ("<!-- unseen -->seen", "seen"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("ends in <a href=", "ends in <a href="),
        ("don\x92t", "don\u2019t"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("x\u00a0y", "x y"),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";"),
        ("<b>never closed", "never closed"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert join_blocks(strip_markup(markup)) == text


def test_without_breaks_only_the_tags_are_gone() -> None:
    assert drop_breaks(strip_markup("<p>One.</p><p>Two.</p>\n<p>Three.</p>")) == "One.Two. Three."


@pytest.mark.parametrize(
    "content",
    [
        "<content type='xhtml'><p xmlns='http://www.w3.org/1999/xhtml'>One <b>&amp;</b> two.</p></content>",
        "<content type='html'>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</content>",
        "<content type='html'><![CDATA[<p>One &amp; two.</p>]]></content>",
        "<content>One &amp; two.</content>",
        "<content mode='escaped' xmlns='http://purl.org/atom/ns#'>One &amp;amp; two.</content>",
        "<content mode='base64' xmlns='http://purl.org/atom/ns#'>PHA+T25lICZhbXA7IHR3by48L3A+</content>",
    ],
)
def test_each_way_of_writing_text_in_atom_is_read(content: str) -> None:
    assert (
        read_one(f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{content}</entry></feed>").content
        == "One & two."
    )


# -------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        ("https://example.org/feeds/all", "/news/1", "https://example.org/news/1"),
        ("https://example.org/feeds/all", "2.html", "https://example.org/feeds/2.html"),
        ("https://example.org/feeds/all", "//other.example/x", "https://other.example/x"),
        (None, "/news/1", "https://example.org/news/1"),
        (
            "https://example.org/",
            "https://example.org/a%20b?x=1&amp;y=2#z",
            "https://example.org/a%20b?x=1&y=2#z",
        ),
        ("https://example.org/", "\n https://example.org/1 \n", "https://example.org/1"),
        ("https://example.org/", "javascript:alert(1)", None),
        ("https://example.org/", " JaVaScRiPt:alert(1)", None),
        ("https://example.org/", "java&#9;script:alert(1)", None),
        ("https://example.org/", "data:text/html,x", None),
        ("https://example.org/", "file:///etc/passwd", None),
        ("https://example.org/", "http://[::1", None),
        ("https://example.org/", "https://example.org/" + "x" * 9_000, None),
    ],
)
def test_a_link_leads_into_the_web_or_nowhere(url: str | None, link: str, expected: str | None) -> None:
    assert read_item(f"<title>T</title><link>{link}</link>", url).link == expected


def test_xml_base_is_honoured_at_every_level() -> None:
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><entry xml:base="y/">
        <link href="1"/></entry><entry><link xml:base="https://b.example/" href="2"/></entry>
        <entry xml:base="http://[bad"><link href="3"/></entry></feed>"""
    links = [entry.link for entry in parse(text, "https://c.example/").entries]
    assert links[:2] == ["https://a.example/x/y/1", "https://b.example/2"]


@pytest.mark.parametrize(
    ("inner", "link"),
    [
        ("<guid>https://example.org/1</guid>", "https://example.org/1"),
        ("<guid isPermaLink='false'>https://example.org/1</guid>", None),
        ("<guid>javascript:alert(1)</guid>", None),
        (
            "<atom:link href='https://example.org/a' rel='alternate'/><link>https://example.org/b</link>",
            "https://example.org/b",
        ),
        ("<link/><atom:link href='https://example.org/a'/>", "https://example.org/a"),
        ("<guid isPermaLink='perhaps'>https://example.org/1</guid>", None),
        ("<guid isPermaLink='TRUE'>https://example.org/1</guid>", "https://example.org/1"),
        ("<enclosure url='https://example.org/a.mp3'/>", "https://example.org/a.mp3"),
        (
            "<enclosure url='https://example.org/a.mp3'/><atom:link rel='via' href='https://b.example/'/>",
            "https://b.example/",
        ),
        (
            "<enclosure url='https://example.org/a.mp3'/><link>https://example.org/a</link>",
            "https://example.org/a",
        ),
        (
            "<atom:link rel='payment' href='p'/><atom:link rel='https://rels.example/x' href='https://example.org/x'/>",
            "https://example.org/x",
        ),
    ],
)
def test_the_link_is_found_where_feeds_put_it(inner: str, link: str | None) -> None:
    assert read_item(f"<title>T</title>{inner}").link == link


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([{"id": 7}, {"id": 7.5}], [Entry(guid="7"), Entry(guid="7.5")]),
        ([{"id": " 1 ", "title": None, "url": ["x"]}, "no item", None], [Entry(guid="1")]),
        ([{"external_url": "b.html"}], [Entry(link="https://example.org/feeds/b.html")]),
        ([{"url": "/a", "external_url": "https://other.example/"}], [Entry(link="https://example.org/a")]),
        ([{"content_text": "1 < 2 <i>"}], [Entry(content="1 < 2 <i>")]),
        ([{"content_text": "plain", "content_html": "<p>rich</p>"}], [Entry(content="rich")]),
        ([{"title": "AT&amp;T <b>pays</b>", "summary": "x"}], [Entry(title="AT&T pays", summary="x")]),
        ([{"date_published": "Tomorrow", "date_modified": "2026-03-02T10:00:00Z"}], [Entry(published_at=AT)]),
        ([{"date_published": 1772445600}], [Entry(published_at=AT)]),
        ([{"id": "\ud800", "url": "https://example.org/\ud800"}], [Entry("\ufffd", "https://example.org/")]),
    ],
)
def test_json_items_are_read_whatever_their_fields_hold(items: list[object], expected: list[Entry]) -> None:
    body = json.dumps({"title": "No version", "items": items})
    assert list(parse(body, "https://example.org/feeds/all.json").entries) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_a_json_feed_is_read_in_every_encoding_of_json(encoding: str) -> None:
    body = '{"items": [{"id": "1", "title": "caf\u00e9\n"}]}'.encode(encoding)
    assert parse_feed(body).entries == (Entry(guid="1", title="café"),)


@pytest.mark.parametrize(
    "tail", ['{"id": "2", "ti', ',{"id": "2"}', "] , }", '{"id": "2"} x', "{]", "[" * 5_000, '"\\ud8']
)
def test_json_items_before_a_damage_are_kept(tail: str) -> None:
    parsed = parse('{"version": "https://jsonfeed.org/version/1", "items" : [ {"id": "1"},' + tail)
    assert (parsed.entries[0], parsed.is_damaged) == (Entry(guid="1"), True)
    assert len(parsed.entries) == 1 + tail.startswith('{"id": "2"}')


def test_the_address_behind_a_feed_proxy_is_kept() -> None:
    entry = read_item(
        "<link>https://proxy.example/~r/1</link><feedburner:origLink>https://example.org/1</feedburner:origLink>"
    )
    assert entry.original_link == "https://example.org/1"


# ---------------------------------------------------------------------------------------- encodings

CAFE = "caf\u00e9 \u20ac"
LATIN = b'<?xml version="1.0" encoding="iso-8859-1"?>'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (make_rss(make_item(title=CAFE)).encode(), None),
        (b"\xef\xbb\xbf" + make_rss(make_item(title=CAFE)).encode(), "text/xml; charset=us-ascii"),
        (make_rss(make_item(title=CAFE)).encode("utf-16"), None),
        (make_rss(make_item(title=CAFE)).encode("utf-16-be"), "text/xml; charset=utf-8"),
        (make_rss(make_item(title=CAFE)).encode("utf-32-le"), None),
        (make_rss(make_item(title=CAFE)).encode("cp1252"), None),
        (make_rss(make_item(title=CAFE)).encode("cp1252"), 'text/xml; charset="ISO-8859-1"'),
        (LATIN + make_rss(make_item(title=CAFE)).encode("cp1252"), None),
        (LATIN + make_rss(make_item(title=CAFE)).encode(), None),
        (b'<?xml version="1.0" encoding="no-such"?>' + make_rss(make_item(title=CAFE)).encode(), None),
        (b'<?xml version="1.0" encoding="zlib_codec"?>' + make_rss(make_item(title=CAFE)).encode(), None),
        (b"\0" * 16 + make_rss(make_item(title=CAFE)).encode(), None),
        (b"\r\n " + make_rss(make_item(title=CAFE)).encode(), None),
    ],
)  # fmt: skip
def test_an_encoding_is_recognised_declared_or_not(body: bytes, content_type: str | None) -> None:
    assert parse_feed(body, content_type).entries[0].title == CAFE


def test_a_stray_byte_does_not_spoil_the_rest() -> None:
    body = make_rss(make_item(title="caf@ \u20ac")).encode().replace(b"@", b"\xe9")
    assert parse_feed(body).entries[0].title == CAFE


@pytest.mark.parametrize("name", ["shift_jis", "euc_jp", "gb2312", "iso2022_jp"])
def test_a_declared_asian_encoding_is_believed(name: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{name.replace("_", "-")}"?>'
    assert (
        parse_feed((declaration + make_rss(make_item(title="\u65e5\u672c"))).encode(name)).entries[0].title
        == "\u65e5\u672c"
    )


# ------------------------------------------------------------------------------------ health, damage


@pytest.mark.parametrize(
    ("body", "health"),
    [
        (b"", FeedHealth.UNREADABLE),
        (b" \n\0 ", FeedHealth.UNREADABLE),
        (b"/etc/passwd", FeedHealth.UNREADABLE),
        (b"https://example.org/feed", FeedHealth.UNREADABLE),
        (b"<!DOCTYPE html><html><title>Just a moment...</title></html>", FeedHealth.BLOCKED),
        (b"<!-- x --><HTML><body>", FeedHealth.BLOCKED),
        (b'{"error": "forbidden"}', FeedHealth.UNREADABLE),
        (b"[" * 100_000, FeedHealth.UNREADABLE),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', FeedHealth.EMPTY),
        (b"<opml version='2.0'><body/></opml>", FeedHealth.UNREADABLE),
        (make_rss("").encode(), FeedHealth.EMPTY),
        (make_rss(make_item(title="T")).encode(), FeedHealth.UNDATED),
        (make_rss(make_item(title="T", pubDate=DATE)).encode(), FeedHealth.OK),
    ],
)
def test_what_a_body_is_decides_its_health(body: bytes, health: FeedHealth) -> None:
    parsed = parse_feed(body)
    assert parsed.health is health
    assert (parsed.error is not None) == (health in {FeedHealth.UNREADABLE, FeedHealth.BLOCKED})


def test_a_challenge_is_named_by_its_title() -> None:
    error = parse_feed(b"<!doctype html><title>Just a <i>\x1b[31mmoment</title>").error
    assert error is not None
    assert "Just a" in error
    assert "\x1b" not in error


THREE = [make_item(title=f"Title {n}", guid=str(n), description="&lt;p&gt;Text&lt;/p&gt;") for n in range(3)]


@pytest.mark.parametrize(
    "damage",
    [
        "<br>", "<p>never <b>closed", "</i>", "&nbsp;&eacute;", " & ", "&nosuch;", "&#xD800;&#0;&#99999999;",
        "\x00\x08\x1b", "\ufffe", " < 3", "<a href=foo>x</a>", "<1>", "<o:p></o:p>",
    ],
)  # fmt: skip
def test_damage_inside_an_entry_costs_no_other_entry(damage: str) -> None:
    broken = THREE[1].replace("<description>", f"<description>{damage}")
    titles = [entry.title for entry in parse(make_rss(THREE[0] + broken + THREE[2])).entries]
    assert titles == ["Title 0", "Title 1", "Title 2"]


@pytest.mark.parametrize(
    "junk", ["<br />\n<b>Warning</b>: line 3<br />\n", "junk", "<?xml version='1.0'?>\n<?xml version='1.0'?>"]
)
def test_junk_before_the_document_is_passed_over(junk: str) -> None:
    assert len(parse(junk + make_rss("".join(THREE))).entries) == 3


def test_no_cut_leaves_an_entry_half_read() -> None:
    text = make_rss("".join(THREE))
    whole = parse(text).entries
    for end in range(len(text)):
        parsed = parse(text[:end])
        assert parsed.entries == whole[: len(parsed.entries)], text[:end][-40:]


def test_a_cut_feed_keeps_every_entry_before_the_cut() -> None:
    text = make_rss("".join(THREE))
    parsed = parse(text[: text.rindex("</item>")])
    assert len(parsed.entries) == 2
    assert parsed.is_damaged


def test_entities_reach_no_file_and_grow_without_bound_in_no_feed() -> None:
    external = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + make_rss(make_item(title="a&x;b"))
    assert all("root:" not in (entry.title or "") for entry in parse(external).entries)
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{levels}]>' + make_rss(make_item(title="&a9;"))
    assert all(len(entry.title or "") < 1_000 for entry in parse(laughs).entries)


def test_an_entity_the_feed_declares_is_read() -> None:
    text = '<!DOCTYPE rss [<!ENTITY firm "Example Inc.">]>' + make_rss(make_item(title="&firm; says"))
    assert parse(text).entries[0].title == "Example Inc. says"
