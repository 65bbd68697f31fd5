"""`watcher doctor` over installations with one thing wrong each."""

from __future__ import annotations

import json
import shutil
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from watcher.cli.main import main
from watcher.store.writer import open_store
from watcher.wiring import DATABASE_NAME, utc_now

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """
[watcher]
contact = "desk@example.org"
allow_addresses = ["127.0.0.1"]

[entities.ministry]
names = ["Ministry"]
[entities.tidewell]
names = ["Tidewell"]

[signals.ban]
proposition = "The Ministry has banned Tidewell"
actor = ["ministry"]
object = ["tidewell"]
verbs = ["ban"]

[outlets."press.example"]
name = "Press"
owner = "Press"

[[feeds]]
url = "http://127.0.0.1:1/feed"
outlet = "press.example"

[channels.desk]
type = "mail"
host = "127.0.0.1"
port = PORT
security = "none"
sender = "watcher@example.org"
recipients = ["desk@example.org"]

[channels.newsroom]
type = "slack"
webhook = "env:WATCHER_TEST_WEBHOOK_THAT_IS_NOT_SET"

[[routes]]
channel = "desk"

[[routes]]
channel = "newsroom"
"""


class Doctor:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def write_config(self, port: int = 1) -> None:
        (self.folder / "signals.toml").write_text(CONFIG.replace("PORT", str(port)), encoding="utf-8")

    def run(self, *options: str) -> tuple[int, str]:
        code = main(["--config", str(self.folder / "signals.toml"), "doctor", *options])
        return code, self._capsys.readouterr().out

    def find(self, subject: str, *options: str) -> list[dict[str, Any]]:
        code, printed = self.run("--json", *options)
        report = json.loads(printed)
        assert report["exit_code"] == code
        return [finding for finding in report["findings"] if finding["subject"] == subject]


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    return Doctor(tmp_path, capsys)


def make_database(folder: Path) -> Path:
    path = folder / "state" / DATABASE_NAME
    path.parent.mkdir()
    open_store(path).close()
    return path


def test_a_faulty_file_is_told_with_its_lines_and_the_rest_is_looked_at_all_the_same(doctor: Doctor) -> None:
    (doctor.folder / "signals.toml").write_text("[watcher]\nnonsense = 1\n", encoding="utf-8")
    make_database(doctor.folder)
    found = doctor.find("config")
    assert {finding["condition"] for finding in found} == {"broken"}
    assert any("line 2" in finding["found"] for finding in found)
    assert doctor.find("database")[0]["condition"] == "ok"
    assert doctor.run()[0] == 2


def test_a_secret_that_cannot_be_read_is_told_with_its_remedy(doctor: Doctor) -> None:
    doctor.write_config()
    (secret,) = doctor.find("secrets")
    assert secret["condition"] == "broken"
    assert secret["found"] == (
        "channels.newsroom.webhook: nothing found at env:WATCHER_TEST_WEBHOOK_THAT_IS_NOT_SET"
    )
    assert secret["remedy"] == "set the environment variable WATCHER_TEST_WEBHOOK_THAT_IS_NOT_SET"


def test_a_first_look_before_any_poll_says_what_makes_the_database(doctor: Doctor) -> None:
    doctor.write_config()
    (database,) = doctor.find("database")
    assert (database["condition"], "`watcher poll`" in database["remedy"]) == ("look", True)


def test_a_damaged_database_is_told(doctor: Doctor) -> None:
    doctor.write_config()
    path = make_database(doctor.folder)
    path.write_bytes(b"no database at all, and longer than a header of SQLite would be" * 100)
    (database,) = doctor.find("database")
    assert database["condition"] == "broken"
    assert "move it away" in database["remedy"]


def test_a_database_of_an_older_watcher_is_told(doctor: Doctor) -> None:
    doctor.write_config()
    with closing(open_store(make_database(doctor.folder))) as store:
        store.db.execute("DELETE FROM _sqlite_migrations WHERE id = (SELECT max(id) FROM _sqlite_migrations)")
    (database,) = doctor.find("database")
    assert database["condition"] == "broken"
    assert "migrates it" in database["remedy"]


def test_a_clock_that_was_set_back_is_told(doctor: Doctor) -> None:
    doctor.write_config()
    with closing(open_store(make_database(doctor.folder))) as store:
        store.record_fact("heartbeat", "", utc_now().replace(year=2200))
    assert doctor.find("clock")[0]["condition"] == "broken"


def test_a_watcher_that_does_not_run_is_told(doctor: Doctor) -> None:
    doctor.write_config()
    make_database(doctor.folder)
    (process,) = doctor.find("process")
    assert process["condition"] == "broken"
    assert "watcher run" in process["remedy"]


def test_a_probe_asks_feeds_and_connects_to_channels(doctor: Doctor) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as relay:
        doctor.write_config(relay.getsockname()[1])
        found = doctor.find("channels", "--probe")
    assert [(finding["condition"], finding["found"]) for finding in found[1:]] == [
        ("ok", "desk: its host answers"),
        ("broken", "newsroom: its secret cannot be read"),
    ]
    (feed,) = doctor.find("feeds", "--probe")
    assert feed["condition"] == "broken"
    assert feed["found"].startswith("http://127.0.0.1:1/feed: unreachable")


def test_a_channel_whose_host_refuses_is_told(doctor: Doctor) -> None:
    doctor.write_config(port=1)
    found = doctor.find("channels", "--probe")
    assert any(finding["found"].startswith("desk: 127.0.0.1:1 cannot be reached") for finding in found)


def test_the_table_says_what_to_do_and_shows_no_character_that_acts(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(played, folder)
    with closing(open_store(folder / "state" / DATABASE_NAME)) as store:
        store.db.execute("UPDATE feeds SET health = 'unreadable', health_detail = ?", ["\x1b[2J\u202egone"])
    code, printed = Doctor(folder, capsys).run()
    assert code == 2
    assert "\\x1b[2J\\u202egone" in printed
    assert "look at it with `watcher feeds preview`" in printed
    assert [char for char in printed if not (char.isprintable() or char == "\n")] == []
