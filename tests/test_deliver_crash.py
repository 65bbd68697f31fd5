"""Delivery killed with SIGKILL between each two of its steps, before a receiver that lives on."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.servers import Answer, SlackStandIn
from watcher.deliver import LEASE
from watcher.model import DeliveryState
from watcher.notify.samples import make_sample
from watcher.store.outbox import Outbox
from watcher.store.queries import list_deliveries
from watcher.store.reader import open_reader
from watcher.store.writer import open_store

PROCESS = Path(__file__).with_name("delivering_process.py")
NOW = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
NAMES = ("first", "second", "third")
EACH_MESSAGE = ("due", "claimed", "sent", "settled")
STEPS = (*EACH_MESSAGE * len(NAMES), "due")
STEPS_AFTER_A_FAILURE = ("due", "claimed", "failed", "settled")


def fill(database: Path) -> None:
    """Three messages: their order must hold as well."""
    with closing(open_store(database)) as store:
        for name in NAMES:
            notification = replace(make_sample(NOW), key=name, thread=name, headline=name)
            Outbox(store).add_notification(notification, ["slack"], NOW)


def deliver(database: Path, slack: SlackStandIn, now: datetime, *kill_at: int) -> tuple[int, str]:
    arguments = [PROCESS, database, slack.webhook, now.isoformat(), *kill_at]
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_the_steps_are_those_we_kill_at(tmp_path: Path) -> None:
    fill(tmp_path / "watcher.db")
    with SlackStandIn(is_rate_limited=False) as slack:
        assert deliver(tmp_path / "watcher.db", slack, NOW) == (0, " ".join(STEPS))


@pytest.mark.parametrize(
    ("number", "step"),
    list(enumerate(STEPS, start=1)),
    ids=[f"{number}-{step}" for number, step in enumerate(STEPS, start=1)],
)
def test_a_kill_at_any_step_loses_nothing_and_repeats_only_between_send_and_settle(
    tmp_path: Path, number: int, step: str
) -> None:
    database = tmp_path / "watcher.db"
    fill(database)
    with SlackStandIn(is_rate_limited=False) as slack:
        assert deliver(database, slack, NOW, number)[0] == -SIGKILL
        assert deliver(database, slack, NOW + LEASE)[0] == 0

    assert list(dict.fromkeys(slack.texts)) == list(NAMES)
    repeats = {text: count - 1 for text, count in Counter(slack.texts).items() if count > 1}
    in_hand = NAMES[(number - 1) // len(EACH_MESSAGE)] if step == "sent" else None
    assert repeats == ({in_hand: 1} if in_hand else {})
    assert_all_sent(database)


@pytest.mark.parametrize("number", range(1, len(STEPS_AFTER_A_FAILURE) + 1), ids=STEPS_AFTER_A_FAILURE)
def test_a_kill_around_a_failed_attempt_loses_and_repeats_nothing(tmp_path: Path, number: int) -> None:
    database = tmp_path / "watcher.db"
    fill(database)
    with SlackStandIn(is_rate_limited=False) as slack:
        slack.faults.append(Answer(500))
        assert deliver(database, slack, NOW, number)[0] == -SIGKILL
        slack.faults.clear()
        assert deliver(database, slack, NOW + timedelta(hours=2))[0] == 0

    assert [text.partition(" (")[0] for text in slack.texts] == list(NAMES)
    assert_all_sent(database)


def assert_all_sent(database: Path) -> None:
    with closing(open_reader(database)) as reader:
        assert {delivery.state for delivery in list_deliveries(reader)} == {DeliveryState.SENT}
