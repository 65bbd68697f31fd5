"""What `watcher replay --deliveries` says would have been sent: routes beside the messages they lead to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bridge import CLOSED, CLOSES, SUSPENDED, THREATENS, load_bridge, make_report
from watcher.cli.main import main
from watcher.replay import Message, replay_deliveries

REPOSITORY = Path(__file__).resolve().parents[1]
OLD_ROUTE = '[channels.console]\ntype = "console"\n\n[[routes]]\nchannel = "console"\n'
ROOM = '[[routes]]\nchannel = "room"\n'
DESK = '[[routes]]\nchannel = "desk"\n'
# START is 08:00 on a Monday.
STORY = (
    make_report(THREATENS, "post.example", 0),
    make_report(CLOSES, "post.example", 10),
    make_report(CLOSED, "echo.example", 10.5),
    make_report(CLOSES, "water-board.example", 16),
    make_report(SUSPENDED, "water-board.example", 40),
)
WATCH, REPORTED, CORROBORATED, CONFIRMED, REVERSED = (
    "QUIET \u2192 WATCH",
    "WATCH \u2192 REPORTED",
    "REPORTED \u2192 CORROBORATED",
    "CORROBORATED \u2192 CONFIRMED",
    "CONFIRMED \u2192 REVERSED",
)
NOT_TOLD = ("03-02 08:00", "not told", WATCH)
ALL_AT_ONCE = [
    NOT_TOLD,
    ("03-02 18:00", "room", REPORTED),
    ("03-02 18:30", "room", CORROBORATED),
    ("03-03 00:00", "room", CONFIRMED),
    ("03-04 00:00", "room", REVERSED),
]
CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "everything at once": (ROOM, ALL_AT_ONCE),
    "a second route to the same channel adds nothing": (
        f'{ROOM}{ROOM}statuses = ["CONFIRMED"]\n',
        ALL_AT_ONCE,
    ),
    "statuses": (
        f'{ROOM}statuses = ["WATCH", "CONFIRMED"]\n',
        [
            ("03-02 08:00", "room", WATCH),
            ("03-02 18:00", "not told", REPORTED),
            ("03-02 18:30", "not told", CORROBORATED),
            ("03-03 00:00", "room", CONFIRMED),
            ("03-04 00:00", "not told", REVERSED),
        ],
    ),
    "another signal's route": (
        f'{ROOM}signals = ["bridge-sold"]\n',
        [
            NOT_TOLD,
            ("03-02 18:00", "not told", REPORTED),
            ("03-02 18:30", "not told", CORROBORATED),
            ("03-03 00:00", "not told", CONFIRMED),
            ("03-04 00:00", "not told", REVERSED),
        ],
    ),
    "steps within the grouping window are one message": (
        f'{ROOM}group_wait = "1h"\n',
        [
            NOT_TOLD,
            ("03-02 19:00", "room", "WATCH \u2192 CORROBORATED"),
            ("03-03 00:00", "room", CONFIRMED),
            ("03-04 00:00", "room", REVERSED),
        ],
    ),
    "quiet hours hold back what is not urgent, and CONFIRMED tells it": (
        f'{ROOM}quiet_hours = "17:00-07:00"\n',
        [
            NOT_TOLD,
            ("03-03 00:00", "room", "WATCH \u2192 CONFIRMED"),
            ("03-04 00:00", "room", REVERSED),
        ],
    ),
    "quiet hours end": (
        f'{ROOM}quiet_hours = "17:00-20:00"\n',
        [
            NOT_TOLD,
            ("03-02 20:00", "room", "WATCH \u2192 CORROBORATED"),
            ("03-03 00:00", "room", CONFIRMED),
            ("03-04 00:00", "room", REVERSED),
        ],
    ),
    "one channel waits, the other does not": (
        f'{ROOM}statuses = ["CONFIRMED", "REVERSED"]\n{DESK}group_wait = "1h"\n',
        [
            NOT_TOLD,
            ("03-02 19:00", "desk", "WATCH \u2192 CORROBORATED"),
            ("03-03 00:00", "desk", CONFIRMED),
            ("03-03 00:00", "room", CONFIRMED),
            ("03-04 00:00", "desk", REVERSED),
            ("03-04 00:00", "room", REVERSED),
        ],
    ),
}


@pytest.mark.parametrize(("routes", "expected"), CASES.values(), ids=CASES)
def test_routes_lead_to_these_messages(
    tmp_path: Path, routes: str, expected: list[tuple[str, str, str]]
) -> None:
    channels = '[channels.room]\ntype = "console"\n[channels.desk]\ntype = "console"\n'
    config = load_bridge(tmp_path, changes={OLD_ROUTE: channels + routes})
    told = []
    for one in replay_deliveries(config, STORY):
        if isinstance(one, Message):
            step = f"{one.notification.before} \u2192 {one.notification.after}"
            told.append((f"{one.at:%m-%d %H:%M}", one.channel, step))
        else:
            at, suppressed = one
            assert suppressed.change is not None
            step = f"{suppressed.change.before} \u2192 {suppressed.change.after}"
            told.append((f"{at:%m-%d %H:%M}", "not told", step))
    assert told == expected


def test_a_digest_tells_what_is_left_to_it(tmp_path: Path) -> None:
    routes = f'{ROOM}{DESK}digest = "0 9 * * *"\n'
    channels = '[channels.room]\ntype = "console"\n[channels.desk]\ntype = "console"\n'
    config = load_bridge(tmp_path, changes={OLD_ROUTE: channels + routes})
    told = [one for one in replay_deliveries(config, STORY) if isinstance(one, Message)]
    digests = [one for one in told if one.channel == "desk"]
    assert [f"{one.at:%m-%d %H:%M}" for one in digests] == ["03-02 09:00", "03-03 09:00"]
    (first,), (second,) = (one.notification.lines for one in digests)
    assert WATCH in first
    assert "3 new hits of 3 origins (3 confirm)" in second
    assert [one.notification.after for one in told if one.channel == "room"] == [
        "REPORTED",
        "CORROBORATED",
        "CONFIRMED",
        "REVERSED",
    ]


def test_the_command_prints_what_would_have_been_sent_and_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_bridge(tmp_path)
    lines = [
        {
            "id": article.key,
            "title": article.title,
            "summary": article.summary,
            "published": article.published_at.isoformat() if article.published_at else None,
            "outlet": article.outlet,
            "url": article.url,
        }
        for article in STORY[:2]
    ]
    (tmp_path / "story.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    command = ["--config", str(tmp_path / "signals.toml"), "replay", str(tmp_path / "story.jsonl")]

    assert main([*command, "--deliveries"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2026-03-02 08:00 UTC  not told  bridge-closed: QUIET \u2192 WATCH",
        "    this step is not told (WATCH is told only to routes that name it)",
        "2026-03-02 18:00 UTC  console  bridge-closed: WATCH \u2192 REPORTED (B3), 1 independent origin",
        "    origins: Post Company",
        "    due at once",
    ]

    assert main([*command, "--deliveries", "--json"]) == 0

    not_told, told = map(json.loads, capsys.readouterr().out.splitlines())
    assert (not_told["channel"], told["channel"]) == (None, "console")
    assert told["key"] == "bridge-closed/1/REPORTED/2"


def test_the_documentation_shows_what_the_real_dispute_would_have_brought(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (REPOSITORY / "docs" / "alerts.md").read_text(encoding="utf-8")
    _, section = page.split("\n## What the real dispute would have brought\n")
    shown = section.split("```text\n")[1].split("```")[0]

    corpus = str(shared / "corpus" / "dispute.jsonl")
    assert main(["--config", str(REPOSITORY / "signals.toml"), "replay", corpus, "--deliveries"]) == 0

    assert shown == capsys.readouterr().out, "print it anew into docs/alerts.md, and read it"
