"""`watcher status --watch`: the board, kept true until somebody leaves."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import textwrap
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from watcher.cli.board import WIDTH, exit_code, may_colour, render_board, render_frame
from watcher.core.text import make_visible
from watcher.errors import StoreError
from watcher.store.board import get_runtime, list_statuses
from watcher.store.reader import open_reader
from watcher.store.summary import has_polled_lately, list_facts, render_status, shown_status
from watcher.wiring import utc_now

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from watcher.store.board import RuntimeRow, StatusRow

LOOK_EVERY = 1.0  # seconds

# Control functions of xterm, which every terminal of today knows:
# https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"  # another screen, no cursor, no wrapping of lines too long
_LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_HOME = "\x1b[H"
_CLEAR_LINE, _CLEAR_BELOW = "\x1b[K", "\x1b[J"


class Look(NamedTuple):
    """What the database said at one instant."""

    at: datetime
    rows: tuple[StatusRow, ...]
    runtime: RuntimeRow


@contextmanager
def _listen(*numbers: signal.Signals) -> Iterator[int]:
    """Give a descriptor from which each of these signals that comes can be read as a byte of its number.

    That is all they do meanwhile: drawing in a handler could break into a drawing under way.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    handlers = {number: signal.signal(number, lambda *_: None) for number in numbers}
    before = signal.set_wakeup_fd(writing)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(writing)
        os.close(reading)


def _wait(calls: int) -> bytes:
    """Give the numbers of the signals that came, as soon as one does, or nothing after LOOK_EVERY."""
    is_called, _, _ = select.select([calls], [], [], LOOK_EVERY)
    return os.read(calls, 1024) if is_called else b""


def watch_status(arguments: argparse.Namespace) -> int:
    """Show the board until told to leave; the exit code is that of the last look, where it is asked for."""
    look = read_board(arguments.database)
    leaving = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    if sys.stdout.isatty() and not arguments.json:
        with _listen(*leaving, signal.SIGWINCH, signal.SIGTSTP) as calls:
            look = _keep_screen(look, arguments.database, calls)
        sys.stdout.write(render_board(look.rows, look.runtime, look.at, is_coloured=may_colour()))
    else:
        with _listen(*leaving) as calls:
            look = _print_changes(look, arguments, calls)
    if not arguments.exit_code:
        return 0
    is_polling = has_polled_lately(look.runtime, look.at)
    return exit_code([shown_status(row, is_polling=is_polling) for row in look.rows])


def read_board(database: Path) -> Look:
    """Read the board anew: the file may have been replaced since.  Raises StoreError."""
    now = utc_now()
    with closing(open_reader(database)) as connection:
        return Look(now, list_statuses(connection, now), get_runtime(connection))


def _keep_screen(look: Look, database: Path, calls: int) -> Look:
    """Draw on a screen of its own, so that what stood on the terminal is there again afterwards."""
    trouble = shown = ""
    came = b""
    _write(_ENTER)
    try:
        while True:
            drawn = _draw(look, trouble)
            if drawn != shown or came:  # after a signal anything may stand there
                _write(drawn)
                shown = drawn
            came = _wait(calls)
            if signal.SIGTSTP in came:
                _write(_LEAVE)
                os.kill(os.getpid(), signal.SIGSTOP)  # until the shell says SIGCONT
                _write(_ENTER)
            if {*came} - {signal.SIGTSTP, signal.SIGWINCH}:
                return look
            try:
                look, trouble = read_board(database), ""
            except StoreError as error:
                trouble = make_visible(str(error))
    finally:
        _write(_LEAVE)


def _draw(look: Look, trouble: str) -> str:
    """Give what to write over what stands there: at once, never clearing the screen, so nothing flickers."""
    height = shutil.get_terminal_size().lines
    notes = textwrap.wrap(f"Not read since: {trouble}", WIDTH) if trouble else []
    lines = render_frame(
        look.rows, look.runtime, look.at, max(1, height - len(notes)), is_coloured=may_colour()
    )
    drawn = _HOME + "\r\n".join(_CLEAR_LINE + line for line in [*notes, *lines])
    # To clear from the last column on would take the character that stands there.
    return drawn + (f"\r\n{_CLEAR_BELOW}" if len(notes) + len(lines) < height else "")


def _print_changes(look: Look, arguments: argparse.Namespace, calls: int) -> Look:
    """Print the board now and whenever it changed; trouble ends it, as whoever reads may start it anew."""
    told: object = None
    while True:
        facts = list_facts(look.rows, look.runtime, look.at)
        if facts != told:
            told = facts
            _write(
                json.dumps(render_status(look.rows, look.runtime, look.at)) + "\n"
                if arguments.json
                else render_board(look.rows, look.runtime, look.at) + "\n"
            )
        if _wait(calls):
            return look
        look = read_board(arguments.database)


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
