"""`watcher outbox` and `watcher notify`, as a user meets them."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import Answer, SlackStandIn
from watcher.cli.main import main
from watcher.cli.notify import make_all_samples, send_samples
from watcher.model import NotificationKind, Receipt
from watcher.notify.samples import make_sample
from watcher.notify.slack import SlackBotSender
from watcher.store.outbox import Outbox
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
KINDS = (
    *("sample", "status", "late", "blind", "health", "baseline"),
    *("reminder", "sees-again", "digest", "trouble", "undelivered"),
)
CONFIG = """
[channels.room]
type = "slack"
webhook = "file:FOLDER/webhook"

[channels.console]
type = "console"

[entities.esker]
kind = "thing"
names = ["Esker"]

[signals.port-closure]
proposition = "The port of Esker is closed"
object = ["esker"]
verbs = ["close"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A watcher's folder with one message sent, one that waits, and one given up for a hostile reason."""
    (tmp_path / "signals.toml").write_text(CONFIG.replace("FOLDER", str(tmp_path)))
    with closing(open_store(tmp_path / "state" / "watcher.db")) as store:
        outbox = Outbox(store)
        for name in ("sent", "waiting", "dead"):
            notification = replace(make_sample(NOW), key=name, thread=name, headline=f"{name} \x1b[31mred")
            outbox.add_notification(notification, ["room"], NOW)
        first, second, third = outbox.claim_deliveries(NOW, timedelta(minutes=2), 3)
        outbox.settle_sent(first, Receipt("hooks.slack.com answered 200 ok"), NOW)
        outbox.settle_retry(second, "it answered 500", NOW + timedelta(days=36_500))
        outbox.settle_dead(third, "404 no_service", NOW)
    return tmp_path


def run(folder: Path, *argv: str) -> int:
    return main(["--config", str(folder / "signals.toml"), *argv])


def read_states(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[int, str]:
    capsys.readouterr()
    assert run(folder, "outbox", "list", "--only", "all", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {line["id"]: line["state"] for line in lines}


def test_the_list_shows_what_waits_and_what_was_given_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "outbox", "list") == 0

    printed = capsys.readouterr().out
    assert printed.splitlines() == [
        "3  dead  room  2026-03-05 18:04 UTC  1 attempt",
        r"   dead \x1b[31mred",
        "   404 no_service",
        "2  pending  room  2026-03-05 18:04 UTC  1 attempt  next 2126-02-09 18:04 UTC",
        r"   waiting \x1b[31mred",
        "   due at once",
        "   it answered 500",
    ]


def test_the_list_as_json_has_one_object_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "outbox", "list", "--only", "sent", "--json") == 0

    (line,) = capsys.readouterr().out.splitlines()
    message: dict[str, Any] = json.loads(line)
    assert message == {
        "id": 1,
        "channel": "room",
        "state": "sent",
        "kind": "sample",
        "urgency": "low",
        "signal": "port-closure",
        "headline": "sent \x1b[31mred",
        "happened": "2026-03-05T18:04:00Z",
        "created": "2026-03-05T18:04:00Z",
        "attempts": 1,
        "last_attempt": "2026-03-05T18:04:00Z",
        "next_attempt": None,
        "error": None,
        "receipt": "hooks.slack.com answered 200 ok",
        "accepted": [],
        "key": "sent",
        "why": ["due at once"],
        "merged_into": None,
    }


def test_an_empty_outbox_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "outbox", "list", "--channel", "console") == 0

    assert capsys.readouterr().out == "Nothing waits, and nothing was given up.\n"


def test_dead_messages_are_sent_again_when_told_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "outbox", "retry", "--dead") == 0

    assert capsys.readouterr().out == "1 message due now; a running watcher sends it.\n"
    assert read_states(folder, capsys) == {1: "sent", 2: "pending", 3: "pending"}


def test_waiting_and_dead_messages_can_be_dropped_with_a_note(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "outbox", "drop", "2", "3", "--note", "told by telephone") == 0
    assert read_states(folder, capsys) == {1: "sent", 2: "dropped", 3: "dropped"}

    assert run(folder, "outbox", "list", "--only", "dropped", "--json") == 0
    assert "told by telephone" in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv",
    [
        ("retry", "3", "1"),
        ("retry", "99"),
        ("drop", "3", "1", "--note", "x"),
        ("retry",),
        ("retry", "--dead", "3"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_is_a_usage_error(
    folder: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    assert run(folder, "outbox", *argv) == 2

    assert re.search("message (1|99) neither waits|give the numbers of messages", capsys.readouterr().err)
    assert read_states(folder, capsys) == {1: "sent", 2: "pending", 3: "dead"}


def test_without_a_database_the_outbox_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "outbox", "retry", "1") == 1

    assert "watcher:" in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


# -------------------------------------------------------------------------------------------- notify


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[SlackStandIn]:
    with SlackStandIn(is_rate_limited=False) as server:
        (tmp_path / "webhook").write_text(server.webhook)
        yield server


def test_a_channel_is_tried_with_a_message_that_says_it_is_a_test(
    folder: Path, slack: SlackStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "notify", "test", "room", "--kind", "sample") == 0

    assert capsys.readouterr().out == "room took the test message 'sample': 127.0.0.1 answered 200 ok\n"
    assert slack.texts == ["Test message from Watcher: nothing has happened"]


def test_a_kind_that_there_is_not_is_told_those_there_are(
    folder: Path, slack: SlackStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "notify", "test", "room", "--kind", "x") == 2

    assert f"the kinds are: {', '.join(KINDS)}" in capsys.readouterr().err
    assert slack.posts == []


@pytest.mark.anyio
async def test_each_kind_is_sent_as_a_test_and_an_episode_as_one_thread() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    now = datetime(2026, 3, 5, 18, 4, tzinfo=UTC)
    with SlackStandIn(is_rate_limited=False) as slack:
        sender = SlackBotSender(slack.bot_token, slack.bot_channel, api=slack.api)
        receipts = await send_samples(sender, "room", make_all_samples(now, None), now, sleep)
        await sender.close()

    assert tuple(receipts) == KINDS
    assert waits == [1] * (len(KINDS) - 1)
    assert all(text.startswith(("TEST, nothing has happened: ", "Test message")) for text in slack.texts)
    (replies,) = slack.threads.values()  # three more are of the episode of "status"
    assert len(replies) == 3


def test_a_channel_that_refuses_says_why_and_what_to_do(
    folder: Path, slack: SlackStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.faults.append(Answer(404, "no_service"))

    assert run(folder, "notify", "test", "room") == 1

    error = capsys.readouterr().err
    assert "404 no_service (the webhook was removed: make a new one" in error
    assert slack.token not in error


def test_a_missing_secret_names_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "notify", "test", "room") == 2

    assert "channels.room.webhook: nothing found at file:" in capsys.readouterr().err


def test_an_unknown_channel_is_told_those_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "notify", "test", "rom") == 2

    assert "has no channel 'rom'; it has: room, console" in capsys.readouterr().err


def test_the_console_channel_prints_the_message(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "notify", "test", "console") == 0

    printed = capsys.readouterr().out
    assert printed.startswith("Test message from Watcher: nothing has happened\n")
    assert "\nTEST, nothing has happened: NOT DELIVERED by newsroom: port-closure: WATCH" in printed
    assert printed.endswith("console took the test message 'undelivered': written to standard output\n")


def test_a_preview_writes_every_message_for_every_channel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    previews = tmp_path / "previews"

    assert main(["notify", "preview", "--to", str(previews)]) == 0

    names = {path.name for path in previews.iterdir()}
    suffixes = (".slack.json", ".event.json", ".txt", ".short.txt", ".html", ".eml")
    threads = {f"{kind}.slack-thread.json" for kind in ("status", "late", "reminder")}
    assert names == {f"{kind}{suffix}" for kind in KINDS for suffix in suffixes} | threads
    assert len(capsys.readouterr().out.splitlines()) == len(names)
    mail = message_from_bytes((previews / "late.eml").read_bytes())
    assert mail["Importance"] == "high"
    assert "NOT DELIVERED by newsroom" in (previews / "undelivered.txt").read_text()


def test_a_preview_into_a_file_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()

    assert main(["notify", "preview", "--to", str(tmp_path / "file")]) == 2

    assert "cannot be written" in capsys.readouterr().err


def test_there_is_a_sample_of_every_kind_of_message() -> None:
    samples = make_all_samples(NOW, None).values()

    assert {sample.kind for sample in samples} == set(NotificationKind)
