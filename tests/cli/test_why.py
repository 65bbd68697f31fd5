"""`watcher why`, as a user meets it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.bridge import START, load_bridge
from watcher.cli.main import main
from watcher.core.alerting import decide_notification
from watcher.model import Decision, Status, StatusChange
from watcher.store.outbox import Outbox
from watcher.store.writer import TOLD, open_store

if TYPE_CHECKING:
    from pathlib import Path

ROUTES = """
[[routes]]
channel = "console"
group_wait = "5m"

[[routes]]
channel = "console"
signals = ["bridge-sold"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two steps of one episode, of which the second overtook the first while it waited."""
    config = load_bridge(tmp_path, changes={'\n[[routes]]\nchannel = "console"\n': ROUTES})
    signal = config.signals["bridge-closed"]
    steps = [(Status.QUIET, Status.REPORTED), (Status.REPORTED, Status.CONFIRMED)]
    with closing(open_store(tmp_path / "state" / "watcher.db")) as store:
        store.record_config(tuple(config.signals.values()), config.feeds)
        for ordinal, (before, after) in enumerate(steps, start=1):
            change = StatusChange(signal.id, START, before, after, f"reason of {after}")
            decision = decide_notification(signal, change, (), config.routes, (), START, ordinal=ordinal)
            assert isinstance(decision, Decision)
            change_id = store.add_change(change, TOLD, decision.reason, START, considered=decision.considered)
            Outbox(store).add_decision(decision, START, change_id=change_id)
        Outbox(store).claim_deliveries(START, timedelta(minutes=2), 1)
    return tmp_path


def ask(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--config", str(folder / "signals.toml"), "why", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["1", "bridge-closed/1/REPORTED/1"])
def test_a_message_says_what_each_route_said_and_what_became_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    lines = ask(folder, capsys, name).splitlines()
    assert lines[0].startswith("bridge-closed: QUIET -> REPORTED")
    assert "  routes[0] to console: takes it" in lines
    assert "  routes[1] to console: is not for bridge-closed" in lines
    assert any("group_wait 5 minutes" in line for line in lines)
    assert lines[-1] == "  overtaken while it waited: told by message 2"


def test_a_signal_stands_for_its_newest_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer: dict[str, Any] = json.loads(ask(folder, capsys, "bridge-closed", "--json"))
    assert answer["step"]["to"] == "CONFIRMED"
    assert [one["state"] for one in answer["deliveries"]] == ["leased"]


def test_what_nothing_goes_by_is_refused(folder: Path) -> None:
    assert main(["--config", str(folder / "signals.toml"), "why", "nonsense"]) == 2
