"""`watcher feeds doctor` against publishers on loopback, one for each state of health it can meet."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from tests.bridge import load_bridge
from tests.publisher import Issue, Publisher
from watcher.cli.main import main
from watcher.core.health_notices import REMEDIES
from watcher.model import FeedHealth, HostSleep
from watcher.store.writer import open_store
from watcher.wiring import DATABASE_NAME, utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_feed(*ages: timedelta | None) -> Issue:
    now = utc_now()
    dates = [f"<pubDate>{format_datetime(now - age)}</pubDate>" if age is not None else "" for age in ages]
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid>{date}</item>" for n, date in enumerate(dates))
    return Issue(f"<rss><channel><title>\x1b[31mNews</title>{items}</channel></rss>".encode())


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ISSUES = {
    "ok": make_feed(HOUR, 2 * HOUR, 3 * HOUR),
    "empty": make_feed(),
    "undated": make_feed(None, None),
    "stale": make_feed(*(9 * DAY + n * HOUR for n in range(5))),
    "frozen": make_feed(*((900 + n) * DAY for n in range(5))),
    "blocked": Issue(b"<!doctype html><title>Just a moment...</title>"),
    "unreadable": Issue(b"nothing of the kind"),
    "gone": Issue(b"", status=410),
    "refused": Issue(b"", status=401),
    "unreachable": Issue(b"", status=500),
}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as opened:
        opened.feeds.update({f"/{name}": issue for name, issue in ISSUES.items()})
        yield opened


def ask(tmp_path: Path, *arguments: str) -> int:
    load_bridge(tmp_path)
    frame = ["--config", str(tmp_path / "signals.toml"), "--state", str(tmp_path / "state")]
    return main([*frame, "feeds", "doctor", *arguments])


def test_each_feed_is_asked_once_and_its_health_told_with_what_to_do(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = [f"{publisher.base}/{name}" for name in ISSUES]
    assert ask(tmp_path, *urls, "--json") == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item["health"] for item in found] == list(ISSUES)
    assert [item["url"] for item in found] == urls
    assert [item["remedy"] for item in found] == [REMEDIES[FeedHealth(name)] for name in ISSUES]
    assert sorted(path for path, _ in publisher.requests) == sorted(f"/{name}" for name in ISSUES)
    assert (found[0]["entries"], found[0]["bytes"]) == (3, len(ISSUES["ok"].body))
    assert utc_now() - datetime.fromisoformat(found[0]["newest_entry"]) < 2 * HOUR
    assert not (tmp_path / "state").exists(), "nothing is stored"


def test_a_person_gets_a_table_without_a_character_that_acts(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, f"{publisher.base}/ok", f"{publisher.base}/blocked") == 1
    out = capsys.readouterr().out
    assert "HEALTH" in out
    assert "2 feeds asked: 1 well, 1 not" in out
    assert REMEDIES[FeedHealth.BLOCKED] in out
    assert "\x1b" not in out


def test_it_leaves_with_0_where_all_are_well(publisher: Publisher, tmp_path: Path) -> None:
    assert ask(tmp_path, f"{publisher.base}/ok") == 0


def test_the_feeds_of_signals_toml_are_asked_by_default(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_bridge(tmp_path, publisher.base)
    assert main(["--config", str(tmp_path / "signals.toml"), "feeds", "doctor", "--json"]) == 1
    found = [json.loads(line)["url"] for line in capsys.readouterr().out.splitlines()]
    assert found == [f"{publisher.base}/{name}" for name in ("wire", "post", "echo", "board")]


def test_a_host_that_asked_to_be_left_alone_is_not_asked(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_store(tmp_path / "state" / DATABASE_NAME)) as store:
        store.record_host_sleep(HostSleep("127.0.0.1", HOUR, 1), utc_now())
    assert ask(tmp_path, f"{publisher.base}/ok", "--json") == 1
    (found,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert found["health"] == "refused"
    assert "left alone for" in found["detail"]
    assert publisher.requests == []


@pytest.mark.parametrize("command", ["doctor", "preview", "add"])
@pytest.mark.parametrize("url", ["http://ann:S3CRET@example.org/feed", "http://[::1", "http://example..org/"])
def test_an_address_that_no_feed_can_have_is_refused_before_anything_is_asked(
    command: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_bridge(tmp_path)
    assert main(["--config", str(tmp_path / "signals.toml"), "feeds", command, url]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("watcher: url: found")
    assert "S3CRET" not in printed.out + printed.err
