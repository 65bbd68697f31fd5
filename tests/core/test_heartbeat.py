"""When a monitor may hear from us: rows of feeds beside what is judged of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.heartbeat import is_ping_due, judge_pulse
from watcher.model import Feed, FeedState

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Row:
    """A feed: how many minutes ago it was asked and read, and in how many it is due (None: never)."""

    asked: float | None
    read: float | None
    due: float | None
    min_interval: float = 15
    max_interval: float = 360
    enabled: bool = True

    def to_state(self) -> FeedState:
        return FeedState(
            feed=Feed(
                "https://paper.example/feed",
                "paper.example",
                min_interval=self.min_interval * MINUTE,
                max_interval=self.max_interval * MINUTE,
                enabled=self.enabled,
            ),
            fetched_at=None if self.asked is None else NOW - self.asked * MINUTE,
            succeeded_at=None if self.read is None else NOW - self.read * MINUTE,
            next_fetch_at=None if self.due is None else NOW + self.due * MINUTE,
        )


WELL = "polls succeed"
VAIN = "none of the feeds asked could be read"
LONG = "no feed has been read for long"
STILL = "feeds are due, and none is asked"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param([], "no feed is enabled", id="no feed"),
        pytest.param([Row(1, 1, 5, enabled=False)], "no feed is enabled", id="all switched off"),
        pytest.param([Row(None, None, None)], "no feed has been asked yet", id="a first start"),
        pytest.param([Row(1, 1, 14)], WELL, id="just read"),
        pytest.param([Row(1, 1, 14), Row(1, None, 14), Row(2, 9000, 14)], WELL, id="one of three answers"),
        pytest.param([Row(1, None, 14), Row(2, None, 14)], LONG, id="never read"),
        pytest.param([Row(1, 44, 14)], WELL, id="asked in vain for less than three intervals"),
        pytest.param([Row(1, 46, 14)], VAIN, id="asked in vain for more"),
        pytest.param([Row(1, 46, 14, min_interval=16)], WELL, id="intervals of its own"),
        pytest.param([Row(1, 46, 14, 60), Row(1, 46, 14, 15)], VAIN, id="the shortest interval counts"),
        pytest.param([Row(1, 1, 14, enabled=False), Row(1, 60, 9)], VAIN, id="who is off does not count"),
        pytest.param([Row(300, 300, 60)], WELL, id="read, and nothing due since"),
        pytest.param([Row(300, 500, 60)], VAIN, id="asked in vain, and nothing due since"),
        pytest.param([Row(300, 300, 60), Row(5, 600, 10)], VAIN, id="only another was asked since, in vain"),
        pytest.param([Row(1079, 1079, 60)], WELL, id="nothing due for nearly three longest waits"),
        pytest.param([Row(1081, 1081, 60)], LONG, id="nothing due for three longest waits"),
        pytest.param([Row(30, 30, -9)], WELL, id="due for less than ten minutes"),
        pytest.param([Row(30, 30, -11)], STILL, id="due for more and not asked"),
        pytest.param([Row(30, 30, -11), Row(9, 9, 6)], WELL, id="due, but others are being asked"),
        pytest.param([Row(30, 30, 9), Row(None, None, None)], STILL, id="a new feed is not asked"),
        pytest.param([Row(30, 30, 9), Row(99, None, None)], WELL, id="one is gone for good"),
        pytest.param([Row(-20, -20, 35)], WELL, id="the clock went back"),
    ],
)
def test_only_polls_that_succeed_are_a_pulse(rows: list[Row], reason: str) -> None:
    pulse = judge_pulse([row.to_state() for row in rows], NOW)
    assert pulse == (reason == WELL, reason)


@pytest.mark.parametrize(
    ("minutes_ago", "is_due"), [(None, True), (0, False), (4.9, False), (5, True), (60, True), (-1, True)]
)
def test_a_ping_is_due_every_so_often_and_when_the_clock_went_back(
    minutes_ago: float | None,
    is_due: bool,  # noqa: FBT001  # a column of the table
) -> None:
    pinged_at = None if minutes_ago is None else NOW - minutes_ago * MINUTE
    assert is_ping_due(pinged_at, 5 * MINUTE, NOW) is is_due
