"""Long text goes through $PAGER on a terminal, as `man` and `git` do; everywhere else it is just printed."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager, redirect_stdout
from signal import SIG_IGN, SIGINT
from signal import signal as handle_signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


class _Held(io.StringIO):
    """Text for a terminal, held back until its length is known; it counts as that terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def add_pager_option(parser: argparse.ArgumentParser) -> None:
    """Add `--no-pager` to a command that may print much."""
    parser.add_argument("--no-pager", action="store_true", help="print all at once, without $PAGER")


@contextmanager
def open_pager(*, is_wanted: bool = True) -> Iterator[None]:
    """Hold back what is printed, and page it where it is longer than the terminal."""
    if not (is_wanted and sys.stdout.isatty() and sys.stdin.isatty()):
        yield
        return
    held = _Held()
    held.encoding = sys.stdout.encoding
    try:
        with redirect_stdout(held):
            yield
    finally:  # what was printed before an error is worth showing
        _show(held.getvalue())


def _show(text: str) -> None:
    height = shutil.get_terminal_size().lines
    command = find_pager(os.environ.get("PAGER"))
    if text.count("\n") < height or command is None or not _page(text, command):
        sys.stdout.write(text)


def find_pager(wanted: str | None) -> list[str] | None:
    """Find the pager to run: `wanted` is $PAGER, empty or "cat" for none; None where there is none."""
    words = ["less"] if wanted is None else shlex.split(wanted)
    if not words or words == ["cat"] or shutil.which(words[0]) is None:
        return None
    return words


def _page(text: str, command: list[str]) -> bool:
    """Run the pager until its reader leaves; false where it cannot be run."""
    sys.stdout.flush()
    # less: pass colours on.  Ctrl-C is the pager's while it runs.
    environment = {"LESS": "R", "LESSCHARSET": "utf-8", **os.environ}
    before = handle_signal(SIGINT, SIG_IGN)
    try:
        subprocess.run(
            command,
            input=text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"),
            env=environment,
            check=False,
        )
    except OSError:
        return False
    finally:
        handle_signal(SIGINT, before)
    return True
