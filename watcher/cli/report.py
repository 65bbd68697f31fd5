"""`watcher report`: the whole board as one HTML file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.cli.command import add_command
from watcher.errors import ConfigError, InputError

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers

_HEAD_SIZE = 2000  # bytes, within which a report says that it is one


def add_commands(subparsers: Subparsers) -> None:
    """Add `report`."""
    parser = add_command(
        subparsers,
        "report",
        summary="write the whole board as one HTML file, to mail or to archive",
        description=(
            "Each signal with its status, history and newest hits, the feeds in trouble, and what the words\n"
            "mean.  The file needs no other: no script, nothing to load, its styles within.  Without FILE\n"
            "it goes to standard output; an earlier report of that name is replaced in one step."
        ),
        example=(
            "watcher report board.html\n"
            "watcher report | mail -s Board -a 'Content-Type: text/html; charset=utf-8' me@example.org"
        ),
        run=run_report,
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write it")
    parser.add_argument(
        "--hits", type=int, default=25, metavar="N", help="at most this many of each signal (default 25)"
    )


def run_report(arguments: argparse.Namespace) -> int:
    """Write the board as it stands now."""
    from watcher.web.report import GENERATOR, render_report
    from watcher.wiring import utc_now

    if arguments.hits < 0:
        raise InputError(f"--hits {arguments.hits}: give 0 or more")
    board_url = _find_board_url(arguments.config)
    report = render_report(
        arguments.database, arguments.config, utc_now(), hit_count=arguments.hits, board_url=board_url
    )
    if arguments.file is None:
        sys.stdout.write(report)
    else:
        _replace(arguments.file, report, GENERATOR)
    return 0


def _find_board_url(config_path: Path) -> str | None:
    """Where the board is reached; while signals.toml is missing or wrong, a report goes without."""
    from watcher.config import load_config

    try:
        return load_config(config_path).settings.board_url
    except ConfigError:
        return None


def _replace(path: Path, report: str, generator: str) -> None:
    """Write the file beside its place, then put it there: who reads it finds the whole old or new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and generator.encode() not in path.read_bytes()[:_HEAD_SIZE]:
            raise InputError(f"{path} is there already, and no report; name another file")
        try:
            beside.write_text(report, encoding="utf-8")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name another file") from error
