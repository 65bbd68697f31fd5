"""`watcher status`: the board.  It must answer in a blink, so it imports little and asks two queries."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, parse_instant, print_json, render_utc

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from watcher.cli.command import Subparsers
    from watcher.store.board import RuntimeRow, StatusRow


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
            "  30 CONFIRMED, 40 DISPUTED or REVERSED, 20 CORROBORATED, 10 REPORTED, 3 BLIND, 0 else"
        ),
        example="watcher status\nwatcher status --json | jq '.signals[].status'\nwatcher status --exit-code",
        run=run_status,
    )
    parser.add_argument("--exit-code", action="store_true", help="leave with the code of the worst signal")
    parser.add_argument(
        "--as-of",
        type=parse_instant,
        metavar="T",
        help="the status by what was published until T (ISO 8601), instead of now",
    )
    add_json_option(parser)


def run_status(arguments: argparse.Namespace) -> int:
    """Print the board."""
    from watcher.cli.board import exit_code, has_polled_lately, may_colour, render_board, shown_status
    from watcher.store.board import get_runtime, list_statuses
    from watcher.store.reader import open_reader
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
        sys.stdout.write(render_board(rows, runtime, now, is_coloured=may_colour()))
    if arguments.exit_code:
        return exit_code([shown_status(row, is_polling=is_polling) for row in rows])
    return 0


def render_status(rows: tuple[StatusRow, ...], runtime: RuntimeRow, now: datetime) -> dict[str, object]:
    """Give the board the fields of `watcher status --json`."""
    from watcher.cli.board import describe_problem, has_polled_lately, is_running

    is_polling = has_polled_lately(runtime, now)
    return {
        "as_of": render_utc(now),
        "problem": describe_problem(runtime, now) or None,
        "running": is_running(runtime, now),
        "pid": runtime.pid if is_running(runtime, now) else None,
        "last_poll": render_utc(runtime.polled_at),
        "feeds": {"count": runtime.feed_count, "healthy": runtime.healthy_feed_count},
        "articles": runtime.article_count,
        "deliveries": {"pending": runtime.pending_delivery_count, "dead": runtime.dead_delivery_count},
        "signals": [render_signal(row, is_polling=is_polling) for row in rows],
    }


def render_signal(row: StatusRow, *, is_polling: bool) -> dict[str, object]:
    """Give one signal its fields; `status` is BLIND where QUIET cannot be claimed."""
    from watcher.cli.board import shown_status

    return {
        "signal": row.signal_id,
        "proposition": row.proposition,
        "status": shown_status(row, is_polling=is_polling),
        "reason": row.reason,
        "since": render_utc(row.since),
        "grade": row.grade,
        "origins": list(row.origins),
        "hits": row.evidence_count,
        "freshest": render_utc(row.freshest_at),
        "episode": row.episode,
        "acknowledged": row.is_acknowledged,
        "muted_until": render_utc(row.muted_until),
        "expired": row.is_expired,
        "baseline": row.is_baseline,
        "coverage": {
            "blind": row.is_blind or not is_polling,
            "reason": row.blind_reason if is_polling else "the watcher does not poll",
            "feeds": row.feed_count,
            "seeing": row.seeing_count,
            "blind_feeds": [{"feed": url, "health": health} for url, health in row.blind_feeds],
        },
    }
