"""`watcher run` and `watcher poll`: the daemon, and one round by hand."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from watcher.cli.command import add_command, add_json_option, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from watcher.cli.command import Subparsers
    from watcher.config import Config
    from watcher.deliver import DeliverReport
    from watcher.ingest import PollReport
    from watcher.model import FeedState, StatusChange


def add_commands(subparsers: Subparsers) -> None:
    """Add `run` and `poll`."""
    run = add_command(
        subparsers,
        "run",
        summary="watch: poll the feeds, judge, keep status, send alerts, until told to stop",
        description=(
            "SIGTERM and Ctrl-C finish the work in hand and leave; a second one leaves at once.  SIGHUP\n"
            "reads signals.toml again and keeps the running configuration where the new one is wrong."
        ),
        example="watcher run\nwatcher --config /etc/watcher/signals.toml --state /var/lib/watcher run",
        run=run_daemon,
    )
    run.add_argument(
        "--verbose", action="store_true", help="log what is of interest to those who look for a fault"
    )

    poll = add_command(
        subparsers,
        "poll",
        summary="poll once what is due, send what waits, and say what came of it",
        description="For cron, or to look.  It leaves with 1 when no feed at all could be read.",
        example="watcher poll\nwatcher poll --json",
        run=run_poll,
    )
    add_json_option(poll)


def run_daemon(arguments: argparse.Namespace) -> int:
    """Run until a signal asks us to leave."""
    import asyncio

    from watcher.config import load_config
    from watcher.daemon import Daemon, configure_logging
    from watcher.wiring import build_runtime, find_service_manager, utc_now

    manager = find_service_manager()
    configure_logging(is_journal=manager.is_journal, is_verbose=arguments.verbose)
    config = load_config(arguments.config)

    async def serve() -> None:
        async with build_runtime(config, arguments.state) as runtime:
            with _serve_board(config, arguments):
                await Daemon(runtime, arguments.config, manager, utc_now).serve()

    asyncio.run(serve())
    return 0


@contextmanager
def _serve_board(config: Config, arguments: argparse.Namespace) -> Iterator[None]:
    """Serve the board meanwhile, where [web] is configured."""
    settings = config.settings.web
    if settings is None:
        yield
        return
    import logging

    from watcher.cli.serve import open_board
    from watcher.web.server import serve_beside

    board = open_board(arguments.config, arguments.database, settings, config.settings.board_url)
    with serve_beside(board, settings.host, settings.port) as address:
        logging.getLogger("watcher").info("the board is at %s", address)
        yield


def run_poll(arguments: argparse.Namespace) -> int:
    """Poll once and print how each feed fared."""
    import asyncio

    from watcher.config import load_config

    config = load_config(arguments.config)
    polled, delivered, states = asyncio.run(_poll_once(config, arguments))
    if arguments.json:
        print_json(
            {
                "feeds": polled.feed_count,
                "articles": polled.article_count,
                "hits": polled.evidence_count,
                "health": {health: count for health, count in polled.health_counts.items() if count},
                "changes": [
                    {
                        "signal": change.signal_id,
                        "from": change.before,
                        "to": change.after,
                        "reason": change.reason,
                    }
                    for change in _list_in_order(polled)
                ],
                "sent": delivered.sent_count,
            }
        )
    else:
        _print_report(polled, delivered, states)
    return 1 if polled.feed_count and not _count_readable(polled) else 0


async def _poll_once(
    config: Config, arguments: argparse.Namespace
) -> tuple[PollReport, DeliverReport, tuple[FeedState, ...]]:
    from dataclasses import replace

    from watcher.cli.progress import open_counter
    from watcher.wiring import build_runtime, utc_now

    async with build_runtime(config, arguments.state) as runtime:
        backlog = await runtime.ingest.judge_stored()
        now = utc_now()
        with open_counter("polling", len(runtime.store.list_due_feeds(now))) as count_one:
            runtime.note_commit = count_one
            polled = await runtime.ingest.poll_due(now)
        runtime.note_commit = lambda: None
        runtime.ingest.fold_all(utc_now())
        runtime.notices.tell_due(utc_now())
        delivered = await runtime.deliver.deliver_due(utc_now())
        pages = await runtime.ingest.read_pages(utc_now())
        polled = replace(polled, changes=(*backlog.changes, *polled.changes, *pages.changes))
        if pages.changes:
            later = await runtime.deliver.deliver_due(utc_now())
            delivered = replace(delivered, sent_count=delivered.sent_count + later.sent_count)
        if runtime.heartbeat is not None:
            await runtime.heartbeat.beat(utc_now())
        return polled, delivered, runtime.store.list_feed_states()


def _count_readable(report: PollReport) -> int:
    from watcher.model import FeedHealth

    unread = (
        *(FeedHealth.NEVER, FeedHealth.BLOCKED, FeedHealth.GONE, FeedHealth.REFUSED, FeedHealth.TOO_SLOW),
        *(FeedHealth.TOO_LARGE, FeedHealth.UNREADABLE, FeedHealth.UNREACHABLE),
    )
    return sum(count for health, count in report.health_counts.items() if health not in unread)


def _list_in_order(report: PollReport) -> list[StatusChange]:
    """The steps, oldest first: feeds are read side by side, and the report has them feed by feed."""
    return sorted(report.changes, key=lambda change: change.at)


def _print_report(polled: PollReport, delivered: DeliverReport, states: tuple[FeedState, ...]) -> None:
    from watcher.core.text import count_of, make_visible
    from watcher.daemon import describe_health
    from watcher.model import FeedHealth

    sent = f"{count_of(delivered.sent_count, 'message')} sent"
    if polled.feed_count:
        for state in states:
            if state.health not in (FeedHealth.OK, FeedHealth.NOT_MODIFIED, FeedHealth.NEVER):
                print(make_visible(describe_health(state)))
        print(
            f"{count_of(polled.feed_count, 'feed')} polled, {_count_readable(polled)} readable: "
            f"{count_of(polled.article_count, 'new article')}, {count_of(polled.evidence_count, 'hit')}, "
            f"{sent}."
        )
    else:
        print(f"{_describe_idleness(states)}{f' {sent}.' if delivered.sent_count else ''}")
    for change in _list_in_order(polled):
        print(f"{change.signal_id}: {change.before} -> {change.after}: {make_visible(change.reason)}")


def _describe_idleness(states: tuple[FeedState, ...]) -> str:
    from watcher.store.summary import render_instant

    due = [state.next_fetch_at for state in states if state.feed.enabled and state.next_fetch_at]
    return f"No feed is due before {render_instant(min(due))}." if due else "No feed is enabled."
