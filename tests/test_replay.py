"""Replay: the whole path in memory, on the clock of the articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bridge import (
    CLOSED,
    CLOSES,
    ELSEWHERE,
    HOUR,
    SELLS,
    START,
    SUSPENDED,
    THREATENS,
    load_bridge,
    make_report,
)
from watcher.cli.articles import read_articles
from watcher.config import load_config
from watcher.model import Article, Decision, Status, Suppressed
from watcher.replay import replay, replay_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from watcher.config import Config

POST, ECHO, ONLINE, BOARD, BLOG = (
    "post.example",
    "echo.example",
    "echo-online.example",
    "water-board.example",
    "blog.example",
)


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load_bridge(tmp_path_factory.mktemp("bridge"))


def summarize(config: Config, articles: Iterable[Article]) -> list[tuple[str, str, float]]:
    """Steps as (signal, status entered, hours after START)."""
    return [
        (change.signal_id, change.after.value, (change.at - START) / HOUR)
        for change in replay(config, articles)
    ]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], []),
        ([(ELSEWHERE, POST, 0)], []),
        ([(THREATENS, POST, 0)], [("bridge-closed", "WATCH", 0)]),
        ([(CLOSES, POST, 0)], [("bridge-closed", "REPORTED", 0)]),
        (
            [(CLOSES, POST, 0), (CLOSED, ECHO, 2)],
            [("bridge-closed", "REPORTED", 0), ("bridge-closed", "CORROBORATED", 2)],
        ),
        (
            [(CLOSES, ECHO, 0), (CLOSED, ONLINE, 2)],
            [("bridge-closed", "REPORTED", 0)],
        ),
        (
            [(CLOSED, ECHO, 2), (CLOSES, POST, 0)],
            [("bridge-closed", "REPORTED", 0), ("bridge-closed", "CORROBORATED", 2)],
        ),
        (
            [(CLOSES, BOARD, 1), (SUSPENDED, BOARD, 50)],
            [("bridge-closed", "CONFIRMED", 1), ("bridge-closed", "REVERSED", 50)],
        ),
        (
            [(CLOSES, POST, 0), (SELLS, ECHO, 1)],
            [("bridge-closed", "REPORTED", 0), ("bridge-sold", "REPORTED", 1)],
        ),
        (
            [(THREATENS, POST, 0), (ELSEWHERE, POST, 24 * 40)],
            [("bridge-closed", "WATCH", 0), ("bridge-closed", "QUIET", 24 * 30)],
        ),
        (
            [(THREATENS, POST, 0), (SELLS, POST, 24 * 40), (THREATENS, POST, 24 * 50)],
            [
                ("bridge-closed", "WATCH", 0),
                ("bridge-closed", "QUIET", 24 * 30),
                ("bridge-sold", "REPORTED", 24 * 40),
                ("bridge-closed", "WATCH", 24 * 50),
            ],
        ),
        (
            [(ELSEWHERE, POST, 3), (CLOSES, POST, None), (ELSEWHERE, POST, 9)],
            [("bridge-closed", "REPORTED", 3)],
        ),
        (
            [(CLOSES, POST, None), (ELSEWHERE, POST, 9), (ELSEWHERE, POST, 4)],
            [("bridge-closed", "REPORTED", 9)],
        ),
    ],
    ids=[
        "nothing",
        "another bridge",
        "a threat is no more than WATCH",
        "one origin reports",
        "two origins corroborate",
        "two outlets of one owner do not",
        "the order is that of publication",
        "an official document confirms, and reverses",
        "each signal by itself",
        "WATCH fades with the clock of the articles",
        "steps come in the order of time, whichever signal they are of",
        "undated: at the instant of the dated one before it",
        "undated first: at the instant of the first dated one",
    ],
)
def test_articles_lead_to_these_steps(
    bridge: Config, reports: list[tuple[str, str, float | None]], expected: list[tuple[str, str, float]]
) -> None:
    assert summarize(bridge, [make_report(*report) for report in reports]) == expected


def test_undated_articles_alone_are_still_judged(bridge: Config) -> None:
    (change,) = replay(bridge, [make_report(CLOSES, POST, None)])
    assert change.after is Status.REPORTED


def test_an_id_that_comes_again_is_passed_over(bridge: Config) -> None:
    first = make_report(CLOSES, POST, 0, key="same")
    again = make_report(CLOSED, ECHO, 1, key="same")
    assert summarize(bridge, [first, again]) == [("bridge-closed", "REPORTED", 0)]


def test_each_step_carries_what_would_have_been_told(bridge: Config) -> None:
    articles = [make_report(THREATENS, POST, 0), make_report(CLOSES, POST, 1), make_report(CLOSED, ECHO, 2)]
    watch, reported, corroborated = replay_steps(bridge, articles)
    assert isinstance(watch.decision, Suppressed)
    assert isinstance(reported.decision, Decision)
    assert isinstance(corroborated.decision, Decision)
    assert reported.decision.channels == corroborated.decision.channels == ("console",)
    assert reported.decision.notification.key != corroborated.decision.notification.key
    assert reported.decision.notification.thread == corroborated.decision.notification.thread
    assert reported.decision.notification.created_at == START + HOUR


# ------------------------------------------------------------------------------------- real material


def test_the_real_dispute_is_told_as_it_happened(shared: Path) -> None:
    config = load_config(Path(__file__).resolve().parents[1] / "signals.toml")
    articles = [one.article for one in read_articles(str(shared / "corpus" / "dispute.jsonl"))]
    changes = list(replay(config, articles))
    of_act = [change for change in changes if change.signal_id == "dpa-invoked"]
    assert {change.after for change in of_act} <= {Status.WATCH, Status.QUIET}
    labels = {
        item["id"]: item.get("labels", {})
        for item in map(json.loads, (shared / "corpus" / "dispute.jsonl").read_text("utf-8").splitlines())
    }
    first_confirmation = min(
        article.published_at
        for article in articles
        if article.published_at and labels[article.key].get("supply-chain-designation") == "confirms"
    )
    told = [
        change.at
        for change in changes
        if change.signal_id == "supply-chain-designation"
        and change.after in {Status.REPORTED, Status.CORROBORATED, Status.CONFIRMED}
    ]
    assert told
    assert min(told) >= first_confirmation
