"""`watcher feeds preview` and `watcher feeds list`, as a person or a program runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.publisher import Issue, Publisher
from watcher.cli.main import main
from watcher.core.cadence import advance_state
from watcher.model import Feed, FeedState, FetchFailed, FetchFailure, Subscription, SubscriptionState
from watcher.store.subscriptions import Subscriptions
from watcher.store.writer import open_store
from watcher.wiring import DATABASE_NAME, utc_now

WATCHER = Path(sys.executable).with_name("watcher")
FEED = (
    "<rss><channel><title>Example</title><item><title>Court \x1b[31m<b>stays</b>\u202e</title>"
    "<link>/1</link><guid>g1</guid><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>"
    "<pubDate>Mon, 02 Mar 2026 11:00:00 CET</pubDate></item></channel></rss>"
)
ENTRY = {
    "title": "Court [31mstays\u202e",
    "link": "/1",
    "id": "g1",
    "published": "2026-03-02T10:00:00Z",
    "summary": "One.Two.",
}
WHOLE_ENTRY = {**ENTRY, "content": None}


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


def test_preview_prints_each_entry_as_a_line_of_json(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "preview", str(feed), "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [ENTRY]


def test_preview_shows_a_person_no_character_that_acts(
    feed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "preview", str(feed)]) == 0
    out = capsys.readouterr().out
    assert "2026-03-02 10:00" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_batch_answers_each_line_before_the_next_is_asked(feed: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [WATCHER, "feeds", "preview", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        answers = []
        for path, url in ((feed, "https://example.org/feed"), (tmp_path / "none", None), (feed, None)):
            batch.stdin.write(json.dumps({"path": str(path), "content_type": None, "url": url}) + "\n")
            batch.stdin.flush()
            answers.append(json.loads(batch.stdout.readline()))
        batch.stdin.close()
    assert answers[0] == {
        "path": str(feed),
        "entries": [{**WHOLE_ENTRY, "link": "https://example.org/1"}],
        "error": None,
    }
    assert answers[1]["entries"] == []
    assert "cannot be read" in answers[1]["error"]
    assert answers[2]["entries"] == [WHOLE_ENTRY]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "name a file or an address"),
        (["no-such-file.xml"], 2, "cannot be read"),
        (["http://127.0.0.1:8999/feed"], 1, "not a public address"),
    ],
)
def test_preview_says_what_is_wrong(
    arguments: list[str], code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(tmp_path / "none.toml"), "feeds", "preview", *arguments]) == code
    assert words in capsys.readouterr().err


def test_preview_of_a_web_page_says_that_it_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Just a moment...</title>", encoding="utf-8")
    assert main(["feeds", "preview", str(page)]) == 1
    assert "blocked: a web page, not a feed: 'Just a moment...'" in capsys.readouterr().err


def test_preview_shows_no_character_that_acts_when_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page\x1b[31m.html"
    page.write_text("<!doctype html><title>Just a \x1b[31mmoment\u202e</title>", encoding="utf-8")
    assert main(["feeds", "preview", str(page)]) == 1
    err = capsys.readouterr().err
    assert "page\\x1b[31m.html: blocked" in err
    assert not {"\x1b", "\u202e"} & set(err)


def test_preview_reads_a_page_by_the_parts_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><ul><li><a href=/1>One</a><time>2 March 2026</time></ul>", encoding="utf-8"
    )
    parts = ["--part", "entries=li", "--part", "published=time"]
    assert main(["feeds", "preview", str(page), "--json", "--kind", "page", *parts]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "title": "One",
        "link": "/1",
        "id": None,
        "published": "2026-03-02T00:00:00Z",
        "summary": None,
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "json"], "paths: found nothing: needed where kind is"),
        (["--kind", "page", "--part", "entries=a["], "selectors.entries: found 'a[': not a CSS selector"),
        (["--kind", "page", "--part", "entries"], "write NAME=WHERE"),
        (["--part", "entries=a"], "selectors: found a table: only where kind is"),
    ],
)
def test_preview_says_what_is_wrong_with_parts(
    arguments: list[str], words: str, feed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "preview", str(feed), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_preview_reads_an_address_of_the_file_as_the_file_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Publisher() as publisher:
        publisher.feeds["/api"] = Issue(b'{"list": [{"name": "One"}]}', "application/json")
        config = tmp_path / "signals.toml"
        starter = (REPOSITORY / "watcher" / "config" / "starter.toml").read_text(encoding="utf-8")
        config.write_text(
            starter.replace("[watcher]", '[watcher]\nallow_addresses = ["127.0.0.1"]')
            + f'\n[[feeds]]\nurl = "{publisher.base}/api"\noutlet = "api.example"\nkind = "json"\n'
            'paths = { entries = "list", title = "name" }\n'
            '[outlets."api.example"]\nname = "API"\nowner = "API"\n',
            encoding="utf-8",
        )
        assert main(["--config", str(config), "feeds", "preview", f"{publisher.base}/api", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "One"


def test_preview_says_that_a_file_is_too_large_instead_of_cutting_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert main(["feeds", "preview", str(path)]) == 2
    assert "larger than 50 MB" in capsys.readouterr().err


@pytest.fixture
def state_folder(tmp_path: Path) -> Path:
    """A folder with a database of three feeds: one refused, one never polled, one switched off."""
    feeds = (
        Feed(url="https://a.example/feed", outlet="a.example", title="A\x1b[31m"),
        Feed(url="https://b.example/feed", outlet="b.example"),
        Feed(url="https://c.example/feed", outlet="c.example", enabled=False, reason="its terms forbid it"),
    )
    store = open_store(tmp_path / DATABASE_NAME)
    try:
        store.record_config((), feeds)
        failed = FetchFailed(
            feeds[0].url, FetchFailure.REFUSED, "403: the server forbids it", status_code=403
        )
        store.record_feed(advance_state(FeedState(feeds[0]), failed, None, utc_now(), 0))
    finally:
        store.close()
    return tmp_path


def test_list_prints_each_feed_with_its_health(
    state_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "list", "--state", str(state_folder), "--json"]) == 0
    feeds = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(feed["health"], feed["detail"], feed["failures"]) for feed in feeds] == [
        ("refused", "403: the server forbids it", 1),
        ("never", "", 0),
        ("off", "its terms forbid it", 0),
    ]


def test_list_shows_a_person_why_a_feed_is_not_well(
    state_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "list", "--state", str(state_folder)]) == 0
    out = capsys.readouterr().out
    assert "403: the server forbids it" in out
    assert "its terms forbid it" in out
    assert "3 feeds: 0 well, 2 not, 1 off" in out
    assert "\x1b[31m" not in out


def test_list_shows_how_a_feed_stands_with_its_hub_and_no_secret(
    state_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = utc_now()
    with closing(open_store(state_folder / DATABASE_NAME)) as store:
        (url, *_) = (state.feed.url for state in store.list_feed_states() if state.feed.enabled)
        Subscriptions(store).record(
            Subscription(
                url,
                "https://hub.example/\x1b[31m",
                url,
                SubscriptionState.ACTIVE,
                next_at=now,
                token="T-token",  # what must not be shown
                secret="S-secret",
                lease_until=now + timedelta(days=9, minutes=1),
                pushed_at=now - timedelta(minutes=5),
            )
        )
    assert main(["feeds", "list", "--state", str(state_folder)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "HUB" in shown
    assert "active for 9 d, pushed 5 min ago" in shown
    assert main(["feeds", "list", "--state", str(state_folder), "--json"]) == 0
    out = capsys.readouterr().out
    rows = {row["url"]: row["hub"] for row in map(json.loads, out.splitlines())}
    assert rows.pop(url)["state"] == "active"
    assert set(rows.values()) <= {None}
    assert "T-token" not in shown + out
    assert "S-secret" not in shown + out
