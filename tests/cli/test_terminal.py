"""What reaches a terminal: colours where they are wanted, and nothing of the network's that acts."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from watcher.cli.main import main
from watcher.store.writer import open_store

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\u202etxt.exe\u2066\r\n\x00"


def run_on_terminal(folder: Path, *argv: str, **environment: str) -> str:
    """Run a command whose output is a terminal."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    done = subprocess.run(
        [sys.executable, "-m", "watcher.cli.main", "--config", str(folder / "signals.toml"), *argv],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**kept, "TERM": "xterm", **environment},
        check=True,
    )
    os.close(theirs)
    assert done.stderr == b""
    return read_terminal(ours)


def read_terminal(descriptor: int) -> str:
    """Read all that was printed on a terminal whose other end is closed."""
    printed = bytearray()
    with open(descriptor, "rb", buffering=0) as terminal:
        while True:
            try:
                chunk = terminal.read(65536)
            except OSError:  # EIO: all was read, and nobody holds the other end
                return printed.decode()
            printed += chunk


# `evaluate` draws with rich, the others by hand.
COMMANDS = [["status"], ["explain", "https://northwire.example/tidewell-expelled"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_terminal_gets_colours(played: Path, command: list[str]) -> None:
    assert "\x1b[" in run_on_terminal(played, *command)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_terminal_gets_none_where_they_are_not_wanted(
    played: Path, command: list[str], environment: dict[str, str]
) -> None:
    plain = run_on_terminal(played, *command, **environment)
    assert plain
    assert "\x1b" not in plain


def show_on_terminal(folder: Path, *options: str, **environment: str) -> str:
    """Run `show` with a terminal of ten lines for its input and its output."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 80, 0, 0))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "watcher.cli.main",
            "--config",
            str(folder / "signals.toml"),
            "show",
            "tidewell-expulsion",
            *options,
        ],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "LINES": "10", **environment},
        check=True,
    )
    os.close(theirs)
    return read_terminal(ours)


def test_what_is_longer_than_a_terminal_goes_through_the_pager(played: Path) -> None:
    paged = show_on_terminal(played, PAGER="sed s/^/paged:/")
    assert {line[:6] for line in paged.splitlines()} == {"paged:"}
    assert "\x1b[1;34mREVERSED" in paged


@pytest.mark.parametrize(
    ("options", "pager"), [(["--no-pager"], "sed s/^/paged:/"), ([], ""), ([], "no-such-program")], ids=str
)
def test_it_is_printed_at_once_where_no_pager_is_wanted_or_there(
    played: Path, options: list[str], pager: str
) -> None:
    printed = show_on_terminal(played, *options, PAGER=pager)
    assert "paged:" not in printed
    assert "HISTORY, newest first" in printed


@pytest.mark.parametrize(
    ("command", "description"),
    [(["judge", "articles.jsonl"], "judging"), (["db", "backup", "backup.db"], "copying")],
    ids=["judge", "db backup"],
)
def test_whoever_waits_at_a_terminal_sees_how_far_it_is(
    played: Path, tmp_path: Path, command: list[str], description: str
) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "1", "title": "Council meets"}\n', encoding="utf-8")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "watcher.cli.main", "--config", str(played / "signals.toml"), *command],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        cwd=tmp_path,
        check=True,
    )
    os.close(theirs)
    assert description in read_terminal(ours)
    assert b"\x1b" not in done.stdout


@pytest.fixture
def hostile(played: Path, tmp_path: Path) -> Path:
    """The played story with every text of the network replaced by a hostile one."""
    folder = tmp_path / "hostile"
    shutil.copytree(played, folder)
    with closing(open_store(folder / "state" / "watcher.db")) as store:
        for table, columns in (
            ("articles", ("title", "summary", "url", "outlet")),
            ("evidence", ("quote", "cue", "outlet")),
            ("story_members", ("origin",)),
            ("signal_status", ("reason",)),
        ):
            for column in columns:
                store.db.execute(f"UPDATE {table} SET {column} = {column} || ?", [HOSTILE])  # noqa: S608  # ours
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["show", "tidewell-expulsion"],
        ["hits", "--limit", "100"],
        ["explain", "1"],
        ["explain", "9"],
        ["replay"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_hostile_text_is_shown_and_cannot_act(
    hostile: Path, capsys: pytest.CaptureFixture[str], command: list[str], options: list[str]
) -> None:
    assert main(["--config", str(hostile / "signals.toml"), *command, *options]) == 0
    printed = capsys.readouterr().out
    assert [char for char in printed if not (char.isprintable() or char == "\n")] == []
    assert "u202etxt.exe" in printed


def test_an_error_that_quotes_hostile_text_cannot_act_either(
    played: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(played / "signals.toml"), "explain", HOSTILE]) == 2
    told = capsys.readouterr().err
    assert [char for char in told if not (char.isprintable() or char == "\n")] == []
