"""`watcher status --watch`, on a terminal and off it."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_board import CONFIRMED, NOW, ROW, RUNNING
from tests.store.samples import OTHER_SIGNAL, SIGNAL, make_status
from watcher.cli.board import render_frame
from watcher.cli.main import main
from watcher.model import Status
from watcher.store.writer import open_store
from watcher.wiring import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from watcher.store.writer import Store

HEIGHT, WIDTH = 24, 80
PATIENCE = 60  # seconds until a test that waits for what does not come is given up


class Terminal:
    """A terminal of 24 lines by 80, as far as the board needs one; `lines` is what stands on it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.printed = ""
        self._held = ""  # the beginning of a control function whose end is still to come
        self.lines = [""] * HEIGHT
        self._row = self._column = 0
        self.is_other_screen = False

    def shows(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def read_until(self, words: str, *, without: str | None = None) -> None:
        """Read until words stand on the screen, and others no longer do."""
        while not self.shows(words) or (without is not None and self.shows(without)):
            assert select.select([self._descriptor], [], [], PATIENCE)[0], self.lines
            self._take(os.read(self._descriptor, 65536).decode())

    def read_rest(self) -> str:
        rest = ""
        while True:
            try:
                rest += os.read(self._descriptor, 65536).decode()
            except OSError:  # EIO: nobody holds the other end
                self.printed += rest
                return rest

    def _take(self, read: str) -> None:
        self.printed += read
        text = self._held + read
        self._held = text[text.rindex("\x1b") :] if re.search(r"\x1b(\[[?\d;]*)?$", text) else ""
        text = text.removesuffix(self._held)
        for control, plain in re.findall(r"(\x1b\[[?\d;]*[a-zA-Z]|\r|\n)|([^\x1b\r\n]+)", text):
            if control:
                self._obey(control)
            else:
                line = self.lines[self._row].ljust(self._column)
                end = self._column + len(plain)
                assert end <= WIDTH
                self.lines[self._row] = line[: self._column] + plain + line[end:]
                self._column = end

    def _obey(self, control: str) -> None:
        if control == "\r":
            self._column = 0
        elif control == "\n":
            self._row += 1
            assert self._row < HEIGHT, "it scrolled"
        elif control == "\x1b[H":
            self._row = self._column = 0
        elif control == "\x1b[K":
            self.lines[self._row] = self.lines[self._row][: self._column]
        elif control == "\x1b[J":
            self.lines[self._row :] = [self.lines[self._row][: self._column]] + [""] * (
                HEIGHT - self._row - 1
            )
        elif control in ("\x1b[?1049h", "\x1b[?1049l"):
            self.is_other_screen = control.endswith("h")
        else:
            assert re.fullmatch(r"\x1b\[(\?(25|7)[hl]|[\d;]*m)", control), repr(control)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "state" / "watcher.db")) as opened:
        opened.record_config([SIGNAL, OTHER_SIGNAL], [])
        opened.record_fact("polled", "", utc_now())
        yield opened


def command(folder: Path, *options: str) -> list[str]:
    watcher = [sys.executable, "-m", "watcher.cli.main"]
    return [*watcher, "--state", str(folder / "state"), "status", "--watch", *options]


@contextmanager
def watch_on_terminal(folder: Path, *options: str) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    environment = {
        name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS", "NO_COLOR")
    }
    process = subprocess.Popen(
        command(folder, *options),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**environment, "TERM": "xterm"},
    )
    os.close(theirs)
    try:
        yield Terminal(ours), process
    finally:
        process.kill()
        process.communicate()
        os.close(ours)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_board_on_a_terminal_stays_true_and_leaves_it_as_it_was(
    store: Store, tmp_path: Path, number: signal.Signals
) -> None:
    with watch_on_terminal(tmp_path) as (terminal, process):
        terminal.read_until("The maker recalls the widget.")
        assert terminal.is_other_screen
        store.record_status(make_status(status=Status.CONFIRMED), utc_now())
        terminal.read_until("CONFIRMED")
        process.send_signal(number)
        rest = terminal.read_rest()
        assert process.wait() == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert "\x1b[2J" not in terminal.printed
    for entered, left in (
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?25l", "\x1b[?25h"),
        ("\x1b[?7l", "\x1b[?7h"),
    ):
        assert terminal.printed.rindex(entered) < terminal.printed.rindex(left)
    after = rest[rest.rindex("\x1b[?1049l") :]
    assert "CONFIRMED" in after, "the last board stays for the reader"


def test_a_board_that_shrinks_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    store.record_status(make_status(status=Status.CONFIRMED, reason="a long reason " * 30), utc_now())
    with watch_on_terminal(tmp_path) as (terminal, _):
        terminal.read_until("a long reason")
        store.record_status(make_status(status=Status.CONFIRMED, reason="brief"), utc_now())
        terminal.read_until("brief", without="long reason")


def test_a_database_that_goes_away_is_told_beside_what_was_known(store: Store, tmp_path: Path) -> None:
    with watch_on_terminal(tmp_path) as (terminal, _):
        terminal.read_until("The maker recalls the widget.")
        store.path.rename(store.path.with_name("gone.db"))
        terminal.read_until("Not read since: ")
        terminal.read_until("not running.")  # what was known is drawn below it
        assert terminal.shows("The maker recalls the widget.")
        store.path.with_name("gone.db").rename(store.path)
        store.record_status(make_status(status=Status.REVERSED), utc_now())
        terminal.read_until("REVERSED")


def test_a_stopped_board_gives_the_terminal_back_and_goes_on(store: Store, tmp_path: Path) -> None:
    with watch_on_terminal(tmp_path) as (terminal, process):
        terminal.read_until("The maker recalls the widget.")
        process.send_signal(signal.SIGTSTP)
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        store.record_status(make_status(status=Status.DISPUTED), utc_now())
        process.send_signal(signal.SIGCONT)
        terminal.read_until("DISPUTED")
        assert terminal.is_other_screen
        assert terminal.printed.count("\x1b[?1049h") == 2
        assert terminal.printed.count("\x1b[?1049l") == 1


def test_off_a_terminal_an_object_is_printed_for_each_change(store: Store, tmp_path: Path) -> None:
    with subprocess.Popen(command(tmp_path, "--json", "--exit-code"), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        assert {row["status"] for row in first["signals"]} == {"BLIND"}
        store.record_status(make_status(status=Status.CORROBORATED), utc_now())
        second = json.loads(process.stdout.readline())
        assert [row["status"] for row in second["signals"]] == ["CORROBORATED", "BLIND"]
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == b""
        assert process.wait() == 20, "the code of the last look"


def test_yesterday_cannot_be_watched(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["status", "--watch", "--as-of", "2026-03-01"])
    assert left.value.code == 2
    assert "not allowed with argument --watch" in capsys.readouterr().err


def test_without_a_database_it_fails_as_the_board_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--state", str(tmp_path), "status", "--watch"]) == 1
    assert "no database yet" in capsys.readouterr().err


# --------------------------------------------------------------------------------- what fits a window


@pytest.mark.parametrize("height", [1, 2, 3, 8, 24, 100])
def test_a_frame_is_never_taller_than_the_window(height: int) -> None:
    rows = tuple(CONFIRMED._replace(signal_id=f"signal-{number}") for number in range(12))
    frame = render_frame(rows, RUNNING, NOW, height)
    assert len(frame) <= height
    assert [line for line in frame if len(line) > WIDTH] == []


def test_a_window_too_small_for_the_board_gets_a_line_a_signal() -> None:
    rows = tuple(CONFIRMED._replace(signal_id=f"signal-{number}") for number in range(12))
    frame = render_frame((*rows, ROW), RUNNING, NOW, HEIGHT)
    assert frame[1:14] == [
        *(f"CONFIRMED     signal-{number}  [A1]" for number in range(12)),
        "QUIET         dpa-invoked",
    ]


def test_what_fits_no_window_is_counted() -> None:
    rows = tuple(CONFIRMED._replace(signal_id=f"signal-{number}") for number in range(12))
    frame = render_frame(rows, RUNNING, NOW, 6)
    assert frame[1:5] == [f"CONFIRMED     signal-{number}  [A1]" for number in range(4)]
    assert re.fullmatch(r"\.\.\. and \d+ lines more: a taller window shows them", frame[5])
