"""`watcher status`: the board.  It must answer in a blink, so it imports little and asks two queries."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, parse_instant, print_json

if TYPE_CHECKING:
    import argparse

    from watcher.cli.command import Subparsers


def add_commands(subparsers: Subparsers) -> None:
    """Add `status`."""
    parser = add_command(
        subparsers,
        "status",
        summary="show where each signal stands, and whether the watcher could have seen it",
        description=(
            "QUIET      nothing seen, by a watcher that could have seen it\n"
            "WATCH      spoken of as possible, or only weakly as done\n"
            "REPORTED, CORROBORATED, CONFIRMED   it happened: one origin, several, beyond doubt\n"
            "DISPUTED, REVERSED   as well denied as reported; undone\n"
            "BLIND      too few feeds answer, or nobody polls, for QUIET to mean anything\n\n"
            "With --exit-code the worst signal sets the exit code, the first of these that occurs:\n"
            "  30 CONFIRMED, 40 DISPUTED or REVERSED, 20 CORROBORATED, 10 REPORTED, 3 BLIND, 0 else\n\n"
            "With --watch the board stays on the terminal and keeps itself true until Ctrl-C; --exit-code\n"
            "then tells of the last look.  Elsewhere a board is printed now and whenever it changed, with\n"
            "--json an object a line."
        ),
        example=(
            "watcher status\nwatcher status --json | jq '.signals[].status'\nwatcher status --exit-code\n"
            "watcher status --watch"
        ),
        run=run_status,
    )
    parser.add_argument("--exit-code", action="store_true", help="leave with the code of the worst signal")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--watch", action="store_true", help="keep the board on the terminal, and true")
    when.add_argument(
        "--as-of",
        type=parse_instant,
        metavar="T",
        help="the status by what was published until T (ISO 8601), instead of now",
    )
    add_json_option(parser)


def run_status(arguments: argparse.Namespace) -> int:
    """Print the board."""
    if arguments.watch:
        from watcher.cli.watching import watch_status

        return watch_status(arguments)
    from watcher.cli.board import exit_code, may_colour, render_board
    from watcher.store.board import get_runtime, list_statuses
    from watcher.store.reader import open_reader
    from watcher.store.summary import has_polled_lately, render_status, shown_status
    from watcher.wiring import utc_now

    now = arguments.as_of or utc_now()
    connection = open_reader(arguments.database)
    try:
        rows = list_statuses(connection, now)
        runtime = get_runtime(connection)
        if arguments.as_of is not None:
            from watcher.cli.as_of import fold_as_of

            rows = fold_as_of(connection, arguments.config, rows, now)
    finally:
        connection.close()
    is_polling = has_polled_lately(runtime, now)
    if arguments.json:
        print_json(render_status(rows, runtime, now))
    else:
        is_past = arguments.as_of is not None
        sys.stdout.write(render_board(rows, runtime, now, is_coloured=may_colour(), is_past=is_past))
    if arguments.exit_code:
        return exit_code([shown_status(row, is_polling=is_polling) for row in rows])
    return 0
