"""Killed with SIGKILL between any two steps of polling and delivering, and started again: nothing is lost."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from tests.bridge import CLOSED, CLOSES, load_bridge, make_report
from tests.feeds.articles import CLOSED as PARAGRAPHS
from tests.feeds.articles import make_page
from tests.publisher import Issue, Publisher, make_rss
from tests.servers import Answer, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGE = Path(__file__).with_name("crash_stage.py")
CHANGES = {
    '[[feeds]]\nurl = "BASE/board"\noutlet = "water-board.example"\n': "",
    '[[routes]]\nchannel = "console"': '[[routes]]\nchannel = "console"\n'
    'statuses = ["WATCH", "REPORTED", "CORROBORATED"]',
    "full_text = false": "full_text = true",
    'name = "The Post"': 'name = "The Post"\nfull_text = false',
    'name = "The Echo"': 'name = "The Echo"\nfull_text = false',
}
SILENT = "Marsh Bridge dispute draws to a close, with Water Board"  # it tells of nothing, its page does
SOLD = "The Water Board sold Marsh Bridge to a company from the coast on Monday, a spokesman said."
AFTER_SENDING = "sent"  # the one step at which the receiver has it and we have not noted that


@dataclass(frozen=True)
class Play:
    """What happens in one performance: feeds of two papers tell of a closure, one step each.

    `is_refused`: the receiver does not take the first message at once.  `has_page`: the page of a third
    paper's article tells of a sale.  `begins_at` is the first step that no other play has.
    """

    begins_at: str = "fetched"
    is_refused: bool = False
    has_page: bool = False

    @property
    def ends(self) -> dict[str, str]:
        """Where each signal comes to stand."""
        return {"bridge-closed": "CORROBORATED", "bridge-sold": "WATCH" if self.has_page else "QUIET"}

    @property
    def whole_count(self) -> int:
        """Performances without a kill after which all is told: what was refused waits for another one."""
        return 2 if self.is_refused else 1

    def list_places(self, steps: list[str]) -> range:
        """Numbers of the steps of a whole performance at which this play, and no other, is to be killed."""
        return range(steps.index(self.begins_at), len(steps))


TAKEN = Play()
REFUSED = Play("claimed", is_refused=True)
TOLD_BY_A_PAGE = Play("page read", has_page=True)
PLAYS = (TAKEN, REFUSED, TOLD_BY_A_PAGE)
STEPS = {
    # of ingest
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
    "page read",
    "page stored",
    # of deliver
    "due",
    "claimed",
    "sent",
    "failed",
    "settled",
}


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

    def prepare(self, folder: Path, play: Play) -> Path:
        """A town of its own in `folder`, before the play begins."""
        folder.mkdir()
        load_bridge(folder, self._publisher.base, CHANGES)
        page = f"{self._publisher.base}/article"
        title = SILENT if play.has_page else "Opening hours of the town hall"
        article = make_report(title, "wire.example", -1, summary="", url=page)
        self._publisher.feeds["/wire"] = Issue(make_rss([article]))
        self._slack.faults.clear()
        if play.is_refused:
            self._slack.faults.append(Answer(503))
        return folder

    def take_messages(self) -> list[str]:
        """The step that each message told, in the order they arrived, since this was asked last."""
        texts = self._slack.texts
        self._slack.posts.clear()
        return [find_step(text) for text in texts]


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
            "/article": Issue(make_page(SILENT, SOLD, *PARAGRAPHS[1:]).encode(), "text/html; charset=utf-8"),
        }
        yield Stage(process, publisher, slack)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with open_stage(tmp_path) as opened:
        yield opened


def find_step(headline: str) -> str:
    """`bridge-sold: QUIET → WATCH`."""
    found = re.match(r"[a-z-]+: [A-Z]+ \u2192 [A-Z]+", headline)
    assert found is not None, headline
    return found[0]


def is_whole(messages: list[str], play: Play) -> bool:
    """Whether messages, repeats left out, tell all that happened.

    Of each signal each begins where the one before it ended, from QUIET to where it came.
    """
    stands = dict.fromkeys(play.ends, "QUIET")
    for message in dict.fromkeys(messages):
        signal_id, before, after = re.split(": | \u2192 ", message)
        if stands[signal_id] != before:
            return False
        stands[signal_id] = after
    return stands == play.ends


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


REPORTED = "bridge-closed: QUIET \u2192 REPORTED"
CORROBORATED = "bridge-closed: REPORTED \u2192 CORROBORATED"
MERGED = "bridge-closed: QUIET \u2192 CORROBORATED"
SALE = "bridge-sold: QUIET \u2192 WATCH"


@pytest.mark.parametrize(
    ("messages", "is_all"),
    [
        ([REPORTED, CORROBORATED, SALE], True),
        ([REPORTED, SALE, REPORTED, CORROBORATED], True),
        ([SALE, MERGED], True),
        ([REPORTED, CORROBORATED], False),
        ([CORROBORATED, SALE], False),
        ([CORROBORATED, REPORTED, SALE], False),
        ([], False),
    ],
)
def test_a_story_is_whole_when_no_step_of_it_is_missing(messages: list[str], *, is_all: bool) -> None:
    assert is_whole(messages, TOLD_BY_A_PAGE) == is_all


def test_no_alert_is_lost_wherever_the_process_is_killed(stage: Stage, tmp_path: Path) -> None:
    killed_at: set[str] = set()
    for title, play in enumerate(PLAYS):
        undisturbed = stage.perform(stage.prepare(tmp_path / f"{title}", play), hours=0, kill_at=None)
        assert undisturbed["signal"] == 0
        stage.take_messages()
        for number in play.list_places(undisturbed["steps"]):
            place = f"killed at step {number} of {undisturbed['steps']} in {play}"
            folder = stage.prepare(tmp_path / f"{title} {number}", play)
            killed = stage.perform(folder, hours=0, kill_at=number)
            assert killed["signal"] == SIGKILL, place
            assert find_damage(folder) == [], place
            for turn in range(play.whole_count):
                resumed = stage.perform(folder, hours=2 + 2 * turn, kill_at=None)
                assert resumed["signal"] == 0, place
                assert find_damage(folder) == [], place
            messages = stage.take_messages()
            assert is_whole(messages, play), place
            repeat_count = len(messages) - len(set(messages))
            assert repeat_count == (1 if killed["steps"][-1] == AFTER_SENDING else 0), place
            killed_at.add(killed["steps"][-1])
    assert killed_at >= STEPS, "a step without its checkpoint is a step untested"
