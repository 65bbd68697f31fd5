from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from watcher.cli.check import find_failures
from watcher.cli.demo import DEFAULT_PAUSE
from watcher.config import load_config
from watcher.demo import load_scenes, load_signals
from watcher.demo.stage import open_stage
from watcher.store.board import list_statuses
from watcher.store.queries import list_changes, list_evidence

if TYPE_CHECKING:
    from pathlib import Path

    from watcher.wiring import Runtime

EXPULSION, CODES = "tidewell-expulsion", "tidewell-codes"

# After each scene: the status of the expulsion and that of the codes.
COURSE = [
    ("QUIET", "QUIET"),
    ("WATCH", "WATCH"),
    ("REPORTED", "WATCH"),
    ("REPORTED", "WATCH"),
    ("CORROBORATED", "WATCH"),
    ("CONFIRMED", "WATCH"),
    ("CONFIRMED", "WATCH"),
    ("REVERSED", "WATCH"),
]


def read_board(runtime: Runtime) -> tuple[str, ...]:
    scenes = load_scenes()
    rows = list_statuses(runtime.store.connection, scenes[-1].at)
    return tuple("BLIND" if row.is_blind and row.status == "QUIET" else row.status for row in rows)


@pytest.mark.anyio
async def test_the_board_goes_through_every_status_at_its_scene(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        course = []
        for scene in load_scenes():
            await stage.play(scene)
            course.append(read_board(stage.runtime))
    assert course == COURSE


@pytest.mark.anyio
async def test_the_alerts_go_out_in_order_and_the_copies_count_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_stage(tmp_path) as stage:
        for scene in load_scenes():
            await stage.play(scene)
            await stage.runtime.deliver.deliver_due(scene.at)
        connection = stage.runtime.store.connection
        told = [stored.change.after for stored in reversed(list_changes(connection, EXPULSION))]
        printed_early = [
            hit.evidence
            for hit in list_evidence(connection, signal_id=EXPULSION, limit=1000)
            if hit.evidence.at < load_scenes()[4].at.replace(hour=12) and hit.evidence.stance == "confirms"
        ]
    assert told == ["WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "REVERSED"]
    assert len(printed_early) == 3  # the agency and the two papers that print its report
    assert len({evidence.origin for evidence in printed_early}) == 1
    alerts = capsys.readouterr().out
    positions = [alerts.index(status) for status in told[1:]]  # WATCH goes into no message of its own
    assert positions == sorted(positions)


@pytest.mark.anyio
async def test_another_companys_expulsion_is_no_hit(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.play(load_scenes()[0])
        assert list_evidence(stage.runtime.store.connection) == ()


def test_the_signals_of_the_demo_judge_their_own_examples_as_they_say(tmp_path: Path) -> None:
    path = tmp_path / "signals.toml"
    path.write_text(load_signals(8001), encoding="utf-8")
    assert [failure.example.title for failure in find_failures(load_config(path))] == []


@pytest.fixture(scope="module")
def output() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "watcher.cli.main", "demo", "--pause", "0"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_command_shows_every_scene_its_articles_and_the_board(output: str) -> None:
    for number, scene in enumerate(load_scenes(), start=1):
        assert f"SCENE {number}" in output
        assert scene.caption in output
    for status in ("QUIET", "WATCH", "REPORTED", "CORROBORATED", "CONFIRMED", "REVERSED"):
        assert f"{status} " in output
    assert "northwire.example: Ports Ministry expels Tidewell from state harbours" in output
    assert "BLIND" not in output


def test_the_output_of_the_command_is_plain_where_nobody_watches(output: str) -> None:
    assert "\x1b" not in output


def test_the_reader_has_time_to_read_and_yet_it_ends_within_a_minute() -> None:
    assert 15 <= DEFAULT_PAUSE * (len(load_scenes()) - 1) <= 40
