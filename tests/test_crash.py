"""Killed with SIGKILL between any two steps of polling and delivering, and started again: nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from tests.bridge import CLOSED, CLOSES, load_bridge, make_report
from tests.publisher import Issue, Publisher, make_rss
from tests.servers import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGE = Path(__file__).with_name("crash_stage.py")
# Two feeds are enough to have steps of one between those of the other.
WITHOUT_THESE = (
    '[[feeds]]\nurl = "BASE/wire"\noutlet = "wire.example"\n',
    '[[feeds]]\nurl = "BASE/board"\noutlet = "water-board.example"\n',
)
AFTER_SENDING = "sent"  # the one step at which the receiver has it and we have not noted that
TOLD = ("REPORTED", "CORROBORATED")
ONE_MESSAGE = " ".join(TOLD)  # both steps wait when the first message may go, so it tells both
INGEST_STEPS = {
    "fetched",
    "parsed",
    "compared",
    "judged",
    "began",
    "articles stored",
    "evidence stored",
    "status folded",
    "feed recorded",
    "committed",
}
DELIVER_STEPS = {"due", "claimed", "sent", "settled"}


class Stage:
    """The process of crash_stage.py, with a publisher and a receiver that outlive it."""

    def __init__(self, process: subprocess.Popen[str], publisher: Publisher, slack: SlackStandIn) -> None:
        self._process = process
        self._publisher = publisher
        self._slack = slack

    def perform(self, folder: Path, *, hours: float, kill_at: int | None) -> dict[str, Any]:
        request = {"folder": str(folder), "webhook": self._slack.webhook, "hours": hours, "kill_at": kill_at}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def prepare(self, folder: Path) -> Path:
        """A town of its own in `folder`."""
        folder.mkdir()
        load_bridge(folder, self._publisher.base, dict.fromkeys(WITHOUT_THESE, ""))
        return folder

    def take_messages(self) -> list[str]:
        """The statuses each message told, in the order they arrived, since this was asked last."""
        bodies = [json.dumps(post.body, ensure_ascii=False) for post in self._slack.posts]
        self._slack.posts.clear()
        return [" ".join(status for status in TOLD if f"\u2192 {status}" in body) for body in bodies]


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Start the process that plays, its publisher and its receiver; `folder` takes what they need."""
    # To load the roots of a whole system takes each performance longer than all else it does.
    roots = folder / "roots.pem"
    trustme.CA().cert_pem.write_to_path(str(roots))
    with (
        Publisher() as publisher,
        SlackStandIn(is_rate_limited=False) as slack,
        subprocess.Popen(
            [sys.executable, str(STAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SSL_CERT_FILE": str(roots)},
        ) as process,
    ):
        publisher.feeds = {
            "/post": Issue(make_rss([make_report(CLOSES, "post.example", -2)])),
            "/echo": Issue(make_rss([make_report(CLOSED, "echo.example", -1)])),
        }
        yield Stage(process, publisher, slack)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with open_stage(tmp_path) as opened:
        yield opened


def find_damage(folder: Path) -> list[object]:
    with closing(sqlite3.connect(folder / "state" / "watcher.db")) as connection:
        connection.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
        connection.rollback()
        problems: list[object] = [
            row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)
        ]
        problems += connection.execute("PRAGMA foreign_key_check").fetchall()
        problems += connection.execute("SELECT key FROM articles GROUP BY key HAVING count(*) > 1").fetchall()
        # Validators without the articles they vouch for would never be asked for again.
        problems += connection.execute(
            "SELECT url FROM feeds WHERE etag IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM articles WHERE feed_id = feeds.id)"
        ).fetchall()
        return problems


def test_no_alert_is_lost_wherever_the_process_is_killed(stage: Stage, tmp_path: Path) -> None:
    undisturbed = stage.perform(stage.prepare(tmp_path / "undisturbed"), hours=0, kill_at=None)
    assert undisturbed["signal"] == 0
    assert stage.take_messages() == [ONE_MESSAGE]
    steps = undisturbed["steps"]
    assert set(steps) >= INGEST_STEPS | DELIVER_STEPS, "a step without its checkpoint is a step untested"
    for number, step in enumerate(steps):
        place = f"killed at step {number}, {step!r}"
        folder = stage.prepare(tmp_path / str(number))
        killed = stage.perform(folder, hours=0, kill_at=number)
        assert killed["signal"] == SIGKILL, place
        assert find_damage(folder) == [], place
        resumed = stage.perform(folder, hours=2, kill_at=None)
        assert resumed["signal"] == 0, place
        assert find_damage(folder) == [], place
        messages = stage.take_messages()
        assert list(dict.fromkeys(messages)) == [ONE_MESSAGE], place
        repeat_count = len(messages) - 1
        assert repeat_count == (1 if killed["steps"][-1] == AFTER_SENDING else 0), place
