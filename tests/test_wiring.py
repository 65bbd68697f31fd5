from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from watcher.errors import InputError, InstanceRunningError, StoreReadOnlyError
from watcher.model import Feed, SecretReference
from watcher.wiring import (
    ServiceManager,
    draw_jitter,
    find_service_manager,
    get_user_name,
    hold_instance_lock,
    read_feed_headers,
    read_secret,
    utc_now,
)

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "channels.slack.webhook"


def test_the_clock_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC


def test_jitter_is_a_share() -> None:
    assert all(0.0 <= draw_jitter() <= 1.0 for _ in range(100))


def test_the_author_of_a_ruling_has_a_name() -> None:
    assert get_user_name()


# -------------------------------------------------------------------------------------------- secrets


def test_a_secret_is_read_from_where_its_reference_points(tmp_path: Path) -> None:
    (tmp_path / "hook").write_text("https://hooks.example/T/B/X\n", encoding="utf-8")
    environment = {"HOOK": "from the environment", "CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert read_secret(SecretReference("env:HOOK"), PLACE, environment) == "from the environment"
    assert (
        read_secret(SecretReference(f"file:{tmp_path}/hook"), PLACE, environment)
        == "https://hooks.example/T/B/X"
    )
    assert (
        read_secret(SecretReference("credential:hook"), PLACE, environment) == "https://hooks.example/T/B/X"
    )


@pytest.mark.parametrize(
    ("reference", "environment", "remedy"),
    [
        ("env:HOOK", {}, "set the environment variable HOOK"),
        ("env:HOOK", {"HOOK": ""}, "set the environment variable HOOK"),
        ("file:/nonexistent/hook", {}, "put the secret into that file"),
        ("credential:hook", {}, "LoadCredential=hook:/PATH"),
        ("credential:hook", {"CREDENTIALS_DIRECTORY": "/nonexistent"}, "LoadCredential=hook:/PATH"),
    ],
)
def test_a_missing_secret_names_its_place_and_the_remedy(
    reference: str, environment: dict[str, str], remedy: str
) -> None:
    with pytest.raises(InputError) as raised:
        read_secret(SecretReference(reference), PLACE, environment)
    assert PLACE in str(raised.value)
    assert reference in str(raised.value)
    assert remedy in str(raised.value)


def test_the_headers_of_feeds_are_read_by_url() -> None:
    feed = Feed("https://a.example/api", "a.example", headers=(("X-Key", SecretReference("env:KEY")),))
    other = Feed("https://b.example/feed", "b.example")
    assert read_feed_headers([feed, other], {"KEY": "k"}) == {feed.url: {"X-Key": "k"}}


@pytest.mark.parametrize("secret", ["", "do-not-show\r\nHost: x", "do-not-show\u00fc"])
def test_a_header_that_cannot_be_sent_names_its_place_and_not_its_secret(secret: str) -> None:
    feed = Feed("https://a.example/api", "a.example", headers=(("X-Key", SecretReference("env:KEY")),))
    with pytest.raises(InputError) as caught:
        read_feed_headers([feed], {"KEY": secret})
    assert "https://a.example/api" in str(caught.value)
    assert "X-Key" in str(caught.value)
    assert "env:KEY" in str(caught.value)
    assert "do-not-show" not in str(caught.value)


def test_a_file_that_is_no_text_is_no_secret_and_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "hook").write_bytes(b"\xff\xfesecret")
    with pytest.raises(InputError) as raised:
        read_secret(SecretReference(f"file:{tmp_path}/hook"), PLACE, {})
    assert "secret\\" not in str(raised.value)
    assert "\xff" not in str(raised.value)


# ------------------------------------------------------------------------------- one instance a folder


def test_a_second_holder_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with hold_instance_lock(state), pytest.raises(InstanceRunningError) as raised, hold_instance_lock(state):
        pytest.fail("two held the lock at once")
    assert raised.value.pid == os.getpid()
    assert str(os.getpid()) in str(raised.value)
    assert str(state / "watcher.db") in str(raised.value)


def test_the_lock_can_be_had_again_when_it_was_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        with hold_instance_lock(tmp_path):
            assert (tmp_path / "watcher.lock").read_text(encoding="utf-8") == f"{os.getpid()}\n"


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from watcher.wiring import hold_instance_lock\n"
        f"with hold_instance_lock(Path({str(tmp_path)!r})):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(InstanceRunningError) as raised, hold_instance_lock(tmp_path):
            pytest.fail("two held the lock at once")
        assert raised.value.pid == holder.pid
        holder.kill()
        holder.wait()
        with hold_instance_lock(tmp_path):
            pass


def test_a_state_folder_that_cannot_be_made_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreReadOnlyError, match="use another --state"),
        hold_instance_lock(tmp_path / "file" / "state"),
    ):
        pytest.fail("held a lock in a folder that is a file")


# ------------------------------------------------------------------------------------ service manager


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ServiceManager()),
        ({"NOTIFY_SOCKET": "/run/notify"}, ServiceManager(notify_address="/run/notify")),
        ({"WATCHDOG_USEC": "30000000"}, ServiceManager(watchdog=timedelta(seconds=30))),
        (
            {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())},
            ServiceManager(watchdog=timedelta(seconds=30)),
        ),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, ServiceManager()),
        ({"WATCHDOG_USEC": "soon"}, ServiceManager()),
        ({"JOURNAL_STREAM": "8:1234"}, ServiceManager(is_journal=True)),
    ],
)
def test_the_service_manager_is_found_in_the_environment(
    environment: dict[str, str], expected: ServiceManager
) -> None:
    assert find_service_manager(environment) == expected
