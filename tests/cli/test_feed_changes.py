"""`watcher feeds add` and `watcher feeds remove`, against real servers and a real signals.toml."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY
from tests.publisher import Issue, Publisher
from watcher.cli.feed_changes import clean_title, find_outlet
from watcher.cli.main import main
from watcher.config import load_config
from watcher.feeds.discovery import Offer, find_feeds
from watcher.model import FeedKind, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

WATCHER = Path(sys.executable).with_name("watcher")
RSS = (
    b"<rss><channel><title>The \x1b[31mExample\n News</title>"
    b"<item><title>A</title><guid>a</guid></item></channel></rss>"
)
ONE_OFFER = (
    b'<!doctype html><title>Site</title><link rel="alternate" type="application/rss+xml" href="/feed">'
)
TWO_OFFERS = (
    ONE_OFFER + b'<link rel="alternate" type="application/atom+xml" title="Sport\x1b[31m" href="/sport">'
)
OUTLET = '\n[outlets."example.org"]\nname = "Example"\nowner = "Example"\n'


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as publisher:
        publisher.feeds |= {
            "/feed": Issue(RSS),
            "/sport": Issue(RSS.replace(b"News", b"Sport")),
            "/one": Issue(ONE_OFFER, "text/html"),
            "/two": Issue(TWO_OFFERS, "text/html"),
            "/none": Issue(b"<!doctype html><title>Site</title><p>no feed", "text/html"),
            "/dead": Issue(ONE_OFFER.replace(b"/feed", b"/gone"), "text/html"),
            "/list": Issue(b"<!doctype html><li><h2>A</h2><a href=/a>more</a>", "text/html"),
        }
        yield publisher


@pytest.fixture
def config(tmp_path: Path) -> Path:
    starter = (REPOSITORY / "watcher" / "config" / "starter.toml").read_text(encoding="utf-8")
    path = tmp_path / "signals.toml"
    settings = '[watcher]\nallow_addresses = ["127.0.0.1"]\nhost_spacing = "0s"'
    path.write_text(starter.replace("[watcher]", settings, 1) + OUTLET, encoding="utf-8")
    return path


def run(config: Path, *arguments: str) -> int:
    return main(["--config", str(config), "feeds", *arguments])


def list_added_lines(before: str, after: str) -> list[str]:
    """The lines that were added; that any was taken away or moved fails."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in lines if line.startswith("- ")] == []
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_feed_is_added_at_the_end_and_every_other_line_stays(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    before = config.read_text(encoding="utf-8")
    url = f"{publisher.base}/feed"
    assert run(config, "add", url, "--outlet", "example.org") == 0
    assert list_added_lines(before, config.read_text(encoding="utf-8")) == [
        "",
        "[[feeds]]",
        f'url = "{url}"',
        'outlet = "example.org"',
        'title = "The [31mExample News"',
    ]
    assert "(rss, 1 entry) as a feed of example.org" in capsys.readouterr().out
    assert publisher.requests == [("/feed", 200)]


def test_the_feed_that_a_page_offers_is_found_with_two_requests(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "add", f"{publisher.base}/one", "--outlet", "example.org", "--title", "Mine") == 0
    added = load_config(config).feeds[-1]
    assert (added.url, added.title) == (f"{publisher.base}/feed", "Mine")
    assert f"/one is a page that offers {publisher.base}/feed  RSS; asking for it" in capsys.readouterr().err
    assert publisher.requests == [("/one", 200), ("/feed", 200)]


def test_many_offers_are_listed_and_none_is_taken_unless_it_is_said_which(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    before = config.read_text(encoding="utf-8")
    assert run(config, "add", f"{publisher.base}/two", "--outlet", "example.org") == 2
    told = capsys.readouterr().err
    assert "offers 2 feeds; say which with --choose N, or by its own address" in told
    assert f"  1  {publisher.base}/feed  RSS" in told
    assert f"  2  {publisher.base}/sport  Atom, Sport" in told
    assert "\x1b" not in told
    assert config.read_text(encoding="utf-8") == before
    assert publisher.requests == [("/two", 200)]
    assert run(config, "add", f"{publisher.base}/two", "--outlet", "example.org", "--choose", "2") == 0
    assert load_config(config).feeds[-1].url == f"{publisher.base}/sport"


def test_a_new_outlet_is_added_with_the_feed_and_rated_f(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "add", f"{publisher.base}/feed", "--outlet", "new.example", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "url": f"{publisher.base}/feed",
        "kind": "feed",
        "title": "The [31mExample News",
        "outlet": "new.example",
        "is_new_outlet": True,
        "format": "rss",
        "entries": 1,
    }
    outlet = load_config(config).outlets["new.example"]
    assert (outlet.name, outlet.owner, outlet.reliability) == ("new.example", "new.example", "F")


def test_a_page_is_added_with_its_selectors(config: Path, publisher: Publisher) -> None:
    parts = ["--kind", "page", "--part", "entries=li", "--part", "title=h2"]
    assert run(config, "add", f"{publisher.base}/list", "--outlet", "example.org", *parts) == 0
    added = load_config(config).feeds[-1]
    assert (added.kind, added.recipe) == (FeedKind.PAGE, Recipe("li", title="h2"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["/none"], 1, "a web page, not a feed: 'Site', and it offers none; watch the page itself"),
        (["/dead"], 1, "/gone: 404"),
        (["/missing"], 1, "404"),
        (["/two", "--choose", "3"], 2, "offers 2"),
        (["/list", "--kind", "page", "--part", "entries=article"], 1, "nothing that fits selectors.entries"),
        (["/feed", "--outlet", "www.example.org"], 2, "outlet: found 'www.example.org': begins with www."),
        (["/feed", "--title", "two\nlines"], 2, "title: found"),
    ],
)
def test_what_cannot_be_added_changes_nothing_and_says_why(
    config: Path,
    publisher: Publisher,
    capsys: pytest.CaptureFixture[str],
    *,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    before = config.read_text(encoding="utf-8")
    path, *options = arguments
    assert run(config, "add", f"{publisher.base}{path}", "--outlet", "example.org", *options) == code
    assert words in capsys.readouterr().err
    assert config.read_text(encoding="utf-8") == before


def test_an_address_that_is_there_already_is_refused_without_a_request(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "add", f"{publisher.base}/feed", "--outlet", "example.org") == 0
    assert run(config, "add", f"{publisher.base.replace('http', 'HTTP')}/feed#top") == 2
    assert "already" in capsys.readouterr().err
    assert len(publisher.requests) == 1
    assert run(config, "add", f"{publisher.base}/one") == 2  # it offers the same feed


@pytest.mark.parametrize(
    ("urls", "outlet"),
    [
        (("https://www.theguardian.com/politics",), "theguardian.com"),
        (("https://feeds.bbci.co.uk/news/rss.xml",), "feeds.bbci.co.uk"),
        (("https://news.feeds.bbc.co.uk/rss",), "bbc.co.uk"),
        (("https://new.example/", "https://feeds.npr.org/1.xml"), "npr.org"),
        (("https://www.new.example/", "https://cdn.example/1.xml"), "new.example"),
    ],
)
def test_the_outlet_is_the_one_whose_domain_the_address_is_of(urls: tuple[str, ...], outlet: str) -> None:
    assert find_outlet(load_config(REPOSITORY / "signals.toml"), *urls) == outlet


@pytest.mark.parametrize(
    ("title", "line"), [(None, ""), (" a\n b\u202e\x00 ", "a b"), ("\u200b", ""), ("x" * 300, "x" * 200)]
)
def test_a_title_is_cleaned_to_one_line(title: str | None, line: str) -> None:
    assert clean_title(title) == line


# -------------------------------------------------------------------------------------- what is offered

SITE = "https://example.org/section/"


@pytest.mark.parametrize(
    ("page", "offers"),
    [
        ('<link rel="ALTERNATE" type="Application/RSS+xml; charset=utf-8" href=" f.xml " title="A &amp; B">',
         [Offer(f"{SITE}f.xml", "A & B", "RSS")]),
        ('<base href="/root/"><link rel="alternate" type="application/feed+json" href="j">',
         [Offer("https://example.org/root/j", "", "JSON Feed")]),
        ('<link rel="feed" href="/f"><a href="/rss">all</a>', [Offer("https://example.org/f", "", "")]),
        ('<a href="/rss.xml"><b>News</b></a><a href="/feed/">Feed</a><a href="/about">About</a>',
         [Offer("https://example.org/rss.xml", "News", ""), Offer("https://example.org/feed/", "Feed", "")]),
        ('<link rel="alternate" type="application/rss+xml" href="/f">' * 3,
         [Offer("https://example.org/f", "", "RSS")]),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<link rel="alternate" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/json" href="/posts/1">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/f">', []),
        ("", []),
        ("\x00<", []),
    ],
)  # fmt: skip
def test_a_page_offers_what_it_declares_else_what_it_links_to(page: str, offers: list[Offer]) -> None:
    body = f"<!doctype html>{page}".encode()
    assert list(find_feeds(body, "text/html", SITE)) == offers
    assert list(find_feeds(body + b"<p>filler" * 10_000, "text/html", SITE)) == offers


@pytest.mark.parametrize("unit", ["<div>", "<a href='/rss'>", "<b><p>", "<!--", "<a b='"])
def test_a_hostile_page_offers_what_can_be_had_in_time(unit: str) -> None:
    offers = find_feeds(b"<!doctype html>" + unit.encode() * (5_000_000 // len(unit)), "text/html", SITE)
    assert len(offers) <= 1


def test_a_page_of_attributes_is_given_up() -> None:
    page = "<!doctype html><a " + " ".join(f"a{n}=v" for n in range(400_000)) + ">x</a>"
    assert find_feeds(page.encode(), "text/html", SITE) == ()


# --------------------------------------------------------------------------------------------- remove

FEEDS = """
# what stands above stays
[[feeds]]
url = "https://example.org/a"
outlet = "example.org"   # with its comment

# about b
[[feeds]]  # b
url = "https://example.org/b"
outlet = "example.org"
kind = "page"

[feeds.selectors]
entries = "li"   # gone too
# between

[[feeds]]
url = "https://example.org/c"
outlet = "example.org"
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("a", FEEDS[: FEEDS.index("[[feeds]]")] + FEEDS[FEEDS.index("# about b") :]),
        ("b", FEEDS[: FEEDS.index("[[feeds]]  # b")] + FEEDS[FEEDS.index("# between") :]),
        ("c", FEEDS[: FEEDS.rindex("[[feeds]]")]),
    ],
)  # fmt: skip
def test_a_removed_feed_takes_its_table_along_and_nothing_else(
    config: Path, name: str, left: str, newline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head = config.read_text(encoding="utf-8")
    config.write_bytes((head + FEEDS).replace("\n", newline).encode())
    assert run(config, "remove", f"https://example.org/{name}", "--yes") == 0
    assert config.read_bytes().decode() == (head + left).replace("\n", newline)
    assert f"Took https://example.org/{name} out" in capsys.readouterr().out


def test_nothing_is_removed_unasked_unsaid_or_unknown(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write(FEEDS)
    before = config.read_text(encoding="utf-8")
    assert run(config, "remove", "https://example.org/a") == 2
    assert "say --yes" in capsys.readouterr().err
    assert run(config, "remove", "https://example.org/aa", "--yes") == 2
    assert "did you mean https://example.org/a" in capsys.readouterr().err
    assert config.read_text(encoding="utf-8") == before


def test_feeds_of_an_inline_array_are_left_to_a_hand(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(
        'feeds = [{ url = "https://example.org/a", outlet = "example.org" }, '
        '{ url = "https://example.org/b", outlet = "example.org" }]\n'
        '[watcher]\nallow_addresses = ["127.0.0.1"]\n[entities.acme]\nnames = ["Acme"]\n[signals.sale]\n'
        f'proposition = "Acme has sold its railway"\nactor = "acme"\nverbs = ["sell"]\n{OUTLET}',
        encoding="utf-8",
    )
    before = config.read_text(encoding="utf-8")
    assert run(config, "remove", "https://example.org/a", "--yes") == 2
    assert "the feed on line 1 is written in a way that cannot be undone" in capsys.readouterr().err
    assert run(config, "add", f"{publisher.base}/feed", "--outlet", "example.org") == 2
    assert "add them by hand:\n\n[[feeds]]" in capsys.readouterr().err
    assert config.read_text(encoding="utf-8") == before


def test_a_person_at_a_terminal_is_asked(config: Path, publisher: Publisher) -> None:
    url = f"{publisher.base}/sport"
    added = answer_at_terminal(config, "2", "add", f"{publisher.base}/two", "--outlet", "example.org")
    assert "Which? [1-2]" in added
    assert load_config(config).feeds[-1].url == url
    assert "nothing was changed" in answer_at_terminal(config, "n", "remove", url)
    assert load_config(config).feeds[-1].url == url
    assert f"Took {url} out" in answer_at_terminal(config, "y", "remove", url)
    assert url not in {feed.url for feed in load_config(config).feeds}


def answer_at_terminal(config: Path, answer: str, *arguments: str) -> str:
    """Run a command whose standard input is a terminal at which `answer` was typed; what it printed."""
    ours, theirs = os.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        done = subprocess.run(
            [WATCHER, "--config", config, "feeds", *arguments],
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.stdout + done.stderr
