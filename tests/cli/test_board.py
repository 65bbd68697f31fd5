from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.cli.board import EXIT_CODES, exit_code, render_board
from watcher.model import Status
from watcher.store.board import RuntimeRow, StatusRow
from watcher.store.summary import describe_problem, render_age, shown_status

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)

ROW = StatusRow(
    signal_id="dpa-invoked",
    proposition="The government has invoked the Act",
    status="QUIET",
    reason="no evidence",
    since=None,
    grade=None,
    origins=(),
    episode=1,
    freshest_at=None,
    is_acknowledged=False,
    is_expired=False,
    is_baseline=False,
    muted_until=None,
    is_blind=False,
    blind_reason="",
    feed_count=10,
    seeing_count=9,
    blind_feeds=(),
    evidence_count=0,
    folded_at=NOW,
    covered_at=NOW,
)
RUNNING = RuntimeRow(
    pid=4711,
    holder=4711,
    started_at=NOW - timedelta(days=2),
    stopped_at=None,
    heartbeat_at=NOW - timedelta(seconds=10),
    polled_at=NOW - timedelta(minutes=2),
    folded_at=NOW,
    feed_count=10,
    healthy_feed_count=9,
    article_count=12345,
    pending_delivery_count=0,
    dead_delivery_count=0,
)
CONFIRMED = ROW._replace(
    status="CONFIRMED",
    reason="an official document confirms",
    since=NOW - timedelta(hours=5),
    grade="A1",
    origins=("war.gov", "reuters"),
    evidence_count=12,
    freshest_at=NOW - timedelta(minutes=30),
)


def test_the_board_says_with_words_where_a_signal_stands_and_why() -> None:
    board = render_board((CONFIRMED,), RUNNING, NOW)
    assert "CONFIRMED     dpa-invoked  [A1]" in board
    assert "The government has invoked the Act" in board
    assert "since 2026-03-05 07:00 UTC; 2 independent origins; 12 hits; freshest 30 min ago" in " ".join(
        board.split()
    )
    assert "an official document confirms" in board
    assert "9 of 10 feeds healthy; 12,345 articles; last poll 2 min ago; running as pid 4711." in " ".join(
        board.split()
    )
    assert "\x1b" not in board


def test_colours_come_beside_the_words() -> None:
    plain, coloured = (
        render_board((CONFIRMED,), RUNNING, NOW, is_coloured=is_coloured) for is_coloured in (False, True)
    )
    assert "\x1b[1;31mCONFIRMED\x1b[0m" in coloured
    assert coloured.replace("\x1b[1;31m", "").replace("\x1b[0m", "") == plain


@pytest.mark.parametrize("status", list(Status))
def test_the_board_fits_80_columns_whatever_it_holds(status: Status) -> None:
    row = CONFIRMED._replace(
        status=status.value,
        signal_id="a-signal-with-quite-a-long-name-of-64-characters-in-all-or-so-xx",
        proposition="word " * 60,
        reason="https://press.example/" + "x" * 300 + " and words " * 20,
        muted_until=NOW + timedelta(hours=3),
        is_acknowledged=True,
        is_baseline=True,
        is_expired=True,
        is_blind=True,
        blind_reason="few feeds answer " * 10,
    )
    runtime = RUNNING._replace(pending_delivery_count=3, dead_delivery_count=2)
    assert [line for line in render_board((row,), runtime, NOW).splitlines() if len(line) > 80] == []


def test_overlays_stand_beside_the_status() -> None:
    row = CONFIRMED._replace(
        is_acknowledged=True,
        muted_until=NOW + timedelta(hours=3),
        is_expired=True,
        is_baseline=True,
        is_blind=True,
    )
    board = " ".join(render_board((row,), RUNNING, NOW).split())
    for word in ("BLIND", "ACK", "MUTED until 2026-03-05 15:00 UTC", "EXPIRED", "BASELINE"):
        assert word in board


def test_hostile_text_cannot_act_on_the_terminal() -> None:
    row = CONFIRMED._replace(
        proposition="\x1b[2Jgone", reason="\x9b31m\u202egnp.exe", is_blind=True, blind_reason="\x07bell"
    )
    board = render_board((row,), RUNNING, NOW)
    assert all(char.isprintable() or char == "\n" for char in board)
    assert "\\x1b[2Jgone" in board
    assert "\\u202egnp.exe" in board


@pytest.mark.parametrize(
    ("row", "is_polling", "shown"),
    [
        (ROW, True, "QUIET"),
        (ROW._replace(is_blind=True), True, "BLIND"),
        (ROW, False, "BLIND"),
        (ROW._replace(status="WATCH", is_blind=True), True, "WATCH"),
        (CONFIRMED, False, "CONFIRMED"),
    ],
)
def test_quiet_is_claimed_only_by_a_watcher_that_could_have_seen(
    row: StatusRow,
    is_polling: bool,  # noqa: FBT001  # a column of the table
    shown: str,
) -> None:
    assert shown_status(row, is_polling=is_polling) == shown


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, ""),
        ({"polled_at": NOW - timedelta(hours=5)}, ""),  # it runs, and nothing was due for long
        (
            {"heartbeat_at": NOW - timedelta(hours=3), "polled_at": NOW - timedelta(hours=3)},
            "BLIND: watcher is not running; last poll 3 h ago",
        ),
        (
            {"stopped_at": NOW - timedelta(minutes=1), "polled_at": NOW - timedelta(hours=3)},
            "BLIND: watcher is not running; last poll 3 h ago",
        ),
        ({"stopped_at": NOW - timedelta(minutes=1)}, ""),  # left, but polled two minutes ago
        ({"stopped_at": NOW - timedelta(days=3), "polled_at": NOW - timedelta(hours=3)}, ""),  # runs again
        (
            {"holder": None, "polled_at": NOW - timedelta(hours=3)},  # killed a moment ago
            "BLIND: watcher is not running; last poll 3 h ago",
        ),
        (
            {"holder": 4712, "polled_at": NOW - timedelta(hours=3)},  # `watcher poll`, after that
            "BLIND: watcher is not running; last poll 3 h ago",
        ),
        (
            {"heartbeat_at": None, "started_at": None, "polled_at": None},
            "BLIND: watcher is not running; it has never polled",
        ),
        ({"polled_at": None}, "BLIND: watcher is at its first poll; look again in a minute"),
    ],
)
def test_a_watcher_that_does_not_poll_is_told_first(
    changes: dict[str, datetime | None], problem: str
) -> None:
    runtime = RUNNING._replace(**changes)  # type: ignore[arg-type]  # the table holds what the fields take
    assert describe_problem(runtime, NOW) == problem
    assert render_board((ROW,), runtime, NOW).splitlines()[1] == problem


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        (["QUIET", "WATCH"], 0),
        (["QUIET", "BLIND"], 3),
        (["BLIND", "REPORTED"], 10),
        (["REPORTED", "CORROBORATED"], 20),
        (["CORROBORATED", "DISPUTED"], 40),
        (["CORROBORATED", "REVERSED"], 40),
        (["REVERSED", "CONFIRMED", "BLIND"], 30),
    ],
)
def test_the_worst_signal_sets_the_exit_code(statuses: list[str], code: int) -> None:
    assert exit_code(statuses) == code
    assert exit_code(statuses[::-1]) == code


def test_every_status_has_an_exit_code() -> None:
    assert set(EXIT_CODES) == {*Status, "BLIND"}


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (-5, "in the future"),
        (0, "just now"),
        (5, "5 s ago"),
        (119, "119 s ago"),
        (120, "2 min ago"),
        (7200, "2 h ago"),
        (200_000, "2 days ago"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(seconds: int, age: str) -> None:
    assert render_age(NOW - timedelta(seconds=seconds), NOW) == age


def test_a_database_without_signals_says_what_to_do() -> None:
    assert "`watcher run` takes them in" in render_board((), RUNNING, NOW)
