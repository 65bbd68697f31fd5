from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.checkup import (
    Condition,
    Finding,
    check_board,
    check_clock,
    check_config,
    check_database,
    check_disk,
    check_feeds,
    check_jobs,
    check_outbox,
    check_process,
    check_reach,
    check_routes,
    check_secrets,
    check_service,
    check_web,
    check_websub,
    exit_code,
)
from watcher.model import FeedHealth, SecretReference, WebSettings, WebsubSettings

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
GONE = ("https://a.example/feed", FeedHealth.GONE, "410")
AWAY = ("https://d.example/feed", FeedHealth.UNREACHABLE, "no such name")
WELL = ("https://b.example/feed", FeedHealth.OK, "")
NEVER = ("https://c.example/feed", FeedHealth.NEVER, "")
LOADED = {"LoadState": "loaded", "ActiveState": "active", "UnitFileState": "enabled"}


@pytest.mark.parametrize(
    ("findings", "conditions", "said"),
    [
        (check_config("s.toml", ["line 3: x"], [], 0, ""), ["broken"], "s.toml: line 3: x"),
        (check_config("s.toml", [], [], 0, "3 signals"), ["ok"], "s.toml: 3 signals"),
        (check_config("s.toml", [], ["hint"], 2, ""), ["look", "look"], "2 examples judged otherwise"),
        (check_secrets({}, 2, is_in_service=False), ["ok"], "2 references, each can be read"),
        (
            check_secrets({"env:A": "channels.x.url: nothing found at env:A; set A"}, 1, is_in_service=False),
            ["broken"],
            "set A",
        ),
        (
            check_secrets({"credential:a": "gone; add it"}, 1, is_in_service=False),
            ["skipped"],
            "for the service",
        ),
        (check_secrets({"credential:a": "gone; add it"}, 1, is_in_service=True), ["broken"], "add it"),
        (check_feeds([]), ["broken"], "no feed is enabled"),
        (check_feeds([GONE]), ["broken"], "https://a.example/feed: gone, 410"),
        (check_feeds([AWAY, AWAY]), ["broken"], "none of 2 feeds can be reached"),
        (check_feeds([AWAY]), ["broken"], "https://d.example/feed: unreachable, no such name"),
        (check_feeds([AWAY, GONE]), ["broken", "broken"], "https://d.example/feed: unreachable"),
        (check_feeds([WELL, AWAY, AWAY]), ["ok", "look", "look"], "https://d.example/feed: unreachable"),
        (check_feeds([WELL, GONE]), ["ok", "look"], "1 of 2 are well"),
        (check_feeds([WELL, NEVER]), ["ok", "look"], "1 feed not polled yet"),
        (check_routes(1, 1), ["ok"], "1 channel, 1 route"),
        (check_routes(1, 0), ["look"], "there is no route: nobody is told"),
        (check_routes(0, 0), ["look"], "there is no channel: nobody is told"),
        (check_outbox(2, 0), ["ok"], "2 messages waiting"),
        (check_outbox(0, 1), ["look"], "1 message given up"),
        (check_reach({"desk": ""}), ["ok"], "desk: its host answers"),
        (check_reach({"desk": "a:25 cannot be reached"}), ["broken"], "desk: a:25 cannot be reached"),
        (check_reach({"desk": None}), ["skipped"], "`watcher notify test desk`"),
        (check_database("w.db", 2_500_000, []), ["ok"], "w.db: sound, 2.5 MB"),
        (check_database("w.db", 10, ["row 3 missing"]), ["broken"], "w.db: row 3 missing"),
        (check_disk(10_000_000, 0), ["broken"], "10.0 MB free"),
        (check_disk(2_000_000_000, 3_000_000_000), ["look"], "2.0 GB free"),
        (check_disk(2_000_000_000, 1_000_000_000), ["ok"], "2.0 GB free"),
        (check_clock(NOW + timedelta(hours=1), NOW), ["broken"], "recorded at 2026-03-05 13:00 UTC"),
        (check_clock(NOW, NOW), ["skipped"], "not compared with the outside"),
        (check_clock(None, NOW), ["skipped"], "not compared with the outside"),
        (
            check_process(is_running=True, pid=7, heartbeat_at=NOW, trouble=""),
            ["ok"],
            "runs as pid 7, last sign of life 2026-03-05 12:00 UTC",
        ),
        (
            check_process(is_running=True, pid=7, heartbeat_at=NOW, trouble="first poll"),
            ["look"],
            "wait a minute",
        ),
        (
            check_process(is_running=False, pid=None, heartbeat_at=None, trouble="stopped"),
            ["broken"],
            "stopped",
        ),
        (check_jobs([("poll", NOW - timedelta(hours=1), "full")], NOW), ["look"], "poll failed at"),
        (check_jobs([("poll", NOW - timedelta(days=2), "full")], NOW), ["ok"], "none failed"),
        (check_service(None), ["skipped"], "systemd does not run here"),
        (check_service({"LoadState": "not-found"}), ["skipped"], "not installed"),
        (check_service({"LoadState": "bad-setting"}), ["broken"], "the unit is bad-setting"),
        (check_service({**LOADED, "ActiveState": "failed"}), ["broken"], "journalctl"),
        (check_service({**LOADED, "ActiveState": "inactive"}), ["look"], "the service is inactive"),
        (check_service({**LOADED, "UnitFileState": "disabled"}), ["look"], "systemctl enable"),
        (check_service(LOADED), ["ok"], "active"),
        (check_board(None), ["skipped"], "messages link to no board"),
        (check_board("http://127.0.0.1:8080/"), ["look"], "on this machine alone"),
        (check_board("https://board.example/"), ["ok"], "https://board.example/"),
        (check_web(None), ["skipped"], "`watcher serve`"),
        (check_web(WebSettings()), ["ok"], "127.0.0.1:8080 is for this machine alone"),
        (check_web(WebSettings("::1")), ["ok"], "for this machine alone"),
        (check_web(WebSettings("board.example")), ["broken"], "asks nobody who they are"),
        (check_web(WebSettings("board.example", token=SecretReference("env:T"))), ["ok"], "asks for a token"),
        (check_websub(None), ["skipped"], "polled only"),
        (check_websub(WebsubSettings("http://localhost/hub")), ["broken"], "no hub can reach"),
        (check_websub(WebsubSettings("http://w.example/hub")), ["look"], "in the clear"),
        (check_websub(WebsubSettings("https://w.example/hub")), ["ok"], "127.0.0.1:8788"),
    ],
)
def test_each_check_says_what_it_found(findings: list[Finding], conditions: list[str], said: str) -> None:
    assert [finding.condition.value for finding in findings] == conditions
    assert said in " | ".join(f"{finding.found} > {finding.remedy}" for finding in findings)
    for finding in findings:
        is_trouble = finding.condition in (Condition.LOOK, Condition.BROKEN)
        assert not is_trouble or finding.remedy, f"{finding} has no remedy"


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ([], 0),
        (["ok", "skipped"], 0),
        (["ok", "look"], 1),
        (["look", "broken", "ok"], 2),
    ],
)
def test_the_worst_finding_sets_the_exit_code(conditions: list[str], code: int) -> None:
    assert exit_code(Finding("x", Condition(name), "found") for name in conditions) == code
